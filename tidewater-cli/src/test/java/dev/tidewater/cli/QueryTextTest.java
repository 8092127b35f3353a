package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.sql.QueryResult;
import dev.tidewater.engine.sql.QueryResult.Completeness;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class QueryTextTest {
    @Test
    void showsRowsAsATableWithNumbersAtTheRight() {
        QueryResult result = result(
                List.of("category", "revenue", "took", "tags"),
                List.of("STRING", "DECIMAL(10, 2) NOT NULL", "INTERVAL DAY", "ARRAY<INT>"),
                "[[\"books\", 12.5, \"1 day\", [1, 2]], [null, 1000, \"-\", []]]");
        assertThat(QueryText.table(result)).isEqualTo("""
                category  revenue  took   tags
                books        12.5  1 day  [1,2]
                NULL         1000  -      []
                (2 rows, 340 ms)
                """);
    }

    @Test
    void showsNoRows() {
        assertThat(QueryText.table(result(List.of("n"), List.of("INT"), "[]"))).isEqualTo("n\n(0 rows, 340 ms)\n");
        assertThat(QueryText.table(result(List.of("n"), List.of("INT"), "[[1]]")))
                .endsWith("\n1\n(1 row, 340 ms)\n");
    }

    @Test
    void showsASingleTextOfSeveralLinesAsItIs() {
        assertThat(QueryText.table(result(List.of("result"), List.of("STRING"), "[[\"Calc\\n+- Values\\n\"]]")))
                .isEqualTo("Calc\n+- Values\n(1 row, 340 ms)\n");
    }

    @Test
    void answersWithAnArrayOfObjects() {
        QueryResult result = result(List.of("b", "a"), List.of("INT", "STRING"), "[[1, \"x\"], [null, \"é\"]]");
        assertThat(QueryText.objects(result).toString()).isEqualTo("[{\"b\":1,\"a\":\"x\"},{\"b\":null,\"a\":\"é\"}]");
        assertThat(QueryText.objects(result(List.of("n"), List.of("INT"), "[]")).toString())
                .isEqualTo("[]");
    }

    private static QueryResult result(List<String> columns, List<String> types, String rows) {
        List<List<JsonNode>> values = StreamSupport.stream(Json.tree(rows).spliterator(), false)
                .map(row -> StreamSupport.stream(row.spliterator(), false).toList())
                .toList();
        return new QueryResult(columns, types, values, Completeness.COMPLETE, Duration.ofMillis(340));
    }
}
