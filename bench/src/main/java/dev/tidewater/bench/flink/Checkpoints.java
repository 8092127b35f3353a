package dev.tidewater.bench.flink;

import dev.tidewater.bench.job.Meter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * Has a job make checkpoints by records instead of by the clock: a fast job makes as many as a slow one. At the end a job waits for
 * one more.
 */
final class Checkpoints {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration AT_THE_END = Duration.ofMillis(250);

    private final MiniCluster cluster;
    private final JobID job;
    private final Meter meter;
    private final long records;
    private final int commits;

    /**
     * @param records that the job will read
     * @param commits checkpoints that are wanted, the one at the end included
     */
    Checkpoints(MiniCluster cluster, JobID job, Meter meter, long records, int commits) {
        this.cluster = cluster;
        this.job = job;
        this.meter = meter;
        this.records = records;
        this.commits = commits;
    }

    /** @throws IllegalStateException with the cause if the job fails */
    void untilFinished() throws ExecutionException, InterruptedException, IOException {
        int made = 1;
        while (!finished()) {
            long consumed = Meter.recordsConsumed();
            if (!meter.isWarm() && consumed >= records / Meter.WARM_AFTER) {
                meter.warm(consumed);
            }
            if (made < commits && consumed >= records * made / commits) {
                made += trigger() ? 1 : 0;
            } else if (made >= commits && consumed >= records) {
                LockSupport.parkNanos(AT_THE_END.toNanos());
                trigger();
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean finished() throws ExecutionException, InterruptedException {
        JobStatus status = cluster.getJobStatus(job).get();
        if (status == JobStatus.FINISHED) {
            return true;
        }
        if (status.isGloballyTerminalState() || status == JobStatus.FAILING || status == JobStatus.RESTARTING) {
            throw new IllegalStateException(
                    "the job is " + status,
                    cluster.requestJobResult(job).get().getSerializedThrowable().orElse(null));
        }
        return false;
    }

    /** Tells whether one was made: none is while a task begins or ends. */
    private boolean trigger() throws InterruptedException {
        CompletableFuture<Long> checkpoint = cluster.triggerCheckpoint(job, CheckpointType.CONFIGURED);
        try {
            checkpoint.get(60, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | CompletionException | TimeoutException e) {
            return false;
        }
    }
}
