package dev.tidewater.model;

import java.time.Duration;

/** @param interval between the starts of two checkpoints; Flink allows no less than 10 ms */
public record CheckpointSettings(Duration interval) {
    static final Duration SHORTEST = Duration.ofMillis(10);

    public CheckpointSettings {
        Require.that(
                interval.compareTo(SHORTEST) >= 0,
                "\"" + Durations.format(interval) + "\" is shorter than " + Durations.format(SHORTEST));
    }
}
