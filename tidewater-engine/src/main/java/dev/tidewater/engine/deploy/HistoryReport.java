package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.Generation.End;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One generation of a pipeline, as {@code history} shows it.
 *
 * @param origin how it came to be
 * @param by who wanted it
 * @param startedFrom savepoint of the one before it
 * @param ended absent while it is the current one and was not stopped
 * @param savepoint which it ended with; absent if it is deleted
 * @param why it ended
 * @param sql its script
 * @param savepoints that were taken while it was the current one
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
        String sql,
        List<Point> savepoints) {
    public HistoryReport {
        savepoints = List.copyOf(savepoints);
    }

    /**
     * A savepoint within a generation.
     *
     * @param id as {@code rollback --to} takes it
     * @param path absent if it is deleted
     */
    public record Point(String id, Instant at, String by, Optional<String> path) {}

    static HistoryReport of(String pipeline, Generation generation) {
        return new HistoryReport(
                pipeline,
                generation.number(),
                generation.origin().label(),
                generation.by(),
                generation.at(),
                generation.startedFrom(),
                generation.end().map(End::at),
                generation.end().flatMap(End::savepoint).filter(path -> isThere(generation, path)),
                generation.end().map(End::why),
                generation.sql(),
                generation.taken().stream()
                        .map(one -> new Point(
                                Waypoint.of(generation, one).label(),
                                one.at(),
                                one.by(),
                                one.path().filter(path -> isThere(generation, path))))
                        .toList());
    }

    private static boolean isThere(Generation generation, String path) {
        return !generation.deleted().contains(path);
    }
}
