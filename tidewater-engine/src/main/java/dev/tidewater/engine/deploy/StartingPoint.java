package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PipelineRecord.Attempt;
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
     * newest job first. A job that never completed one has committed nothing, so what it was restored from counts.
     *
     * @param savepoint finds the complete savepoint in a folder
     * @param checkpoint finds the newest complete checkpoint of a job
     */
    static Optional<String> of(
            PipelineRecord pipeline,
            Function<String, Optional<String>> savepoint,
            Function<String, Optional<String>> checkpoint) {
        Optional<String> stopped = pipeline.savepointFolder().flatMap(savepoint);
        if (stopped.isPresent()) {
            return stopped;
        }
        List<Attempt> attempts = pipeline.attempts();
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Optional<String> newest = attempts.get(i).jobIds().stream()
                    .flatMap(jobId -> checkpoint.apply(jobId).stream())
                    .findFirst();
            if (newest.isPresent()) {
                return newest;
            }
            if (attempts.get(i).restoredFrom().isPresent()) {
                return attempts.get(i).restoredFrom();
            }
        }
        return Optional.empty();
    }
}
