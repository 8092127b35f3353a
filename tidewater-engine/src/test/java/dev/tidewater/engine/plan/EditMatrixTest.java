package dev.tidewater.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.plan.PlanChange.Fate;
import dev.tidewater.engine.plan.PlanChange.TableChange.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Edits of scripts, and what each costs. The columns: what is replaced in the script, by what, then the fate of each operator that
 * remembers something, of each input, and of each table.
 */
class EditMatrixTest {
    private static final String TABLES =
            """
            CREATE TABLE orders (id BIGINT, who STRING, amount DECIMAL(10, 2), item BIGINT, ts TIMESTAMP(3),
              WATERMARK FOR ts AS ts - INTERVAL '5' SECOND)
            WITH ('connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'k:1',
              'scan.startup.mode' = 'earliest-offset', 'format' = 'json');
            CREATE TABLE items (item BIGINT, name STRING, price DECIMAL(10, 2))
            WITH ('connector' = 'kafka', 'topic' = 'items', 'properties.bootstrap.servers' = 'k:1',
              'scan.startup.mode' = 'earliest-offset', 'format' = 'json');
            CREATE DATABASE IF NOT EXISTS lake.s;
            """;

    private static final String BIG = "CREATE TABLE IF NOT EXISTS lake.s.big (id BIGINT, amount DECIMAL(10, 2));\n"
            + "INSERT INTO lake.s.big SELECT id, amount FROM orders WHERE amount > 100;\n";

    private static final String SPEND =
            "CREATE TABLE IF NOT EXISTS lake.s.spend (who STRING, total DECIMAL(38, 2), n BIGINT, PRIMARY KEY (who) NOT"
                    + " ENFORCED) WITH ('format-version' = '2', 'write.upsert.enabled' = 'true');\n"
                    + "INSERT INTO lake.s.spend SELECT who, SUM(amount), COUNT(*) FROM orders WHERE id > 0 GROUP BY who;\n";

    private static final String HOURS =
            "CREATE TABLE IF NOT EXISTS lake.s.hours (w TIMESTAMP(3), who STRING, total DECIMAL(38, 2));\n"
                    + "INSERT INTO lake.s.hours SELECT window_start, who, SUM(amount) FROM TABLE(TUMBLE(TABLE orders,"
                    + " DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY window_start, window_end, who;\n";

    private static final String NAMED = "CREATE TABLE IF NOT EXISTS lake.s.named (id BIGINT, name STRING);\n"
            + "INSERT INTO lake.s.named SELECT o.id, i.name FROM orders AS o JOIN items AS i ON o.item = i.item;\n";

    private static final String ALL = TABLES + BIG + SPEND + HOURS + NAMED;

    @TempDir
    private static Path folder;

    /**
     * Each line: what is replaced, by what, and what becomes of it. Only what is not kept is told: {@code state} of an operator,
     * {@code place} in a topic, rows of a {@code table}. Operators go by their letters: A aggregates, W windows, J joins.
     */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
@@@
            """)
    void tellsWhatAnEditCosts(String text, String replacement, String cost) {
        assertThat(ALL).contains(text);

        PlanChange change = Scripts.change(folder, ALL, ALL.replace(text, replacement == null ? "" : replacement));

        assertThat(cost(change)).isEqualTo(cost);
    }

    static String cost(PlanChange change) {
        List<String> costs = new ArrayList<>();
        change.operators().stream()
                .filter(operator -> operator.fate() != Fate.KEPT)
                .map(operator -> "state " + operator.fate().label() + " "
                        + operator.operator().replaceFirst("\\(.*", ""))
                .sorted()
                .forEach(costs::add);
        change.sources().stream()
                .filter(source -> source.fate() != Fate.KEPT)
                .map(source -> "place " + source.fate().label() + " " + source.source())
                .forEach(costs::add);
        change.tables().stream()
                .filter(table -> table.rows() != Rows.KEPT)
                .map(table -> "table " + table.rows().label() + " " + table.table().replace("lake.s.", ""))
                .sorted()
                .forEach(costs::add);
        costs.add(change.leavesState() ? "leaves state" : "all is taken over");
        return String.join(", ", costs);
    }
}
