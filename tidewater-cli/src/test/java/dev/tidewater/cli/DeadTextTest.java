package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.dead.DeadLetter;
import dev.tidewater.engine.dead.DeadRecord;
import dev.tidewater.engine.dead.DeadRecord.Header;
import dev.tidewater.engine.dead.DeadTopic;
import dev.tidewater.engine.dead.DeadTopic.ReasonCount;
import dev.tidewater.engine.dead.RecordId;
import dev.tidewater.engine.dead.ReplayReport;
import dev.tidewater.engine.dead.ReplayReport.Outcome;
import dev.tidewater.engine.dead.Replayed;
import dev.tidewater.engine.dead.Wanted;
import dev.tidewater.engine.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeadTextTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String MESSAGE =
            "field \"price\" at byte 17: the number has more digits than the column's precision";
    private static final DeadLetter LETTER = new DeadLetter(
            new RecordId(0, 12), NOON, "truncated", MESSAGE, List.of("a", "b"), Optional.of(new Replayed(NOON, true)));
    private static final DeadLetter OTHER =
            new DeadLetter(new RecordId(1, 3), NOON, "bad-magic", "short", List.of("a"), Optional.empty());

    @Test
    void listsTopicsWithTheirMostFrequentReasons() {
        DeadTopic topic = new DeadTopic(
                "orders.v1",
                1_210,
                2,
                NOON,
                NOON.plusSeconds(60),
                List.of(
                        new ReasonCount("truncated", 1_200),
                        new ReasonCount("bad-magic", 6),
                        new ReasonCount("bad-time", 3),
                        new ReasonCount("too-short", 1)));

        assertThat(DeadText.topics(List.of(topic)))
                .isEqualTo("""
                TOPIC      RECORDS  REPLAYED  FIRST                 LAST                  REASONS
                orders.v1    1,210         2  2026-01-01T12:00:00Z  2026-01-01T12:01:00Z  %s
                """.formatted("truncated 1,200, bad-magic 6, bad-time 3, 1 other"));
        assertThat(DeadText.topics(List.of())).isEqualTo("no dead letters\n");
        assertThat(Json.write(topic))
                .isEqualTo("{\"topic\":\"orders.v1\",\"records\":1210,\"replayed\":2,"
                        + "\"first\":\"2026-01-01T12:00:00Z\",\"last\":\"2026-01-01T12:01:00Z\",\"reasons\":["
                        + "{\"reason\":\"truncated\",\"records\":1200},{\"reason\":\"bad-magic\",\"records\":6},"
                        + "{\"reason\":\"bad-time\",\"records\":3},{\"reason\":\"too-short\",\"records\":1}]}");
    }

    @Test
    void cutsMessagesToTheWidth() {
        String text = DeadText.letters(List.of(LETTER, OTHER), OptionalInt.of(100));

        assertThat(text).isEqualTo("""
                RECORD  TIMESTAMP             REPLAYED  PIPELINES  REASON     MESSAGE
                0:12    2026-01-01T12:00:00Z  edited    a, b       truncated  field "price" at byte 17: the number …
                1:3     2026-01-01T12:00:00Z  -         a          bad-magic  short
                """);
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        assertThat(Json.write(List.of(OTHER)))
                .isEqualTo("[{\"record\":\"1:3\",\"timestamp\":\"2026-01-01T12:00:00Z\",\"reason\":\"bad-magic\","
                        + "\"message\":\"short\",\"pipelines\":[\"a\"]}]");
    }

    @Test
    @SuppressWarnings("NullAway") // a compact constructor's class file does not tell that an array may be null
    void showsAllOfARecord() {
        DeadRecord record = new DeadRecord(
                "orders",
                LETTER,
                List.of(new Header("trace\033", "abc".getBytes(StandardCharsets.UTF_8)), new Header("empty", null)),
                null,
                new byte[] {0, 1});

        assertThat(DeadText.record(record, BytesText.BEGINNING)).isEqualTo("""
                record     0:12 of topic "orders"
                timestamp  2026-01-01T12:00:00Z
                reason     truncated
                message    field "price" at byte 17: the number has more digits than the column's precision
                pipelines  a, b
                replayed   2026-01-01T12:00:00Z, edited

                header trace , 3 bytes:
                  abc

                header empty: none

                key: none

                value, 2 bytes:
                  00000000  00 01                                             |..|
                """);
    }

    @Test
    void saysWhatWasSentAndWhatWasLeftOut() {
        List<RecordId> ids = LongStream.range(0, 22)
                .mapToObj(offset -> new RecordId(0, offset))
                .toList();

        assertThat(DeadText.report(new ReplayReport("t", Outcome.SENT, 2, 30, 1, ids.subList(0, 2)), new Wanted.All()))
                .isEqualTo("""
                        sent 2 records (30 B) to topic "t" again: 0:0 0:1
                        left out 1 record that was sent again before; send them all the same with: --again
                        """);
        assertThat(DeadText.report(new ReplayReport("t", Outcome.WOULD_BE_SENT, 22, 30, 0, ids), new Wanted.All()))
                .startsWith("would send 22 records (30 B) to topic \"t\" again: 0:0 0:1 ")
                .endsWith(" 0:19 and 2 others\n");
        assertThat(DeadText.report(new ReplayReport("t", Outcome.SENT, 0, 0, 0, List.of()), new Wanted.OfReason("odd")))
                .isEqualTo("topic \"t\" has no dead letters with reason \"odd\"\n");
    }
}
