package dev.tidewater.engine.dead;

import java.time.Instant;
import java.util.List;

/**
 * The dead letters of a topic in figures. Each record counts once, however many pipelines could not decode it.
 *
 * @param replayed how many of them were sent again
 * @param first timestamp of the oldest
 * @param last timestamp of the youngest
 * @param reasons the most frequent first
 */
public record DeadTopic(
        String topic, long records, long replayed, Instant first, Instant last, List<ReasonCount> reasons) {
    public DeadTopic {
        reasons = List.copyOf(reasons);
    }

    /** How many records have a reason. */
    public record ReasonCount(String reason, long records) {}
}
