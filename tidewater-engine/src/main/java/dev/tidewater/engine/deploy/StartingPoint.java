package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PipelineRecord.Attempt;
import dev.tidewater.engine.deploy.RetainedCheckpoints.Retained;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides where a pipeline goes on. Sinks commit only after the checkpoint or savepoint that covers the commit is
 * complete, so the newest complete one is never behind what is committed, and anything older may be.
 */
final class StartingPoint {
    private StartingPoint() {}

    /**
     * The savepoint of the last stop if that came to be, else the newest complete checkpoint of the pipeline's jobs,
     * newest job first. A job that never completed one has committed nothing, so what it was restored from counts. A job
     * that took its savepoint and then did not end has checkpoints that are newer.
     *
     * @param savepoint finds the complete savepoint in a folder
     * @param checkpoint finds the newest complete checkpoint of a job
     */
    static Optional<String> of(
            PipelineRecord pipeline,
            Function<String, Optional<Retained>> savepoint,
            Function<String, Optional<Retained>> checkpoint) {
        List<Attempt> attempts = pipeline.attempts();
        Optional<Retained> stopped = pipeline.savepointFolder().flatMap(savepoint);
        if (stopped.isPresent()) {
            Optional<Retained> newest = newest(attempts.get(attempts.size() - 1), checkpoint);
            return newest.filter(later -> later.number() > stopped.get().number())
                    .or(() -> stopped)
                    .map(Retained::path);
        }
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Optional<Retained> newest = newest(attempts.get(i), checkpoint);
            if (newest.isPresent()) {
                return newest.map(Retained::path);
            }
            if (attempts.get(i).restoredFrom().isPresent()) {
                return attempts.get(i).restoredFrom();
            }
        }
        return Optional.empty();
    }

    private static Optional<Retained> newest(Attempt attempt, Function<String, Optional<Retained>> checkpoint) {
        return attempt.jobIds().stream()
                .flatMap(jobId -> checkpoint.apply(jobId).stream())
                .findFirst();
    }
}
