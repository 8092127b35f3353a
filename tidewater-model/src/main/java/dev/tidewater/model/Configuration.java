package dev.tidewater.model;

import java.util.Map;

/**
 * What {@code tidewater.yaml} and the file of the target say, defaults filled in from {@link ConfigKeys}.
 *
 * @param target where pipelines run
 * @param parallelism subtasks per operator, unless a pipeline sets its own
 * @param sql Flink options applied to every pipeline, in the order written
 */
public record Configuration(
        String name,
        String target,
        int parallelism,
        CheckpointSettings checkpoint,
        Map<String, String> sql,
        LocalSettings local) {

    public Configuration {
        Require.that(!name.isBlank(), "a project has a name");
        Require.that(!target.isBlank(), "a target has a name");
        Require.that(parallelism > 0, "parallelism is at least 1");
        sql = Copies.ordered(sql);
    }

    /** What a project without {@code tidewater.yaml} has. */
    public static Configuration defaults(String name) {
        return ConfigValues.NONE.configuration(name);
    }
}
