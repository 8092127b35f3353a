package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the cluster's jobs agree with the records, pipeline by pipeline: one that cannot be brought back does not hold up
 * the others, is tried again after a growing pause, and its record says why.
 */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final PipelineStore store;
    private final Cluster cluster;
    private final Clock clock;

    /** What is done to the cluster. */
    interface Cluster {
        /** Submits a pipeline from where it goes on; its attempt is in its record before anything is sent. */
        void bringBack(PipelineRecord pipeline);

        void cancel(String jobId) throws IOException;

        /** Does the rest of a rollback that was interrupted. */
        void rollBack(PipelineRecord pipeline);

        /** Whether a folder holds a complete savepoint. */
        boolean hasSavepoint(String folder);
    }

    Reconciler(PipelineStore store, Cluster cluster, Clock clock) {
        this.store = store;
        this.cluster = cluster;
        this.clock = clock;
    }

    /** One round; {@code jobs} are all that the cluster knows. */
    void reconcile(List<FlinkRest.Job> jobs) {
        for (PipelineRecord pipeline : store.all()) {
            List<FlinkRest.Job> strays = strays(pipeline, jobs);
            Optional<FlinkRest.Job> current = jobs.stream()
                    .filter(job -> job.id().equals(pipeline.current().jobId()))
                    .findFirst();
            if (!strays.isEmpty()) {
                strays.forEach(this::cancel);
            } else if (pipeline.rollback().isPresent()) {
                bringBack(pipeline, cluster::rollBack);
            } else if (pipeline.desired() == Desired.STOPPED) {
                continue;
            } else if (current.isEmpty() || wasLeftChanging(pipeline, current.get())) {
                bringBack(pipeline, cluster::bringBack);
            } else if (current.get().state().equals("FINISHED")) {
                // Its input was bounded and is read; were it run again after a restart, its rows would double.
                store.save(pipeline.stopped());
            }
        }
    }

    /** It was stopped to go on with other SQL, and whoever was about to see to that was interrupted. */
    private boolean wasLeftChanging(PipelineRecord pipeline, FlinkRest.Job job) {
        return job.state().equals("FINISHED")
                && pipeline.savepointFolder().filter(cluster::hasSavepoint).isPresent();
    }

    /**
     * Two jobs of one pipeline would write everything twice. There can be a second one if the answer to a submission was
     * lost and the job came up after all, when another had been submitted in its place. The pipeline waits until it is
     * gone. A job is ours if its id was written down before it was submitted; its name may be anybody's.
     */
    private static List<FlinkRest.Job> strays(PipelineRecord pipeline, List<FlinkRest.Job> jobs) {
        return jobs.stream()
                .filter(job -> !job.terminal()
                        && pipeline.knows(job.id())
                        && !job.id().equals(pipeline.current().jobId()))
                .toList();
    }

    private void cancel(FlinkRest.Job stray) {
        try {
            cluster.cancel(stray.id());
        } catch (IOException e) {
            LOG.warn("the second job {} of pipeline \"{}\" could not be cancelled yet", stray.id(), stray.name(), e);
        }
    }

    private void bringBack(PipelineRecord pipeline, Consumer<PipelineRecord> how) {
        Optional<Refusals> before = pipeline.current().refused();
        if (before.isPresent() && !before.get().due(clock.instant())) {
            return;
        }
        try {
            how.accept(pipeline);
        } catch (RuntimeException e) {
            String why = reason(e);
            if (before.isEmpty() || !before.get().message().equals(why)) {
                LOG.warn("pipeline \"{}\" could not be brought back yet", pipeline.name(), e);
            }
            store.save(store.find(pipeline.name()).orElse(pipeline).refused(why, clock.instant()));
        }
    }

    /** What a failure says, in one line. */
    static String reason(Throwable failure) {
        String reason = failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                reason = message.strip().lines().findFirst().orElse(reason);
            }
            if (cause instanceof TidewaterException) {
                break;
            }
        }
        return reason;
    }
}
