package dev.tidewater.server;

import dev.tidewater.engine.stack.FlinkMemory;
import dev.tidewater.engine.stack.StackPort;
import dev.tidewater.model.LocalSettings;
import dev.tidewater.model.Project;
import java.util.EnumMap;
import java.util.Map;

/** What a project says about its stack, in the stack's terms. */
final class StackSettings {
    private StackSettings() {}

    static Map<StackPort, Integer> fixedPorts(Project project) {
        Map<StackPort, Integer> ports = new EnumMap<>(StackPort.class);
        project.configuration()
                .local()
                .ports()
                .forEach((service, port) -> ports.put(StackPort.valueOf(service.name()), port.number()));
        return ports;
    }

    static FlinkMemory memory(Project project) {
        LocalSettings local = project.configuration().local();
        return new FlinkMemory(local.memory().jobManager(), local.memory().taskManager(), local.slots());
    }
}
