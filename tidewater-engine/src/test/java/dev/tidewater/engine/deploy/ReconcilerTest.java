package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.deploy.PipelineRecord.Attempt;
import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcilerTest {
    @TempDir
    private Path root;

    private final SettableClock clock = new SettableClock();
    private PipelineStore store;
    private FakeCluster cluster;
    private Reconciler reconciler;

    @BeforeEach
    void begin() {
        store = new PipelineStore(root);
        cluster = new FakeCluster();
        reconciler = new Reconciler(store, cluster, clock);
    }

    @Test
    void bringsBackTheOthersWhenOneCannotBeSubmitted() {
        wanted("a-broken");
        wanted("good");
        cluster.broken.add("a-broken");

        reconciler.reconcile(List.of());

        assertThat(cluster.submitted).containsExactly("a-broken", "good");
        assertThat(record("a-broken").current().refused().orElseThrow().describe())
                .isEqualTo("pipeline \"a-broken\" could not be submitted: no such table");
        assertThat(record("good").current().refused()).isEmpty();
    }

    @Test
    void triesABrokenOneAgainAfterAGrowingPauseAndKeepsOneEntryOfIt() {
        wanted("orders");
        cluster.broken.add("orders");

        for (int i = 0; i < 120; i++) {
            reconciler.reconcile(List.of());
            clock.advance(Duration.ofMillis(500));
        }

        // At 0, 1, 3, 7, 15, 31 seconds; the next is due after 61.
        assertThat(cluster.submitted).hasSize(6);
        assertThat(record("orders").attempts()).hasSize(2);
        assertThat(record("orders").current().refused().orElseThrow().times()).isEqualTo(6);

        cluster.broken.clear();
        clock.advance(Duration.ofSeconds(30));
        reconciler.reconcile(List.of());

        assertThat(record("orders").current().refused()).isEmpty();
    }

    @Test
    void cancelsASecondJobOfAPipelineAndWaitsUntilItIsGone() {
        PipelineRecord pipeline = wanted("orders").withAttempt("second", Optional.empty(), clock.instant());
        store.save(pipeline);

        reconciler.reconcile(List.of(job("orders-first", "orders", "RUNNING")));

        assertThat(cluster.cancelled).containsExactly("orders-first");
        assertThat(cluster.submitted).isEmpty();

        reconciler.reconcile(List.of(job("orders-first", "orders", "CANCELED")));

        assertThat(cluster.submitted).containsExactly("orders");
    }

    @Test
    void cancelsAJobThatCameUpThoughItsSubmissionSeemedToFail() {
        store.save(wanted("orders")
                .refused("no answer", clock.instant())
                .withAttempt("second", Optional.empty(), clock.instant()));

        reconciler.reconcile(List.of(job("second", "orders", "RUNNING"), job("orders-first", "orders", "RUNNING")));

        assertThat(cluster.cancelled).containsExactly("orders-first");
    }

    @Test
    void leavesSomebodyElsesJobOfTheSameNameAlone() {
        wanted("orders");

        reconciler.reconcile(List.of(job("orders-first", "orders", "RUNNING"), job("foreign", "orders", "RUNNING")));

        assertThat(cluster.cancelled).isEmpty();
        assertThat(cluster.submitted).isEmpty();
    }

    @Test
    void goesOnWithTheOthersWhenASecondJobCannotBeCancelled() {
        store.save(wanted("a").withAttempt("second", Optional.empty(), clock.instant()));
        wanted("b");
        cluster.deaf = true;

        reconciler.reconcile(List.of(job("a-first", "a", "RUNNING")));

        assertThat(cluster.submitted).containsExactly("b");
    }

    @Test
    void doesNotRunAFinishedOrStoppedPipelineAgain() {
        wanted("finished");
        store.save(wanted("stopped").stopping("folder"));

        reconciler.reconcile(List.of(job("finished-first", "finished", "FINISHED")));
        reconciler.reconcile(List.of());

        assertThat(cluster.submitted).isEmpty();
        assertThat(record("finished").desired()).isEqualTo(Desired.STOPPED);
    }

    @Test
    void goesOnWithWhatWasStoppedToBeChanged() {
        store.save(wanted("orders").changing("complete-1"));

        reconciler.reconcile(List.of(job("orders-first", "orders", "FINISHED")));

        assertThat(cluster.submitted).hasSize(1);
        assertThat(record("orders").desired()).isEqualTo(Desired.RUNNING);
    }

    @Test
    void takesAPipelineThatFinishedBeforeItsSavepointForOneThatHasReadAll() {
        store.save(wanted("orders").changing("none-1"));

        reconciler.reconcile(List.of(job("orders-first", "orders", "FINISHED")));

        assertThat(cluster.submitted).isEmpty();
        assertThat(record("orders").desired()).isEqualTo(Desired.STOPPED);
    }

    @Test
    void doesTheRestOfARollbackThoughThePipelineIsStopped() {
        store.save(wanted("orders").stopped().rollingBack(new Rollback.Intent(1, "savepoint", List.of(), "me")));

        reconciler.reconcile(List.of());

        assertThat(cluster.submitted).hasSize(1);
        assertThat(record("orders").rollback()).isEmpty();
        assertThat(record("orders").desired()).isEqualTo(Desired.RUNNING);
    }

    private PipelineRecord wanted(String name) {
        Attempt first = new Attempt(name + "-first", Optional.empty(), clock.instant(), Optional.empty());
        PipelineRecord pipeline = new PipelineRecord(
                name,
                name + ".sql",
                List.of("INSERT"),
                "plan-1.json",
                Desired.RUNNING,
                List.of(first),
                Optional.empty(),
                List.of(Generation.first("INSERT", List.of("INSERT"), "me", Instant.EPOCH)),
                Optional.empty());
        store.save(pipeline);
        return pipeline;
    }

    private PipelineRecord record(String name) {
        return store.find(name).orElseThrow();
    }

    private static FlinkRest.Job job(String id, String name, String state) {
        return new FlinkRest.Job(id, name, state, Instant.EPOCH);
    }

    /** Writes attempts down as the real one does, then takes the job or not. */
    private final class FakeCluster implements Reconciler.Cluster {
        private final Set<String> broken = new HashSet<>();
        private final List<String> submitted = new ArrayList<>();
        private final List<String> cancelled = new ArrayList<>();
        private boolean deaf;

        @Override
        public void bringBack(PipelineRecord pipeline) {
            submitted.add(pipeline.name());
            store.save(pipeline.withAttempt("job-" + submitted.size(), Optional.of("chk"), clock.instant()));
            if (broken.contains(pipeline.name())) {
                throw new TidewaterException(
                        ErrorCode.NOT_READY,
                        "pipeline \"" + pipeline.name() + "\" could not be submitted: no such table",
                        "",
                        new IllegalStateException("inner"));
            }
        }

        @Override
        public void rollBack(PipelineRecord pipeline) {
            bringBack(pipeline);
        }

        @Override
        public boolean hasSavepoint(String folder) {
            return folder.startsWith("complete");
        }

        @Override
        public void cancel(String jobId) throws IOException {
            if (deaf) {
                throw new IOException("no answer");
            }
            cancelled.add(jobId);
        }
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
