package dev.tidewater.engine.dead;

import java.util.List;

/**
 * What was sent again, or would be.
 *
 * @param records how many
 * @param bytes of their values
 * @param alreadyReplayed how many were chosen and left out, because they were sent again before
 * @param ids of those sent, by partition and offset; the first thousand
 */
public record ReplayReport(
        String topic, Outcome outcome, long records, long bytes, long alreadyReplayed, List<RecordId> ids) {
    static final int MOST_IDS = 1_000;

    public ReplayReport {
        ids = ids.stream().limit(MOST_IDS).toList();
    }

    /** Whether it was done. */
    public enum Outcome {
        SENT,
        WOULD_BE_SENT
    }
}
