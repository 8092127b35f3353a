package dev.tidewater.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.testing.TableDiff.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableDiffTest {
    private static List<Map<String, JsonNode>> rows(String... rows) {
        List<Map<String, JsonNode>> all = new ArrayList<>();
        for (String row : rows) {
            Map<String, JsonNode> cells = new LinkedHashMap<>();
            Json.tree(row).properties().forEach(cell -> cells.put(cell.getKey(), cell.getValue()));
            all.add(cells);
        }
        return all;
    }

    private static TableDiff diff(
            List<String> key, List<Map<String, JsonNode>> wanted, List<Map<String, JsonNode>> found) {
        return TableDiff.of("t", 1, key, wanted, found);
    }

    @Test
    void orderAndUnnamedColumnsDoNotMatter() {
        assertThat(diff(List.of(), rows("{\"a\":2}", "{\"a\":1}"), rows("{\"a\":1,\"b\":5}", "{\"a\":2,\"b\":6}"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void equalRowsCountAsOftenAsTheyAreThere() {
        TableDiff diff = diff(List.of(), rows("{\"a\":1}"), rows("{\"a\":1}", "{\"a\":1}"));

        assertThat(diff.rows()).extracting(TableDiff.Row::kind).containsExactly(Kind.EXTRA);
        assertThat(diff.isEmpty()).isFalse();
    }

    @Test
    void aRowThatFitsSeveralLeavesRoomForOneThatFitsOne() {
        assertThat(diff(
                                List.of(),
                                rows("{\"a\":1}", "{\"a\":1,\"b\":1}"),
                                rows("{\"a\":1,\"b\":1}", "{\"a\":1,\"b\":2}"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void tellsCellByCellWhatDiffersInARowOfTheSameKey() {
        TableDiff diff = diff(
                List.of("id"),
                rows("{\"id\":1,\"n\":10,\"m\":0}", "{\"id\":2,\"n\":20}"),
                rows("{\"id\":3,\"n\":20}", "{\"id\":1,\"n\":11,\"m\":0}"));

        assertThat(diff.rows())
                .extracting(TableDiff.Row::kind)
                .containsExactly(Kind.DIFFERENT, Kind.MISSING, Kind.EXTRA);
        TableDiff.Row first = diff.rows().get(0);
        assertThat(first.row()).containsOnlyKeys("id");
        assertThat(first.cells()).containsExactly(new TableDiff.Cell("n", Json.tree("10"), Json.tree("11")));
    }

    @Test
    void withoutAKeyARowMeetsTheOneThatIsMostLikeIt() {
        TableDiff diff = diff(
                List.of(),
                rows("{\"a\":1,\"b\":2,\"c\":3}"),
                rows("{\"a\":9,\"b\":9,\"c\":3}", "{\"a\":1,\"b\":2,\"c\":4}"));

        assertThat(diff.rows()).extracting(TableDiff.Row::kind).containsExactly(Kind.DIFFERENT, Kind.EXTRA);
        assertThat(diff.rows().get(0).cells())
                .extracting(TableDiff.Cell::column)
                .containsExactly("c");
    }
}
