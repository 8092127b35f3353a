package dev.tidewater.engine.deploy;

import java.time.Instant;
import java.util.Optional;

/**
 * One generation of a pipeline, as {@code history} shows it.
 *
 * @param origin how it came to be
 * @param by who wanted it
 * @param startedFrom savepoint of the one before it
 * @param ended absent while it is the current one and was not stopped
 * @param savepoint which it ended with
 * @param why it ended
 * @param sql its script
 */
public record HistoryReport(
        String pipeline,
        int generation,
        String origin,
        String by,
        Instant at,
        Optional<String> startedFrom,
        Optional<Instant> ended,
        Optional<String> savepoint,
        Optional<String> why,
        String sql) {
    static HistoryReport of(String pipeline, Generation generation) {
        return new HistoryReport(
                pipeline,
                generation.number(),
                generation.origin().label(),
                generation.by(),
                generation.at(),
                generation.startedFrom(),
                generation.end().map(Generation.End::at),
                generation.end().flatMap(Generation.End::savepoint),
                generation.end().map(Generation.End::why),
                generation.sql());
    }
}
