package dev.tidewater.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidewater.engine.sql.SeenTables;
import dev.tidewater.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check with the stack up has seen, a check without it knows. */
class SeenTablesTest {
    private static final Instant THEN = Instant.parse("2026-03-01T09:00:00Z");

    private static final String CREATE_LAKE = """
            CREATE TABLE numbers (n INT, id STRING) WITH ('connector' = 'datagen');
            CREATE DATABASE IF NOT EXISTS lake.shop;
            CREATE TABLE IF NOT EXISTS lake.shop.users (
              id STRING NOT NULL COMMENT 'who', n INT, tags ARRAY<ROW<name STRING NOT NULL>>, PRIMARY KEY (id) NOT ENFORCED)
              PARTITIONED BY (id) WITH ('write.upsert.enabled' = 'true');
            INSERT INTO lake.shop.users (id, n) SELECT COALESCE(id, '') AS id, n FROM numbers;
            """;

    private static final String READ_LAKE = """
            CREATE TABLE results (n INT) WITH ('connector' = 'blackhole');
            INSERT INTO results SELECT n FROM lake.shop.users;
            """;

    private static final String DRIFTED = CREATE_LAKE.replace("n INT, tags", "n BIGINT, tags");

    /** As a check with the stack up writes it, of a topic that Debezium fills. */
    private static final String ORDERS = """
            {"at": "2026-03-01T09:00:00Z", "name": ["kafka", "topics", "orders"], "comment": "",
             "columns": [
               {"name": "id", "type": "VARCHAR(2147483647) NOT NULL", "is-virtual": false},
               {"name": "total", "type": "INT", "is-virtual": false},
               {"name": "$rowtime", "type": "TIMESTAMP(3) WITH LOCAL TIME ZONE NOT NULL", "metadata": "rowtime",
                "is-virtual": true}],
             "watermark": ["$rowtime", "`$rowtime` - INTERVAL '0 00:00:05.000' DAY(3) TO SECOND(3)"],
             "primary-key": [], "partition-keys": [],
             "options": {"connector": "tidewater-kafka", "kind": "append", "topic": "orders",
               "properties.bootstrap.servers": "127.0.0.1:1", "scan.startup.mode": "earliest-offset",
               "scan.watermark.idle-timeout": "5000 ms", "value.format": "tidewater-avro",
               "value.tidewater-avro.url": "http://127.0.0.1:1"}}
            """;

    @TempDir
    private Path lake;

    @TempDir
    private Path folder;

    private Path orders;

    @BeforeEach
    void anOrdersTopicWasSeen() throws IOException {
        orders = folder.resolve("kafka/topics/orders.json");
        Files.createDirectories(folder.resolve("kafka/topics"));
        Files.writeString(orders, ORDERS);
    }

    @Test
    void aTopicThatWasSeenIsPlannedOfflineWithItsColumns() {
        SeenTables seen = seen();

        List<Finding> findings = offline(seen, """
                CREATE TABLE results (id STRING, total INT) WITH ('connector' = 'blackhole');
                INSERT INTO results SELECT id, totl FROM orders;
                INSERT INTO results SELECT id, total FROM kafka.topics.orders;
                """);

        assertThat(findings)
                .filteredOn(finding -> finding.rule().startsWith("sql-"))
                .extracting(Finding::line, Finding::rule, Finding::hint)
                .containsExactly(tuple(2, "sql-name", "did you mean \"total\"?"));
        assertThat(seen.used()).containsExactly(Map.entry("orders", THEN));
    }

    @Test
    void aTopicThatNobodyHasSeenIsNamedWithWhatToDo() {
        List<Finding> findings = offline(seen(), """
                CREATE TABLE results (id STRING) WITH ('connector' = 'blackhole');
                INSERT INTO results SELECT id FROM payments;
                INSERT INTO results SELECT id FROM kafka.topics.payments;
                INSERT INTO results SELECT id FROM lake.shop.payments;
                """).stream()
                .filter(finding -> finding.rule().startsWith("sql-"))
                .toList();

        assertThat(findings).extracting(Finding::line).containsExactly(2, 3, 4);
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.message())
                    .contains("does not exist")
                    .endsWith(", and no check has seen it in the stack");
            assertThat(finding.hint())
                    .endsWith("if the stack has it, check once with the stack up: tidewater up && tidewater check");
        });
    }

    @Test
    void aTableOfTheLakeIsRememberedAsItIs() {
        try (CheckFixture fixture = CheckFixture.in(lake, seen())) {
            fixture.create(List.of(CREATE_LAKE));
            assertThat(offline(seen(), READ_LAKE)).extracting(Finding::rule).contains("sql-name");

            assertThat(fixture.check("a.sql", READ_LAKE)).isEmpty();
        }

        SeenTables seen = seen();
        assertThat(offline(seen, READ_LAKE)).isEmpty();
        assertThat(seen.used()).containsExactly(Map.entry("lake.shop.users", THEN));
        assertThat(offline(seen(), DRIFTED))
                .filteredOn(finding -> finding.rule().equals("if-not-exists-drift"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .endsWith("which is not as declared here: \"n\" is INT, not BIGINT"));
    }

    @Test
    void whatTheStackNoLongerHasIsForgotten() throws IOException {
        try (CheckFixture fixture = CheckFixture.in(lake, seen())) {
            fixture.create(List.of(CREATE_LAKE));
            fixture.check("a.sql", READ_LAKE);
        }
        try (CheckFixture fixture = CheckFixture.in(Files.createDirectory(folder.resolve("other")), seen())) {
            fixture.check("a.sql", READ_LAKE);
        }

        assertThat(offline(seen(), READ_LAKE)).extracting(Finding::rule).contains("sql-name");
    }

    @Test
    void aDamagedFileIsATableThatWasNotSeen() throws IOException {
        Files.writeString(orders, ORDERS.substring(0, 200));
        Files.writeString(folder.resolve("kafka/topics/other.json"), ORDERS.replace("INT\"", "VECTOR(3)\""));
        Files.writeString(folder.resolve("kafka/topics/empty.json"), "{}");
        SeenTables seen = seen();

        List<Finding> findings = offline(seen, """
                CREATE TABLE results (id STRING) WITH ('connector' = 'blackhole');
                INSERT INTO results SELECT id FROM orders;
                """);

        assertThat(findings).extracting(Finding::rule).contains("sql-name");
        assertThat(seen.faults()).hasSize(3);
        assertThat(seen.faults().get(1)).contains("orders.json").contains("is damaged");
        assertThat(seen.faults().get(2)).contains("other.json").contains("of another version");
    }

    @Test
    void aFolderThatCannotBeWrittenFailsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        SeenTables seen = SeenTables.in(file, () -> THEN);
        try (CheckFixture fixture = CheckFixture.in(lake, seen)) {
            fixture.create(List.of(CREATE_LAKE));

            assertThat(fixture.check("a.sql", READ_LAKE)).isEmpty();
        }

        assertThat(seen.faults()).singleElement().asString().startsWith("schemas cannot be remembered in");
    }

    @Test
    void aTopicThatTheScriptCreatesIsTheOneThatWouldBeMade() {
        String sink = "CREATE TABLE results (id STRING, n BIGINT) WITH ('connector' = 'blackhole');";

        assertThat(offline(seen(), sink + """
                CREATE TABLE IF NOT EXISTS kafka.topics.clicks (id STRING NOT NULL, n BIGINT, PRIMARY KEY (id) NOT ENFORCED);
                INSERT INTO kafka.topics.clicks (id, n) SELECT id, CAST(total AS BIGINT) AS n FROM orders;
                INSERT INTO results (id, n) SELECT id, n FROM clicks WHERE `$rowtime` IS NOT NULL;
                """))
                .filteredOn(finding -> finding.level() == Finding.Level.ERROR)
                .isEmpty();
        assertThat(offline(seen(), sink + """
                CREATE TABLE kafka.topics.clicks (id STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
                CREATE TABLE kafka.topics.pages (id STRING) WITH ('connector' = 'kafka');
                CREATE TABLE kafka.topics.users (id STRING) WITH ('partitionz' = '4');
                INSERT INTO results (id, n) SELECT id, total FROM orders;
                """))
                .filteredOn(finding -> finding.level() == Finding.Level.ERROR)
                .extracting(Finding::line, Finding::message)
                .satisfiesExactly(
                        one -> assertThat(one.toString()).contains("the time of a topic's rows is $rowtime"),
                        one -> assertThat(one.toString()).contains("a table of this catalog is a topic of its cluster"),
                        one -> assertThat(one.toString()).contains("\"partitionz\" is no option of a topic"));
    }

    private SeenTables seen() {
        return SeenTables.in(folder, () -> THEN);
    }

    private static List<Finding> offline(SeenTables seen, String script) {
        try (CheckFixture fixture = CheckFixture.offline(seen)) {
            return fixture.check("a.sql", script);
        }
    }
}
