package dev.tidewater.model;

import java.util.Map;

/**
 * The stack of the {@code local} target.
 *
 * @param hosts addresses as pipelines name them, and the service of the stack that answers instead
 * @param slots of the one TaskManager
 * @param ports fixed ports; a service that is not named takes a free one
 */
public record LocalSettings(
        Map<HostPort, StackService> hosts, LocalMemory memory, int slots, Map<StackService, Port> ports) {
    public LocalSettings {
        hosts = Copies.ordered(hosts);
        Require.that(
                StackService.ADDRESSED.containsAll(hosts.values()),
                "pipelines have no address for a service in " + hosts);
        Require.that(slots > 0, "at least 1 slot is needed");
        ports = Copies.ordered(ports);
        Require.that(ports.values().stream().distinct().count() == ports.size(), "two services share a port: " + ports);
    }
}
