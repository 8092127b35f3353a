package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidewater.engine.deploy.Generation.End;
import dev.tidewater.engine.deploy.Generation.Origin;
import dev.tidewater.engine.json.Json;
import dev.tidewater.model.TidewaterException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavepointsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    @Test
    void countsASavepointOnceAJobGoesOnFromIt() {
        PipelineRecord taking = started().changing("s3://f/a-1").taking("ada", NOW);
        assertThat(taking.generation().taken()).isEmpty();

        PipelineRecord running = taking.withAttempt("b", Optional.of("s3://f/a-1/savepoint-1"), NOW);

        Generation generation = running.generation();
        assertThat(generation.savepoint(point("1.1"))).contains("s3://f/a-1/savepoint-1");
        assertThat(generation.jobsAfter(point("1.1"))).containsExactly("b");
        assertThat(generation.jobsAfter(point("1"))).isEmpty();
    }

    @Test
    void doesNotCountASavepointBehindWhichTheJobWentOn() {
        PipelineRecord taking = started().changing("s3://f/a-1").taking("ada", NOW);

        PipelineRecord back = taking.withAttempt("b", Optional.of("s3://checkpoints/a/chk-9"), NOW);
        assertThat(back.generation().savepoints()).isEmpty();
        assertThat(back.generation().savepoint(point("1.1"))).isEmpty();

        // One that is named alike is another one.
        assertThat(taking.withAttempt("b", Optional.of("s3://f/a-12/savepoint-1"), NOW)
                        .generation()
                        .savepoints())
                .isEmpty();
    }

    @Test
    void aStopLeavesASavepointToGoBackToWhenThePipelineHasGoneOn() {
        PipelineRecord stopped = started()
                .stopping("s3://f/a-1")
                .taking("ada", NOW)
                .ended(new End(NOW, Optional.of("s3://f/a-1/savepoint-1"), "stopped"));

        PipelineRecord again = stopped.withAttempt("b", Optional.of("s3://f/a-1/savepoint-1"), NOW);

        assertThat(again.generation().end()).isEmpty();
        assertThat(labels(again)).containsExactly("1.1");
    }

    @Test
    void goesBackThroughSavepointsAndGenerationsWhoseWorkIsInTheTables() {
        PipelineRecord first = savepoint(savepoint(started(), 1), 2);
        PipelineRecord second = savepoint(changed(first, "end-1"), 3);
        assertThat(labels(second)).containsExactly("2.1", "1", "1.2", "1.1");

        // Back to 1.1: what came after it is undone, and in no table.
        Generation back =
                second.generation(1).orElseThrow().again(2, Origin.ROLLED_BACK, "ada", NOW, "s3://f/1/savepoint");
        PipelineRecord third =
                second.succeededBy("f.sql", back).withAttempt("x", Optional.of("s3://f/1/savepoint"), NOW);
        assertThat(labels(third)).containsExactly("1.1");
        assertThat(labels(savepoint(third, 4))).containsExactly("3.1", "1.1");
    }

    @Test
    void neverGivesTheNumberOfASavepointToAnother() {
        PipelineRecord two = savepoint(savepoint(started(), 1), 2);

        PipelineRecord three = savepoint(two.with(two.generation().without("s3://f/2/savepoint")), 3);

        assertThat(labels(three)).containsExactly("1.3", "1.2", "1.1");
        assertThat(HistoryReport.of("orders", three.generation()).savepoints())
                .extracting(HistoryReport.Point::id, one -> one.path().isPresent())
                .containsExactly(tuple("1.1", true), tuple("1.2", false), tuple("1.3", true));
    }

    @Test
    void isReadFromRecordsThatHaveNone() {
        PipelineRecord record = savepoint(started(), 1);
        assertThat(Json.read(Json.write(record), PipelineRecord.class)).isEqualTo(record);

        String before = Json.write(record).replaceAll(",\"savepoints\":\\[[^\\]]*\\],\"deleted\":\\[\\]", "");
        assertThat(before).doesNotContain("deleted");
        assertThat(Json.read(before, PipelineRecord.class).generation().savepoints())
                .isEmpty();
    }

    @Test
    void knowsHowOldAFolderIsByItsName() {
        assertThat(Savepoints.isBefore("s3://flink/savepoints/orders/4ddf-999999", NOW))
                .isTrue();
        assertThat(Savepoints.isBefore("s3://flink/savepoints/orders/4ddf-1000000", NOW))
                .isFalse();
        assertThat(Savepoints.isBefore("s3://flink/savepoints/orders/by-hand", NOW))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoPoint() {
        assertThat(point("12.3").words()).isEqualTo("savepoint 12.3");
        assertThat(point("12").words()).isEqualTo("generation 12");
        assertThatThrownBy(() -> point("last"))
                .isInstanceOf(TidewaterException.class)
                .hasMessage("\"last\" is neither a generation, such as 2, nor a savepoint, such as 2.1");
    }

    private static Waypoint point(String text) {
        return Waypoint.parse(text);
    }

    private static List<String> labels(PipelineRecord pipeline) {
        return Rollback.line(pipeline).stream().map(Waypoint::label).toList();
    }

    private static PipelineRecord started() {
        return PipelineRecord.fresh("orders", "f.sql", Generation.first("INSERT", List.of("INSERT"), "me", NOW))
                .withPlan("plan-1.json")
                .withAttempt("a", Optional.empty(), NOW);
    }

    private static PipelineRecord savepoint(PipelineRecord pipeline, int which) {
        String folder = "s3://f/" + which;
        return pipeline.changing(folder)
                .taking("ada", NOW)
                .withAttempt("job-" + which, Optional.of(folder + "/savepoint"), NOW);
    }

    private static PipelineRecord changed(PipelineRecord pipeline, String savepoint) {
        PipelineRecord ended = pipeline.ended(new End(NOW, Optional.of(savepoint), "changed"));
        Generation next = ended.generation()
                .changedTo("INSERT 2", List.of("INSERT 2"), "plan-2.json", "ada", NOW, savepoint, false);
        return ended.succeededBy("f.sql", next).withAttempt("changed", Optional.of(savepoint), NOW);
    }
}
