package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.deploy.PipelineRecord.Attempt;
import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import dev.tidewater.engine.deploy.RetainedCheckpoints.Retained;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartingPointTest {
    private static final Attempt FIRST = new Attempt("first", Optional.empty(), Instant.EPOCH, Optional.empty());
    private static final Attempt SECOND =
            new Attempt("second", Optional.of("chk-of-first"), Instant.EPOCH, Optional.empty());

    @Test
    void beginsWithoutStateWhenNoJobEverCompletedACheckpoint() {
        assertThat(start(running(FIRST), Map.of(), Map.of())).isEmpty();
    }

    @Test
    void goesOnFromTheNewestCheckpointOfTheCurrentJob() {
        assertThat(start(running(FIRST, SECOND), Map.of(), Map.of("first", "chk-1", "second", "chk-2")))
                .contains("chk-2");
    }

    @Test
    void goesBackToWhatTheCurrentJobWasRestoredFromIfItNeverCheckpointed() {
        assertThat(start(running(FIRST, SECOND), Map.of(), Map.of())).contains("chk-of-first");
    }

    @Test
    void looksAtTheJobBeforeIfTheCurrentOneStartedWithoutStateAndNeverCheckpointed() {
        Attempt lost = new Attempt("lost", Optional.empty(), Instant.EPOCH, Optional.empty());
        assertThat(start(running(FIRST, lost), Map.of(), Map.of("first", "chk-1")))
                .contains("chk-1");
    }

    @Test
    void prefersTheSavepointOfAStopToCheckpointsBeforeIt() {
        assertThat(start(running(FIRST).stopping("folder"), Map.of("folder", "savepoint-2"), Map.of("first", "chk-1")))
                .contains("savepoint-2");
    }

    @Test
    void goesOnFromTheCheckpointOfAJobThatTookItsSavepointAndThenDidNotEnd() {
        PipelineRecord stopping = running(FIRST).stopping("folder");

        assertThat(start(stopping, Map.of("folder", "savepoint-4"), Map.of("first", "chk-5")))
                .contains("chk-5");
        assertThat(start(stopping, Map.of("folder", "savepoint-4"), Map.of("first", "chk-3")))
                .contains("savepoint-4");
    }

    @Test
    void fallsBackToTheCheckpointWhenTheStopLeftNoSavepoint() {
        assertThat(start(running(FIRST).stopping("folder"), Map.of(), Map.of("first", "chk-1")))
                .contains("chk-1");
    }

    @Test
    void forgetsTheSavepointOnceThePipelineRunsAgain() {
        PipelineRecord again =
                running(FIRST).stopping("folder").withAttempt("second", Optional.of("savepoint"), Instant.EPOCH);
        assertThat(start(again, Map.of("folder", "savepoint-2"), Map.of("second", "chk-2")))
                .contains("chk-2");
    }

    @Test
    void remembersTheLastTwentyAttempts() {
        PipelineRecord pipeline = running(FIRST);
        for (int i = 0; i < 30; i++) {
            pipeline = pipeline.withAttempt("job-" + i, Optional.of("chk"), Instant.EPOCH);
        }
        assertThat(pipeline.attempts()).hasSize(20);
        assertThat(pipeline.current().jobId()).isEqualTo("job-29");
    }

    @Test
    void findsTheCheckpointOfAJobThatCameUpThoughItsSubmissionSeemedToFail() {
        PipelineRecord refused = running(FIRST)
                .withAttempt("second", Optional.of("chk-1"), Instant.EPOCH)
                .refused("no answer", Instant.EPOCH)
                .withAttempt("third", Optional.of("chk-1"), Instant.EPOCH)
                .refused("no answer", Instant.EPOCH);

        assertThat(start(refused, Map.of(), Map.of("first", "chk-1", "second", "chk-2")))
                .contains("chk-2");
        assertThat(start(refused, Map.of(), Map.of("first", "chk-1"))).contains("chk-1");
    }

    @Test
    void doesNotPushOutHistoryHoweverOftenASubmissionFails() {
        PipelineRecord pipeline = running(FIRST, SECOND);
        for (int i = 1; i <= 50; i++) {
            pipeline = pipeline.withAttempt("job-" + i, Optional.of("chk-2"), Instant.EPOCH)
                    .refused("no such table", Instant.ofEpochSecond(i));
        }

        assertThat(pipeline.attempts()).hasSize(3).startsWith(FIRST, SECOND);
        Refusals refusals = pipeline.current().refused().orElseThrow();
        assertThat(refusals.describe()).isEqualTo("no such table (50 times, last at 1970-01-01T00:00:50Z)");
        assertThat(refusals.jobIds()).hasSize(20).contains("job-31", "job-50").doesNotContain("job-30");
    }

    @Test
    void keepsASubmissionThatFailedFromAnotherStartingPointApart() {
        PipelineRecord pipeline = running(FIRST)
                .withAttempt("second", Optional.of("chk-1"), Instant.EPOCH)
                .refused("no answer", Instant.EPOCH)
                .withAttempt("third", Optional.of("chk-of-second"), Instant.EPOCH);

        assertThat(pipeline.attempts()).extracting(Attempt::jobId).containsExactly("first", "second", "third");
        assertThat(pipeline.current().refused()).isEmpty();
    }

    @Test
    void triesAgainAfterAPauseThatGrowsToHalfAMinute() {
        Instant failed = Instant.ofEpochSecond(1_000);
        Refusals once = new Refusals("no", 1, failed, List.of("a"));
        Refusals often = new Refusals("no", 40, failed, List.of("a"));

        assertThat(once.due(failed.plusMillis(999))).isFalse();
        assertThat(once.due(failed.plusSeconds(1))).isTrue();
        assertThat(often.due(failed.plusSeconds(29))).isFalse();
        assertThat(often.due(failed.plusSeconds(30))).isTrue();
        assertThat(often.due(failed.minusSeconds(3600)))
                .as("the clock was set back")
                .isTrue();
    }

    private static PipelineRecord running(Attempt... attempts) {
        return new PipelineRecord(
                "orders",
                "orders.sql",
                List.of("INSERT"),
                "plan-1.json",
                Desired.RUNNING,
                List.of(attempts),
                Optional.empty(),
                List.of(Generation.first("INSERT", List.of("INSERT"), "me", Instant.EPOCH)),
                Optional.empty());
    }

    private static Optional<String> start(
            PipelineRecord pipeline, Map<String, String> savepoints, Map<String, String> checkpoints) {
        return StartingPoint.of(
                pipeline,
                folder -> Optional.ofNullable(savepoints.get(folder)).map(StartingPointTest::retained),
                job -> Optional.ofNullable(checkpoints.get(job)).map(StartingPointTest::retained));
    }

    /** Its number stands at the end. */
    private static Retained retained(String path) {
        return new Retained(path, Long.parseLong(path.substring(path.lastIndexOf('-') + 1)));
    }
}
