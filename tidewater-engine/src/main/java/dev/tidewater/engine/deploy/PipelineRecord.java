package dev.tidewater.engine.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a pipeline across restarts, on disk before anything is done about it.
 *
 * @param statements of its script, without comments and layout: what decides whether an edit changed anything
 * @param attempts jobs that ran or were meant to run it, oldest first; the last one is the current one
 * @param savepointFolder where the stop that was last asked for puts its savepoint; absent unless it was stopped
 */
record PipelineRecord(
        String name,
        String file,
        List<String> statements,
        Desired desired,
        List<Attempt> attempts,
        Optional<String> savepointFolder) {
    PipelineRecord {
        statements = List.copyOf(statements);
        attempts = List.copyOf(attempts);
    }

    private static final int MOST_ATTEMPTS = 20;

    /** What the user wants; the world is made to agree. */
    enum Desired {
        RUNNING,
        STOPPED
    }

    /**
     * One job of a pipeline. Each has an id of its own: a job that starts without state under an id that has committed
     * before is taken for a replay by the Iceberg sink, and its commits are silently skipped.
     *
     * @param restoredFrom checkpoint or savepoint that it started from
     */
    record Attempt(String jobId, Optional<String> restoredFrom, Instant at) {}

    Attempt current() {
        return attempts.get(attempts.size() - 1);
    }

    /** Each attempt says what it was restored from, so that old ones need not be remembered for ever. */
    PipelineRecord withAttempt(Attempt attempt) {
        int forgotten = Math.max(0, attempts.size() + 1 - MOST_ATTEMPTS);
        List<Attempt> more = new ArrayList<>(attempts.subList(forgotten, attempts.size()));
        more.add(attempt);
        return new PipelineRecord(name, file, statements, Desired.RUNNING, more, Optional.empty());
    }

    /** All input was read: there is nothing left to run. */
    PipelineRecord finished() {
        return new PipelineRecord(name, file, statements, Desired.STOPPED, attempts, Optional.empty());
    }

    PipelineRecord stopping(String folder) {
        return new PipelineRecord(name, file, statements, Desired.STOPPED, attempts, Optional.of(folder));
    }
}
