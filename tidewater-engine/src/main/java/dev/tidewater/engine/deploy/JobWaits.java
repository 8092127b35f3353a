package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.FlinkRest.Savepoint;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until a job is where it should be, or until it is plain that it will not get there. */
final class JobWaits {
    private static final Duration POLL = Duration.ofMillis(150);
    private static final Duration TO_RUN = Duration.ofSeconds(90);
    private static final Duration TO_STOP = Duration.ofSeconds(90);
    /** A job may fail once while others are being deployed beside it; three times is no accident. */
    private static final int FAILURES_THAT_PROVE = 3;

    private final FlinkRest flink;

    JobWaits(FlinkRest flink) {
        this.flink = flink;
    }

    /** @throws TidewaterException (NOT_READY) with the cause if the job fails instead */
    void untilRunning(String pipeline, String jobId) {
        long began = System.nanoTime();
        while (true) {
            try {
                Optional<FlinkRest.Job> job = flink.job(jobId);
                // A bounded job may be through before it is seen running.
                if (job.isPresent() && job.get().state().equals("FINISHED") || flink.allTasksRunning(jobId)) {
                    return;
                }
                List<String> failures = flink.failures(jobId);
                if (failures.size() >= FAILURES_THAT_PROVE
                        || job.isPresent() && job.get().terminal()) {
                    throw failed(pipeline, failures);
                }
                if (elapsed(began).compareTo(TO_RUN) > 0) {
                    throw failed(pipeline, failures);
                }
            } catch (IOException e) {
                if (elapsed(began).compareTo(TO_RUN) > 0) {
                    throw new TidewaterException(
                            ErrorCode.OUTCOME_UNKNOWN,
                            "Flink does not say whether pipeline \"" + pipeline + "\" runs",
                            "see what is wrong: tidewater status",
                            e);
                }
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /**
     * Returns the savepoint's path once the job has finished: a savepoint is called complete while the job still runs.
     *
     * @throws TidewaterException (REFUSED) if the savepoint failed and the job goes on, (OUTCOME_UNKNOWN) if it takes
     *     too long
     */
    String stopWithSavepoint(String pipeline, String jobId, String folder) {
        long began = System.nanoTime();
        try {
            String trigger = flink.stopWithSavepoint(jobId, folder);
            while (elapsed(began).compareTo(TO_STOP) < 0) {
                Savepoint savepoint = flink.savepoint(jobId, trigger);
                if (savepoint.progress() == Savepoint.Progress.FAILED) {
                    throw new TidewaterException(
                            ErrorCode.REFUSED,
                            "pipeline \"" + pipeline + "\" could not be stopped: "
                                    + FlinkFailure.rootMessage(savepoint.failure()),
                            "it still runs; wait until it is healthy and try again: tidewater stop " + pipeline);
                }
                boolean finished = flink.job(jobId).map(FlinkRest.Job::terminal).orElse(true);
                if (savepoint.progress() == Savepoint.Progress.COMPLETED && finished) {
                    return savepoint.location();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        } catch (IOException e) {
            throw unknown(pipeline, e);
        }
        throw unknown(pipeline, null);
    }

    /**
     * Waits until the cluster runs a job no longer, or does not know it.
     *
     * @throws TidewaterException (OUTCOME_UNKNOWN) if it takes too long
     */
    void untilGone(String pipeline, String jobId) {
        long began = System.nanoTime();
        while (elapsed(began).compareTo(TO_STOP) < 0) {
            try {
                if (flink.job(jobId).map(FlinkRest.Job::terminal).orElse(true)) {
                    return;
                }
            } catch (IOException e) {
                throw unknown(pipeline, e);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw unknown(pipeline, null);
    }

    private static TidewaterException unknown(String pipeline, @org.jspecify.annotations.Nullable Throwable cause) {
        return new TidewaterException(
                ErrorCode.OUTCOME_UNKNOWN,
                "Flink does not say whether pipeline \"" + pipeline + "\" has stopped",
                "see what became of it: tidewater ps",
                cause);
    }

    private static TidewaterException failed(String pipeline, List<String> failures) {
        String why =
                failures.isEmpty() ? "its tasks were not deployed in time" : FlinkFailure.rootMessage(failures.get(0));
        return new TidewaterException(
                ErrorCode.NOT_READY,
                "pipeline \"" + pipeline + "\" does not run: " + why,
                "the whole story: tidewater logs taskmanager");
    }

    private static Duration elapsed(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
