package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.engine.produce.ProduceListener.Phase;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, timestamps, headers, rates, topics and what becomes of deliveries. */
class ProduceRecordTest {
    @TempDir
    private Path folder;

    private Bench bench;
    private Path two;

    @BeforeEach
    void freshBench() {
        bench = new Bench(folder);
        two = bench.file(
                "two.jsonl",
                "{\"id\":1,\"at\":\"2026-11-20T10:00:00.5+01:00\"}\n{\"id\":\"b\",\"at\":1700000000000}\n");
    }

    @Test
    void writesStringKeys() {
        bench.send(two, request -> request.withKey(new RecordKey(List.of("id"), RecordKey.Encoding.STRING)));

        assertThat(bench.sink.keys()).containsExactly("1", "b");
    }

    @Test
    void writesJsonKeysOfSeveralFields() {
        bench.send(two, request -> request.withKey(new RecordKey(List.of("id", "at"), RecordKey.Encoding.JSON)));

        assertThat(bench.sink.keys())
                .containsExactly(
                        "{\"id\":1,\"at\":\"2026-11-20T10:00:00.5+01:00\"}", "{\"id\":\"b\",\"at\":1700000000000}");
    }

    @Test
    void namesTheRecordWithoutAKey() {
        Path file = bench.file("a.jsonl", "{\"id\":1}\n\n{\"x\":1}\n");

        TidewaterException error =
                bench.fail(file, request -> request.withKey(new RecordKey(List.of("id"), RecordKey.Encoding.STRING)));

        assertThat(error.message())
                .isEqualTo("file \"" + file + "\", record 2 (line 3): field \"id\" is missing, and it is the key");
        assertThat(bench.sink.records).isEmpty();
    }

    @Test
    void refusesAStringKeyOfSeveralFieldsAndOneOfAnObject() {
        assertThat(bench.fail(
                                two,
                                request ->
                                        request.withKey(new RecordKey(List.of("id", "at"), RecordKey.Encoding.STRING)))
                        .message())
                .isEqualTo("a string key is one field, not several");
        assertThat(bench.fail(
                                bench.file("o.jsonl", "{\"id\":{}}\n"),
                                request -> request.withKey(new RecordKey(List.of("id"), RecordKey.Encoding.STRING)))
                        .message())
                .endsWith("field \"id\" is an object, which makes no string key; encode the key as json");
    }

    @Test
    void takesTimestampsFromAField() {
        bench.send(two, request -> request.withTimestampField("at"));

        assertThat(bench.sink.records)
                .extracting(OutgoingRecord::timestamp)
                .containsExactly(Instant.parse("2026-11-20T09:00:00.500Z").toEpochMilli(), 1700000000000L);
        assertThat(bench.sink.createdWith).containsExactly(Map.entry("retention.ms", "-1"));
    }

    @Test
    void understandsDatesAsPeopleWriteThem() {
        assertThat(EventTime.parse("2001/01/01 00:47")).isEqualTo("2001-01-01T00:47:00Z");
        assertThat(EventTime.parse("2001-01-01")).isEqualTo("2001-01-01T00:00:00Z");
        assertThat(EventTime.parse("2001-01-01T01:02:03.123456789Z")).isEqualTo("2001-01-01T01:02:03.123456789Z");
        assertThat(EventTime.parse("2001-01-01 01:02:03+02:00")).isEqualTo("2000-12-31T23:02:03Z");
        assertThatThrownBy(() -> EventTime.parse("2001-02-30")).hasMessageContaining("2001-02-30");
        assertThatThrownBy(() -> EventTime.parse("yesterday")).hasMessageContaining("yesterday");
    }

    @Test
    void refusesTimestampsThatTheTopicWouldRefuse() {
        Path file = bench.file(
                "a.jsonl",
                "{\"at\":\"2026-11-23T13:00:01Z\"}\n{\"at\":\"1969-01-01\"}\n{\"at\":\"soon\"}\n{\"at\":true}\n");

        TidewaterException error = bench.fail(file, request -> request.withTimestampField("at"));

        assertThat(error.findings().stream().map(finding -> finding.message().replaceFirst(".*: field", "field")))
                .containsExactly(
                        "field \"at\" is 2026-11-23T13:00:01Z, further ahead than the topic allows"
                                + " (message.timestamp.after.max.ms)",
                        "field \"at\" is 1969-01-01T00:00:00Z, Kafka has no timestamps before 1970",
                        "field \"at\" is \"soon\", a timestamp is ISO-8601 text or epoch milliseconds",
                        "field \"at\" is a boolean, a timestamp is ISO-8601 text or epoch milliseconds");
    }

    @Test
    void warnsIfTheTopicWillDropTheRecordsForTheirAge() {
        bench.sink.topic = Optional.of(FakeSink.facts(1));

        ProduceReport report = bench.send(two, request -> request.withTimestampField("at"));

        assertThat(report.notes())
                .containsExactly("topic \"orders\" keeps records for 168 hours after their timestamp, and the oldest is"
                        + " of 2023-11-14T22:13:20Z: Kafka will delete it soon unless retention.ms is raised");
    }

    @Test
    void putsHeadersOnEveryRecord() {
        bench.send(two, request -> request.withHeaders(Map.of("source", "test")));

        assertThat(bench.sink.records)
                .allSatisfy(record -> assertThat(record.headers()).containsExactly(Map.entry("source", "test")));
    }

    @Test
    void refusesARecordThatIsTooLarge() {
        Path file = bench.file("a.jsonl", "{\"a\":\"" + "x".repeat(1_100_000) + "\"}\n");

        assertThat(bench.fail(file).message())
                .endsWith("record 1 (line 1): has 1100008 bytes, the topic takes 1048497 (max.message.bytes)");
    }

    @Test
    void keepsTheRate() {
        bench.send(bench.file("a.jsonl", "{}\n{}\n{}\n"), request -> request.withRate(4));

        assertThat(bench.pauses).containsExactly(250_000_000L, 250_000_000L);
    }

    @Test
    void createsTheTopicWithThePartitionsAskedFor() {
        ProduceReport report = bench.send(two, request -> request.withPartitions(3));

        assertThat(report.partitions()).isEqualTo(3);
        assertThat(report.notes()).containsExactly("topic \"orders\" was created with 3 partitions");
    }

    @Test
    void saysSoIfTheTopicHasAnotherCountThanAskedFor() {
        bench.sink.topic = Optional.of(FakeSink.facts(4));

        assertThat(bench.send(two).notes()).isEmpty();
        assertThat(bench.send(two, request -> request.withPartitions(3)).notes())
                .containsExactly("topic \"orders\" exists with 4 partitions, not with the 3 asked for");
        assertThat(bench.sink.created).isFalse();
    }

    @Test
    void tellsHowManyArrivedIfTheBrokerHangsUp() {
        bench.sink.failAfter = 2;
        Path file = bench.file("a.jsonl", "{}\n".repeat(9));

        TidewaterException error = bench.fail(file);

        assertThat(error.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(error.message())
                .isEqualTo("2 records acknowledged by topic \"orders\", and of 1 more it cannot be known whether they"
                        + " arrived: the broker hung up");
    }

    @Test
    void tellsHowManyArrivedIfTheBrokerRefuses() {
        bench.sink.failAfter = 1;
        bench.sink.failureIsRefusal = true;

        TidewaterException error = bench.fail(two);

        assertThat(error.code()).isEqualTo(ErrorCode.REFUSED);
        assertThat(error.message())
                .isEqualTo("1 record acknowledged by topic \"orders\", then Kafka refused one: the broker hung up");
    }

    @Test
    void reportsProgressOfEachPhase() {
        bench.send(bench.file("a.csv", "a\n1\n2\n"));

        assertThat(bench.progress)
                .extracting(ProduceListener.Progress::phase)
                .containsExactly(Phase.INFERRING, Phase.CHECKING, Phase.SENDING);
        assertThat(bench.progress).allSatisfy(progress -> {
            assertThat(progress.records()).isEqualTo(2);
            assertThat(progress.bytesRead()).isEqualTo(6);
            assertThat(progress.bytesTotal()).hasValue(6);
        });
    }
}
