package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.tables.LakeReader;
import dev.tidewater.examples.Comparison;
import dev.tidewater.examples.ExpectedTable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lake of a project as two programs see it: {@code tidewater query}, and Iceberg's own reader without any Flink. */
final class Lake implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TestProject project;
    private final LakeReader reader;

    Lake(TestProject project, Endpoints endpoints) {
        this.project = project;
        this.reader = new LakeReader(endpoints);
    }

    /** Rows that are committed; 0 while there is no table. */
    long rows(String table) {
        return reader.committedRows(database(table), name(table));
    }

    /** Returns once each table has at least the rows it must have; a stack that is just coming back is waited for. */
    void awaitRows(List<ExpectedTable> expected, Duration patience) {
        for (ExpectedTable table : expected) {
            awaitRows(table.name(), table.rows().size(), patience);
        }
    }

    void awaitRows(String table, long count, Duration patience) {
        await().alias(count + " rows in " + table)
                .atMost(patience)
                .pollInterval(POLL)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(rows(table)).isGreaterThanOrEqualTo(count));
    }

    /** Both programs see exactly the expected rows, and so does each what the other sees. */
    void holdsExactly(List<ExpectedTable> expected) {
        for (ExpectedTable table : expected) {
            List<List<@Nullable Object>> read = read(table.name(), table.columns());
            List<List<@Nullable Object>> asked = ask(table);
            assertMatches("Iceberg's reader", Comparison.of(table, read));
            assertMatches("tidewater query", Comparison.of(table, asked));
            assertMatches(
                    "tidewater query beside Iceberg's reader",
                    Comparison.of(new ExpectedTable(table.name(), table.columns(), read), asked));
        }
    }

    List<List<@Nullable Object>> read(String table, List<String> columns) {
        return reader.rows(database(table), name(table), columns);
    }

    @Override
    public void close() {
        reader.close();
    }

    private List<List<@Nullable Object>> ask(ExpectedTable table) {
        JsonNode answer = project.tidewater(
                        "query",
                        "SELECT `" + String.join("`, `", table.columns()) + "` FROM " + table.name(),
                        "--limit",
                        "1000000",
                        "-o",
                        "json")
                .exits(0)
                .json();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (JsonNode object : answer) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                row.add(value(object.get(table.columns().get(i)), example(table, i)));
            }
            rows.add(row);
        }
        return rows;
    }

    /** JSON has no types for times: what kind of value a text stands for is seen from an expected one. */
    private static @Nullable Object value(JsonNode json, @Nullable Object example) {
        if (json.isNull()) {
            return null;
        }
        if (json.isNumber()) {
            return json.decimalValue();
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        if (example instanceof LocalDateTime) {
            return LocalDateTime.parse(json.textValue());
        }
        return example instanceof LocalDate ? LocalDate.parse(json.textValue()) : json.textValue();
    }

    private static @Nullable Object example(ExpectedTable table, int column) {
        for (List<@Nullable Object> row : table.rows()) {
            if (row.get(column) != null) {
                return row.get(column);
            }
        }
        return null;
    }

    private static void assertMatches(String who, Comparison comparison) {
        assertThat(comparison.matches())
                .as(() -> who + ": " + comparison.describe())
                .isTrue();
    }

    private static String database(String table) {
        return table.split("\\.")[1];
    }

    private static String name(String table) {
        return table.split("\\.")[2];
    }
}
