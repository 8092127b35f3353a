package dev.tidewater.engine.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.dead.DeadTopic.ReasonCount;
import dev.tidewater.engine.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadTableTest {
    private static final Replayed REPLAYED = new Replayed(Instant.parse("2026-01-02T00:00:00Z"), true);

    private final DeadRows rows = new DeadRows();

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void countsARecordOnceHoweverManyPipelinesCouldNotDecodeIt() {
        rows.row("a", 0, 7, "truncated", "x").row("a", 0, 9, "bad-magic", "y").commit();
        rows.row("b", 0, 7, "truncated", "x").row("b", 1, 3, "bad-magic", "z").commit();

        assertThat(rows.table().figures("orders", Map.of(new RecordId(1, 3), REPLAYED)))
                .contains(new DeadTopic(
                        "orders",
                        3,
                        1,
                        DeadRows.NOON.plusSeconds(3),
                        DeadRows.NOON.plusSeconds(9),
                        List.of(new ReasonCount("bad-magic", 2), new ReasonCount("truncated", 1))));
    }

    @Test
    void hasNoFiguresWithoutRows() {
        assertThat(rows.table().figures("orders", Map.of())).isEmpty();
    }

    @Test
    void listsRecordsInTheOrderOfTheTopicWithAllTheirPipelines() {
        rows.row("b", 1, 2, "truncated", "x").row("b", 0, 5, "truncated", "y").commit();
        rows.row("a", 0, 5, "truncated", "y").commit();

        DeadLetterPage page = rows.table().page(new Wanted.All(), 10, Map.of(new RecordId(0, 5), REPLAYED));

        assertThat(page)
                .isEqualTo(new DeadLetterPage(
                        List.of(
                                new DeadLetter(
                                        new RecordId(0, 5),
                                        DeadRows.NOON.plusSeconds(5),
                                        "truncated",
                                        "truncated at byte 3",
                                        List.of("a", "b"),
                                        Optional.of(REPLAYED)),
                                new DeadLetter(
                                        new RecordId(1, 2),
                                        DeadRows.NOON.plusSeconds(2),
                                        "truncated",
                                        "truncated at byte 3",
                                        List.of("b"),
                                        Optional.empty())),
                        false));
    }

    @Test
    void listsTheFirstOnesAndTellsThatThereAreMore() {
        for (long offset = 9; offset >= 0; offset--) {
            rows.row("a", 0, offset, offset % 2 == 0 ? "even" : "odd", "x").commit();
        }

        assertThat(ids(rows.table().page(new Wanted.All(), 3, Map.of()))).containsExactly("0:0", "0:1", "0:2");
        assertThat(rows.table().page(new Wanted.All(), 9, Map.of()).more()).isTrue();
        assertThat(rows.table().page(new Wanted.All(), 10, Map.of()).more()).isFalse();
        assertThat(ids(rows.table().page(new Wanted.OfReason("odd"), 2, Map.of())))
                .containsExactly("0:1", "0:3");
        assertThat(ids(rows.table().page(new Wanted.OfReason("other"), 2, Map.of())))
                .isEmpty();
    }

    @Test
    void showsAllOfARecordAlsoInJson() {
        rows.row("a", 0, 5, "truncated", "xyz")
                .row("a", 0, 6, "truncated", null)
                .commit();
        rows.row("b", 0, 5, "truncated", "xyz").commit();

        DeadRecord record =
                rows.table().record("orders", new RecordId(0, 5), Map.of()).orElseThrow();

        assertThat(Json.write(record))
                .isEqualTo("{\"topic\":\"orders\",\"record\":\"0:5\",\"timestamp\":\"2026-01-01T12:00:05Z\","
                        + "\"reason\":\"truncated\",\"message\":\"truncated at byte 3\",\"pipelines\":[\"a\",\"b\"],"
                        + "\"headers\":[{\"key\":\"trace\",\"value\":\"a2V5IDU=\"},{\"key\":\"trace\"}],"
                        + "\"key\":\"a2V5IDU=\",\"value\":\"eHl6\"}");
        assertThat(rows.table().record("orders", new RecordId(0, 6), Map.of()))
                .hasValueSatisfying(other -> assertThat(other.value()).isNull());
        assertThat(rows.table().record("orders", new RecordId(1, 5), Map.of())).isEmpty();
    }

    private static List<String> ids(DeadLetterPage page) {
        return page.letters().stream().map(letter -> letter.record().toString()).toList();
    }
}
