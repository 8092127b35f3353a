package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import dev.tidewater.engine.sql.PlanRunner;
import dev.tidewater.engine.sql.PlanRunner.Claim;
import dev.tidewater.engine.sql.PlanRunner.Leftovers;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The jobs of recorded pipelines on the cluster: submitted, looked up, taken back. */
final class PipelineJobs {
    private static final String SAVEPOINTS = "s3://" + Endpoints.FLINK_BUCKET + "/savepoints/";

    private final Endpoints endpoints;
    private final FlinkRest flink;
    private final PipelineStore store;
    private final RetainedCheckpoints retained;
    private final JobWaits waits;
    private final Clock clock;

    PipelineJobs(Endpoints endpoints, FlinkRest flink, PipelineStore store, Clock clock) {
        this.endpoints = endpoints;
        this.flink = flink;
        this.store = store;
        this.retained = new RetainedCheckpoints(endpoints.s3());
        this.waits = new JobWaits(flink);
        this.clock = clock;
    }

    /**
     * Remembers the attempt, then submits it; a crash between the two leaves an attempt that never checkpointed. A savepoint is
     * the way back to a generation, so no job comes to own it.
     */
    PipelineRecord submit(Project project, PipelineRecord pipeline, Optional<String> start) {
        String jobId = UUID.randomUUID().toString().replace("-", "");
        PipelineRecord running = pipeline.withAttempt(jobId, start, clock.instant());
        store.save(running);
        StoredPipeline plan = stored(running);
        PlanRunner.submit(
                LocalSessions.forPipelines(endpoints, project),
                new PlanRunner.Submission(
                        pipeline.name(),
                        plan.plan(),
                        plan.options(),
                        plan.preamble(),
                        plan.functions(),
                        jobId,
                        start,
                        start.filter(path -> path.startsWith(SAVEPOINTS)).isPresent() ? Claim.NO_CLAIM : Claim.CLAIM,
                        leftovers(running.generation(), start)));
        return running;
    }

    private static Leftovers leftovers(Generation generation, Optional<String> start) {
        boolean fromTheOneBefore = start.isPresent() && start.equals(generation.startedFrom());
        return generation.leavesState() && fromTheOneBefore ? Leftovers.LEFT : Leftovers.REFUSED;
    }

    /** @throws TidewaterException (NOT_READY) with the cause if the job fails instead */
    void awaitRunning(PipelineRecord pipeline) {
        waits.untilRunning(pipeline.name(), pipeline.current().jobId());
    }

    Optional<String> startOf(PipelineRecord pipeline) {
        return StartingPoint.of(pipeline, retained::savepoint, retained::newest);
    }

    boolean hasSavepoint(String folder) {
        return retained.savepoint(folder).isPresent();
    }

    /** Whether a savepoint is still there. */
    boolean isSavepoint(String path) {
        return retained.savepoint(path).isPresent();
    }

    /** Whether the generation's jobs have completed a checkpoint, and so may have committed rows. */
    boolean mayHaveCommitted(Generation generation) {
        return generation.jobIds().stream()
                .anyMatch(jobId -> retained.newest(jobId).isPresent());
    }

    /** Folders of its savepoints, also of those that no record names any more. */
    Set<String> savepointFolders(String pipeline) {
        return retained.folders(SAVEPOINTS + pipeline);
    }

    void deleteFiles(String folder) {
        retained.delete(folder);
    }

    /** A folder for each stop: one that failed after its savepoint was written must not be taken for a later one. */
    String savepointFolder(PipelineRecord pipeline) {
        return SAVEPOINTS + pipeline.name() + "/" + pipeline.current().jobId() + "-" + clock.millis();
    }

    /** Returns the savepoint once the job has finished, and so has committed all that it had to. */
    String stopWithSavepoint(PipelineRecord pipeline, String folder) {
        return waits.stopWithSavepoint(pipeline.name(), pipeline.current().jobId(), folder);
    }

    /** Returns once the cluster does not run it any more. */
    void cancel(PipelineRecord pipeline) {
        try {
            flink.cancel(pipeline.current().jobId());
        } catch (IOException e) {
            // It may be gone already, or never have come up: that is what is waited for.
        }
        waits.untilGone(pipeline.name(), pipeline.current().jobId());
    }

    /** A pipeline whose submission failed is free to be run again at once, also with other SQL. */
    boolean isActive(PipelineRecord pipeline) {
        return job(pipeline)
                .map(job -> !job.terminal())
                .orElseGet(() -> pipeline.desired() == Desired.RUNNING
                        && pipeline.current().refused().isEmpty());
    }

    Optional<FlinkRest.Job> job(PipelineRecord pipeline) {
        try {
            return flink.job(pipeline.current().jobId());
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE, "Flink does not answer", "see what is wrong: tidewater status", e);
        }
    }

    void abandon(PipelineRecord pipeline) {
        try {
            flink.cancel(pipeline.current().jobId());
        } catch (IOException e) {
            // The job may be gone already; without its record nobody starts it again.
        }
        store.remove(pipeline.name());
    }

    StoredPipeline stored(PipelineRecord pipeline) {
        return new Addresses(endpoints).toAddresses(store.plan(pipeline));
    }

    /** Keeps a plan for the record that is saved next. */
    String save(String pipeline, StoredPipeline plan) {
        return store.savePlan(pipeline, new Addresses(endpoints).toNames(plan));
    }
}
