package dev.tidewater.server;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tidewater.engine.deploy.PipelineStatus;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.ServiceStatus;
import java.util.List;
import java.util.Locale;

/**
 * What {@code status} shows. As JSON the endpoints stand at the top level: other programs read them there.
 *
 * @param residentBytes of all processes of the stack, the supervisor included
 */
public record StatusReport(
        Phase phase,
        @JsonUnwrapped Endpoints endpoints,
        List<ServiceStatus> services,
        List<PipelineStatus> pipelines,
        long residentBytes) {
    public StatusReport {
        services = List.copyOf(services);
        pipelines = List.copyOf(pipelines);
    }

    /** STARTING → READY ⇄ DEGRADED (a service died and is being started again) → STOPPING. */
    public enum Phase {
        STARTING,
        READY,
        DEGRADED,
        STOPPING;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
