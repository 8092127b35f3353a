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
 * Edits of a script, and what each costs.
 */
class EditMatrixTest {
    private static final String TABLES = """
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
     * {@code place} in a topic, rows of a {@code table}.
     */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            amount > 100 | amount > 100 AND TRUE | all is taken over
            amount > 100 | amount > 200 | table changed big, all is taken over
            amount > 100 | amount > 100 OR id = 7 | table changed big, all is taken over
            SELECT id, amount FROM orders | SELECT id + 1, amount FROM orders | table changed big, all is taken over
            SELECT id, amount FROM orders | SELECT id, CAST(item AS DECIMAL(10, 2)) FROM orders | table changed big, all is taken over
            SELECT id, amount FROM orders WHERE amount > 100 | SELECT id, amount FROM orders | table changed big, all is taken over
            SELECT id, amount FROM orders WHERE amount > 100 | SELECT id, MAX(amount) FROM orders GROUP BY id | state new GroupAggregate, table changed big, all is taken over
            id > 0 GROUP BY | id > 1 GROUP BY | state lost GroupAggregate, state new GroupAggregate, table changed spend, leaves state
            WHERE id > 0 GROUP BY | GROUP BY | state lost GroupAggregate, state new GroupAggregate, table changed spend, leaves state
            SUM(amount), COUNT(*) FROM orders WHERE id > 0 | MAX(amount), COUNT(*) FROM orders WHERE id > 0 | state lost GroupAggregate, state new GroupAggregate, table changed spend, leaves state
            SUM(amount), COUNT(*) FROM orders WHERE id > 0 | SUM(amount), COUNT(item) FROM orders WHERE id > 0 | state lost GroupAggregate, state new GroupAggregate, table changed spend, leaves state
            SUM(amount), COUNT(*) FROM orders WHERE id > 0 | SUM(amount) * 2, COUNT(*) FROM orders WHERE id > 0 | table changed spend, all is taken over
            SUM(amount), COUNT(*) FROM orders WHERE id > 0 | SUM(amount * 2), COUNT(*) FROM orders WHERE id > 0 | state lost GroupAggregate, state new GroupAggregate, table changed spend, leaves state
            SUM(amount), COUNT(*) FROM orders WHERE id > 0 | SUM(DISTINCT amount), COUNT(*) FROM orders WHERE id > 0 | state lost GroupAggregate, state new GroupAggregate, table changed spend, leaves state
            SUM(amount), COUNT(*) FROM orders WHERE id > 0 | SUM(amount) FILTER (WHERE item > 1), COUNT(*) FROM orders WHERE id > 0 | state lost GroupAggregate, state new GroupAggregate, table changed spend, leaves state
            id > 0 GROUP BY who | id > 0 GROUP BY who HAVING COUNT(*) > 1 | table changed spend, all is taken over
            id > 0 GROUP BY who | id > 0 GROUP BY who, item | state lost GroupAggregate, state new GroupAggregate, state new Sink, table changed spend, leaves state
            SELECT who, SUM(amount), COUNT(*) FROM orders WHERE id > 0 GROUP BY who | SELECT UPPER(who), SUM(amount), COUNT(*) FROM orders WHERE id > 0 GROUP BY UPPER(who) | state lost GroupAggregate, state new GroupAggregate, table changed spend, leaves state
            INTERVAL '1' HOUR | INTERVAL '2' HOUR | state lost GlobalWindowAggregate, state new GlobalWindowAggregate, table changed hours, leaves state
            TUMBLE(TABLE orders, DESCRIPTOR(ts), | HOP(TABLE orders, DESCRIPTOR(ts), INTERVAL '30' MINUTE, | state lost GlobalWindowAggregate, state new GlobalWindowAggregate, table changed hours, leaves state
            SELECT window_start, who, SUM(amount) | SELECT window_end, who, SUM(amount) | table changed hours, all is taken over
            SELECT window_start, who, SUM(amount) | SELECT window_start, who, AVG(amount) | state lost GlobalWindowAggregate, state new GlobalWindowAggregate, table changed hours, leaves state
            SELECT window_start, who, SUM(amount) | SELECT window_start, LOWER(who), SUM(amount) | table changed hours, all is taken over
            window_end, who; | window_end, who HAVING SUM(amount) > 5; | table changed hours, all is taken over
            INTERVAL '5' SECOND) | INTERVAL '9' SECOND) | state lost GlobalWindowAggregate, state new GlobalWindowAggregate, table changed hours, leaves state
            o.item = i.item | o.item = i.item AND i.price > 1 | state lost Join, state new Join, table changed named, leaves state
            o.item = i.item | o.id = i.item | state lost Join, state new Join, table changed named, leaves state
            orders AS o JOIN items | orders AS o LEFT JOIN items | state lost Join, state new Join, table changed named, leaves state
            SELECT o.id, i.name FROM orders | SELECT o.id, UPPER(i.name) FROM orders | table changed named, all is taken over
            i.item; | i.item WHERE i.price > 3; | state lost Join, state new Join, table changed named, leaves state
            o.item = i.item | o.item = i.item AND o.amount > 3 | state lost Join, state new Join, table changed named, leaves state
            who STRING, amount DECIMAL(10, 2), item BIGINT, ts | who STRING, colour STRING, amount DECIMAL(10, 2), item BIGINT, ts | all is taken over
            who STRING, amount DECIMAL(10, 2), item BIGINT, ts | who STRING, amount DECIMAL(12, 2), item BIGINT, ts | state lost GlobalWindowAggregate, state lost GroupAggregate, state new GlobalWindowAggregate, state new GroupAggregate, table changed big, table changed hours, table changed spend, leaves state
            item BIGINT, ts | item INT, ts | state lost Join, state new Join, table changed named, leaves state
            'topic' = 'orders' | 'topic' = 'orders2' | state lost GlobalWindowAggregate, state lost GroupAggregate, state lost Join, state new GlobalWindowAggregate, state new GroupAggregate, state new Join, place new topic orders2, place dropped topic orders, table changed big, table changed hours, table changed named, table changed spend, leaves state
            'topic' = 'items' | 'topic' = 'items2' | state lost Join, state new Join, place new topic items2, place dropped topic items, table changed named, leaves state
            'scan.startup.mode' = 'earliest-offset' | 'scan.startup.mode' = 'latest-offset' | all is taken over
            'format' = 'json' | 'format' = 'json', 'json.ignore-parse-errors' = 'true' | state lost GlobalWindowAggregate, state lost GroupAggregate, state lost Join, state new GlobalWindowAggregate, state new GroupAggregate, state new Join, table changed big, table changed hours, table changed named, table changed spend, leaves state
            'topic' = 'items' | 'topic' = 'items', 'properties.group.id' = 'g' | all is taken over
            'topic' = 'orders' | 'topic' = 'orders', 'scan.watermark.idle-timeout' = '1 min' | state lost GlobalWindowAggregate, state new GlobalWindowAggregate, table changed hours, leaves state
            lake.s.big SELECT | lake.s.big /*+ OPTIONS('uid-suffix' = 'b') */ SELECT | leaves state
            lake.s.big | lake.s.huge | table dropped big, table new huge, leaves state
            CREATE TABLE orders | SET 'table.exec.state.ttl' = '1 d'; CREATE TABLE orders | state lost GroupAggregate, state lost Join, state new GroupAggregate, state new Join, table changed named, table changed spend, leaves state
            CREATE TABLE orders | SET 'table.exec.mini-batch.enabled' = 'true'; SET 'table.exec.mini-batch.allow-latency' = '1 s'; SET 'table.exec.mini-batch.size' = '100'; CREATE TABLE orders | state lost GlobalWindowAggregate, state lost GroupAggregate, state lost Join, state new GlobalGroupAggregate, state new GlobalWindowAggregate, state new Join, table changed big, table changed hours, table changed named, table changed spend, leaves state
            CREATE TABLE orders | SET 'table.local-time-zone' = 'Asia/Tokyo'; CREATE TABLE orders | state lost GlobalWindowAggregate, state lost GroupAggregate, state lost Join, state new GlobalWindowAggregate, state new GroupAggregate, state new Join, table changed big, table changed hours, table changed named, table changed spend, leaves state
            CREATE TABLE orders | SET 'parallelism.default' = '4'; CREATE TABLE orders | all is taken over
            INSERT INTO lake.s.big SELECT id, amount FROM orders WHERE amount > 100; | SET 'pipeline.name' = 'x'; | table dropped big, leaves state
            INSERT INTO lake.s.named SELECT o.id, i.name FROM orders AS o JOIN items AS i ON o.item = i.item; | SET 'pipeline.name' = 'x'; | state dropped Join, place dropped topic items, table dropped named, leaves state
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
                .map(table ->
                        "table " + table.rows().label() + " " + table.table().replace("lake.s.", ""))
                .sorted()
                .forEach(costs::add);
        costs.add(change.leavesState() ? "leaves state" : "all is taken over");
        return String.join(", ", costs);
    }
}
