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
 * @param problems what a person should see to, one sentence each
 * @param residentBytes of all processes of the stack, the supervisor included
 */
public record StatusReport(
        Phase phase,
        @JsonUnwrapped Endpoints endpoints,
        List<ServiceStatus> services,
        List<PipelineStatus> pipelines,
        List<String> problems,
        long residentBytes) {
    public StatusReport {
        services = List.copyOf(services);
        pipelines = List.copyOf(pipelines);
        problems = List.copyOf(problems);
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
