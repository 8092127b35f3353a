package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.deploy.PipelineRecord.Attempt;
import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartingPointTest {
    private static final Attempt FIRST = new Attempt("first", Optional.empty(), Instant.EPOCH);
    private static final Attempt SECOND = new Attempt("second", Optional.of("chk-of-first"), Instant.EPOCH);

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
        Attempt lost = new Attempt("lost", Optional.empty(), Instant.EPOCH);
        assertThat(start(running(FIRST, lost), Map.of(), Map.of("first", "chk-1")))
                .contains("chk-1");
    }

    @Test
    void prefersTheSavepointOfAStopToCheckpointsBeforeIt() {
        assertThat(start(running(FIRST).stopping("folder"), Map.of("folder", "savepoint"), Map.of("first", "chk-1")))
                .contains("savepoint");
    }

    @Test
    void fallsBackToTheCheckpointWhenTheStopLeftNoSavepoint() {
        assertThat(start(running(FIRST).stopping("folder"), Map.of(), Map.of("first", "chk-1")))
                .contains("chk-1");
    }

    @Test
    void forgetsTheSavepointOnceThePipelineRunsAgain() {
        PipelineRecord again = running(FIRST).stopping("folder").withAttempt(SECOND);
        assertThat(start(again, Map.of("folder", "savepoint"), Map.of("second", "chk-2")))
                .contains("chk-2");
    }

    @Test
    void remembersTheLastTwentyAttempts() {
        PipelineRecord pipeline = running(FIRST);
        for (int i = 0; i < 30; i++) {
            pipeline = pipeline.withAttempt(new Attempt("job-" + i, Optional.of("chk"), Instant.EPOCH));
        }
        assertThat(pipeline.attempts()).hasSize(20);
        assertThat(pipeline.current().jobId()).isEqualTo("job-29");
    }

    private static PipelineRecord running(Attempt... attempts) {
        return new PipelineRecord(
                "orders", "orders.sql", List.of("INSERT"), Desired.RUNNING, List.of(attempts), Optional.empty());
    }

    private static Optional<String> start(
            PipelineRecord pipeline, Map<String, String> savepoints, Map<String, String> checkpoints) {
        return StartingPoint.of(
                pipeline,
                folder -> Optional.ofNullable(savepoints.get(folder)),
                job -> Optional.ofNullable(checkpoints.get(job)));
    }
}
