package dev.tidewater.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.model.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages of the rules do not show: what looks alike and is sound, and what only a registry or a lake can tell. */
class RuleEdgesTest {
    private static final String OPTIONS = "'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' ="
            + " 'kafka:9092', 'format' = 'json', 'json.fail-on-missing-field' = 'true'";
    private static final String READ =
            OPTIONS + ", 'properties.group.id' = 'g', 'scan.startup.mode' = 'earliest-offset'";
    private static final String SINK = """
            CREATE DATABASE IF NOT EXISTS lake.shop;
            CREATE TABLE IF NOT EXISTS lake.shop.orders (id STRING, created TIMESTAMP_LTZ(3));
            """;

    /** As catalog {@code kafka} makes it. */
    private static final String TOPIC = """
            CREATE CATALOG kafka WITH ('type' = 'generic_in_memory', 'default-database' = 'topics');
            CREATE TABLE kafka.topics.clicks (id STRING,
              `$rowtime` TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'rowtime' VIRTUAL,
              WATERMARK FOR `$rowtime` AS `$rowtime` - INTERVAL '5' SECOND
            ) WITH ('connector' = 'tidewater-kafka', 'kind' = '%s', 'topic' = 'clicks',
              'value.format' = 'tidewater-avro', 'value.tidewater-avro.url' = 'http://r:1',
              'scan.watermark.idle-timeout' = '5 s', 'scan.startup.mode' = 'earliest-offset',
              'properties.bootstrap.servers' = 'k:1');
            SET 'table.local-time-zone' = 'UTC';
            """;

    @TempDir
    private Path lake;

    @Test
    void aHintMayNameTheGroup() {
        assertThat(rules("CREATE TABLE orders (id STRING) WITH (" + OPTIONS + ");" + SINK
                        + "INSERT INTO lake.shop.orders (id) SELECT id FROM orders /*+ OPTIONS('properties.group.id' = 'g',"
                        + " 'properties.auto.offset.reset' = 'earliest') */"))
                .isEmpty();
    }

    @Test
    void aViewHidesNoTableWithoutAGroup() {
        assertThat(
                        rules(
                                "CREATE TABLE orders (id STRING) WITH (" + OPTIONS + ");" + SINK
                                        + "CREATE TEMPORARY VIEW v AS SELECT id FROM orders; INSERT INTO lake.shop.orders (id) SELECT id FROM v"))
                .contains("missing-group-id");
    }

    @Test
    void aWindowOverTheTimeOfProcessingWaitsForNoPartition() {
        assertThat(rules(
                        "CREATE TABLE orders (id STRING, ts TIMESTAMP(3), p AS PROCTIME(), WATERMARK FOR ts AS ts - INTERVAL '1'"
                                + " SECOND) WITH (" + READ + ");" + SINK
                                + "INSERT INTO lake.shop.orders SELECT id, window_start FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(p),"
                                + " INTERVAL '1' HOUR)) GROUP BY id, window_start, window_end"))
                .doesNotContain("no-idle-timeout");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "append    | TUMBLE | TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(`$rowtime`), INTERVAL '1' HOUR)) | false",
                "append    | HOP | TABLE(HOP(TABLE clicks, DESCRIPTOR(`$rowtime`), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)) | false",
                "append    | TUMBLE | TABLE(TUMBLE(TABLE v, DESCRIPTOR(`$rowtime`), INTERVAL '1' HOUR)) | false",
                "append    | HOP | TABLE(HOP(TABLE v, DESCRIPTOR(`$rowtime`), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)) | true",
                "append    | GROUP BY | clicks | true"
            })
    void aWindowOverATopicWarnsWhereItsLateRowsAreNotKept(String kind, String window, String from, boolean warns) {
        String group = window.equals("GROUP BY") ? "TUMBLE(`$rowtime`, INTERVAL '1' HOUR)" : "window_start, window_end";
        List<String> rules = rules(TOPIC.formatted(kind) + SINK
                + "CREATE TEMPORARY VIEW v AS SELECT id, `$rowtime` FROM clicks;"
                + "INSERT INTO lake.shop.orders (id) SELECT CAST(COUNT(*) AS STRING) AS id FROM " + from + " GROUP BY "
                + group);

        assertThat(rules).isEqualTo(warns ? List.of("late-rows-dropped") : List.of());
    }

    @Test
    void aRowIsLateOnTheSideWhoseTimeTheWindowTakes() {
        String table =
                "CREATE TABLE %s (id STRING NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts - INTERVAL"
                        + " '1' %s) WITH (" + READ + ", 'scan.watermark.idle-timeout' = '1 s');";
        try (CheckFixture fixture = CheckFixture.offline()) {
            assertThat(
                            fixture.check(
                                    "a.sql",
                                    table.formatted("orders", "HOUR") + table.formatted("payments", "DAY") + SINK
                                            + "CREATE TEMPORARY VIEW paid AS SELECT o.id, p.ts AS paid_at FROM orders o JOIN payments p ON"
                                            + " o.id = p.id AND p.ts BETWEEN o.ts AND o.ts + INTERVAL '5' MINUTE;"
                                            + "INSERT INTO lake.shop.orders (id) SELECT MAX(id) AS id FROM TABLE(SESSION(TABLE paid PARTITION"
                                            + " BY id, DESCRIPTOR(paid_at), INTERVAL '10' MINUTE)) GROUP BY window_start, window_end, id"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.message())
                                .isEqualTo(
                                        "a row of \"payments\" that comes more than 1 day after a newer one may find its"
                                                + " SESSION window of 10 min closed, and is then dropped without a word:"
                                                + " \"lake.shop.orders\" goes without it");
                        assertThat(finding.hint())
                                .isEqualTo(
                                        "read topic orders without CREATE TABLE, as a table of catalog kafka: its late"
                                                + " rows are then kept in lake.late.orders; or let the watermark wait for as long as"
                                                + " rows are on their way, and say so: -- tidewater:allow late-rows-dropped: reason");
                    });
        }
    }

    @Test
    void aWindowWaitsForPartitionsAlsoWithAnotherTimeAtHandAndOverAllRows() {
        String table =
                "CREATE TABLE orders (id STRING, ts TIMESTAMP(3) NOT NULL%s, WATERMARK FOR ts AS ts - INTERVAL '1'"
                        + " SECOND) WITH (" + READ + ");" + SINK;
        String insert =
                "INSERT INTO lake.shop.orders (id) SELECT id FROM TABLE(%s) GROUP BY id, window_start, window_end";

        assertThat(rules(table.formatted(", p AS PROCTIME()")
                        + insert.formatted("TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' HOUR)")))
                .contains("no-idle-timeout");
        assertThat(rules(table.formatted("")
                        + insert.formatted("SESSION(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' HOUR)")))
                .contains("no-idle-timeout");
    }

    @Test
    void theTextOfATimeThatIsThereIsThere() {
        String script =
                "CREATE TABLE orders (id STRING NOT NULL, ts TIMESTAMP(3)%s, seen STRING NOT NULL) WITH (" + READ
                        + "); CREATE DATABASE IF NOT EXISTS lake.shop;"
                        + " CREATE TABLE IF NOT EXISTS lake.shop.days (id STRING, d STRING) PARTITIONED BY (d);"
                        + " INSERT INTO lake.shop.days SELECT id, DATE_FORMAT(%s, 'yyyy-MM-dd') AS d FROM orders";

        assertThat(rules(script.formatted(" NOT NULL", "ts"))).isEmpty();
        assertThat(rules(script.formatted("", "ts"))).containsExactly("iceberg-nullable-partition");
        assertThat(rules(script.formatted("", "seen"))).containsExactly("iceberg-nullable-partition");
    }

    @Test
    void aTemporaryTableIsNotOneOfTheCatalog() {
        assertThat(rules(SINK + "USE CATALOG lake; USE shop; CREATE TEMPORARY TABLE incoming (id STRING) WITH (" + READ
                        + "); INSERT INTO orders (id) SELECT id FROM incoming"))
                .isEmpty();
    }

    @Test
    void aTableOfKafkaInTheLakeIsFoundWithoutUse() {
        assertThat(rules(SINK + "CREATE TABLE lake.shop.incoming (id STRING) WITH (" + READ
                        + "); INSERT INTO lake.shop.orders (id) SELECT id FROM lake.shop.incoming"))
                .containsExactly("unqualified-after-use-catalog");
    }

    @Test
    void theSchemaOfATopicTellsUnitsAndChanges() {
        String catalog = """
                CREATE CATALOG kafka WITH ('type' = 'generic_in_memory', 'default-database' = 'topics');
                CREATE TABLE kafka.topics.orders (id STRING, created TIMESTAMP_LTZ(3)) WITH ('connector' = 'kafka', 'kind' = '%s');
                CREATE TABLE orders (id STRING, created BIGINT) WITH (%s);
                """;
        String insert =
                SINK + "INSERT INTO lake.shop.orders SELECT id, TO_TIMESTAMP_LTZ(created, %s) AS created FROM orders";

        assertThat(rules(catalog.formatted("append", READ) + insert.formatted("0")))
                .containsExactly("epoch-unit");
        assertThat(rules(catalog.formatted("append", READ) + insert.formatted("3")))
                .isEmpty();
        assertThat(rules(catalog.formatted("changelog", READ) + insert.formatted("3")))
                .containsExactly("changelog-topic-read-as-append");
    }

    @Test
    void propertiesOfOnesOwnAreNoMistakes() {
        assertThat(rules("CREATE TABLE orders (id STRING) WITH (" + READ + "); CREATE DATABASE IF NOT EXISTS lake.shop;"
                        + " CREATE TABLE IF NOT EXISTS lake.shop.ids (id STRING) WITH ('tags' = 'a', 'owner-team' = 'sales',"
                        + " 'write.metadata.metrics.column.id' = 'full', 'commit.retry.num-retries' = '0');"
                        + " INSERT INTO lake.shop.ids SELECT id FROM orders"))
                .isEmpty();
    }

    @Test
    void comparesATableWithWhatTheLakeHasColumnByColumn() {
        String source = "CREATE TABLE orders (id STRING) WITH (" + READ + "); CREATE DATABASE IF NOT EXISTS lake.shop;";
        String stored =
                "CREATE TABLE IF NOT EXISTS lake.shop.t (id STRING NOT NULL, n INT, ts TIMESTAMP(6), r ROW<a INT>,"
                        + " PRIMARY KEY (id) NOT ENFORCED) PARTITIONED BY (n);";
        String insert = " INSERT INTO lake.shop.t (id) SELECT COALESCE(id, '') AS id FROM orders";
        String other =
                "CREATE TABLE IF NOT EXISTS lake.shop.t (id STRING NOT NULL, n BIGINT, r ROW<a BIGINT>, m STRING);";
        try (CheckFixture fixture = CheckFixture.in(lake)) {
            fixture.create(List.of(source + stored + insert));

            assertThat(drift(fixture, source + stored.replace("TIMESTAMP(6)", "TIMESTAMP(3)") + insert))
                    .isEmpty();
            assertThat(drift(fixture, source + other + insert)).singleElement().satisfies(finding -> {
                assertThat(finding.message())
                        .isEqualTo("table \"lake.shop.t\" exists and stays as it is, which is not as declared here:"
                                + " \"n\" is INT, not BIGINT; \"r\" is ROW<`a` INT>, not ROW<`a` BIGINT>; it has no"
                                + " \"m\"; it has \"ts\" as well; its primary key is (id), not none; its partition is"
                                + " (n), not none");
                assertThat(finding.hint())
                        .isEqualTo("declare it here as it is, or change it: ALTER TABLE lake.shop.t MODIFY (n BIGINT);"
                                + " ALTER TABLE lake.shop.t ADD (m STRING)");
            });
            assertThat(drift(
                            fixture,
                            source + stored.replace("n INT, ts TIMESTAMP(6),", "ts TIMESTAMP(6), n INT,") + insert))
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.message()).endsWith("its columns stand in the order id, n, ts, r"));
        }
    }

    private static List<Finding> drift(CheckFixture fixture, String script) {
        return fixture.check("a.sql", script).stream()
                .filter(finding -> finding.rule().equals("if-not-exists-drift"))
                .toList();
    }

    private static List<String> rules(String script) {
        try (CheckFixture fixture = CheckFixture.offline()) {
            return fixture.check("a.sql", script).stream()
                    .map(Finding::rule)
                    .distinct()
                    .toList();
        }
    }
}
