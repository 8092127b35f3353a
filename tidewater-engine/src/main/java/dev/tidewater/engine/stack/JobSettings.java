package dev.tidewater.engine.stack;

import java.util.List;
import java.util.Map;

/**
 * How the TaskManager of a stack runs jobs, for a process that runs some beside it.
 *
 * @param options of Flink: state, checkpoints, restarts, S3
 * @param opens arguments that every JVM of Flink needs
 * @param tuning the other arguments of the TaskManager's JVM, but for the sizes of its memory
 * @param environment variables, credentials among them
 */
public record JobSettings(
        Map<String, String> options, List<String> opens, List<String> tuning, Map<String, String> environment) {
    public JobSettings {
        options = Map.copyOf(options);
        opens = List.copyOf(opens);
        tuning = List.copyOf(tuning);
        environment = Map.copyOf(environment);
    }
}
