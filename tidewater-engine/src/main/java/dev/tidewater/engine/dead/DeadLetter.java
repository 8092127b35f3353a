package dev.tidewater.engine.dead;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record that could not be decoded, without its bytes.
 *
 * @param timestamp the record's own
 * @param reason a word that does not change between versions, such as {@code truncated}
 * @param message the reason in a sentence, with the field and the byte
 * @param pipelines that could not decode it, sorted
 */
public record DeadLetter(
        RecordId record,
        Instant timestamp,
        String reason,
        String message,
        List<String> pipelines,
        Optional<Replayed> replayed) {
    public DeadLetter {
        pipelines = List.copyOf(pipelines);
    }
}
