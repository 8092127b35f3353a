package dev.tidewater.engine.dead;

import java.util.Optional;

/**
 * What is to be sent again.
 *
 * @param value sent instead of the value that the record has; for exactly one record
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReplayRequest(String topic, Wanted wanted, Optional<byte[]> value, Repeats repeats) {
    /** What becomes of a record that was sent again before. */
    public enum Repeats {
        SKIP,
        SEND
    }
}
