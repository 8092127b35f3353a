package dev.tidewater.flink.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidewater.flink.formats.ConfluentFraming;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, a real registry, and Flink on a cluster of its own in this JVM. */
class KafkaCatalogIT {
    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
    private static final String ORDER = """
            {"type":"record","name":"Order","fields":[
              {"name":"id","type":"long"},
              {"name":"user","type":"string"},
              {"name":"note","type":["null","string"],"default":null},
              {"name":"ordered_at","type":{"type":"long","logicalType":"timestamp-millis"}}]}""";

    @TempDir
    private static Path folder;

    private static Services services;
    private static Records records;

    @BeforeAll
    static void startServices() throws IOException, InterruptedException {
        assumeThat(Services.areBuilt())
                .as("needs the services: mvn package -pl services/kafka,services/registry -am")
                .isTrue();
        services = Services.start(folder);
        records = new Records(services);
    }

    @AfterAll
    static void stopServices() throws InterruptedException {
        if (services != null) {
            records.close();
            services.close();
        }
    }

    @Test
    void readsATopicAsRowsWithoutDdl() throws Exception {
        records.createTopic("orders", 1, Map.of());
        for (int i = 0; i < 20; i++) {
            sendOrder("orders", i, NOON + i);
        }

        List<Row> rows = rows(batch(), "SELECT * FROM orders LIMIT 10");

        assertThat(rows).hasSize(10).allSatisfy(row -> {
            long id = row.<Long>getFieldAs("id");
            assertThat(row.getField("user")).isEqualTo("u" + id);
            assertThat(row.getField("note")).isNull();
            assertThat(row.getField("ordered_at")).isEqualTo(Instant.ofEpochMilli(NOON + id));
            assertThat(row.<byte[]>getFieldAs("$key")).isEqualTo(utf8("k" + id));
            assertThat(row.getField("$rowtime")).isEqualTo(Instant.ofEpochMilli(NOON + id));
            assertThat(row.getField("$timestamp")).isEqualTo(Instant.ofEpochMilli(NOON + id));
            assertThat(row.getField("$partition")).isEqualTo(0);
            assertThat(row.getField("$offset")).isEqualTo(id);
            assertThat(row.<Map<String, byte[]>>getFieldAs("$headers").get("source"))
                    .isEqualTo(utf8("it"));
        });
        assertThat(rows(batch(), "SELECT COUNT(*) FROM orders")).containsExactly(Row.of(20L));
    }

    @Test
    void decodesOnlyTheColumnsThatAQueryWants() throws Exception {
        records.createTopic("wide", 1, Map.of());
        String key = "{\"type\":\"record\",\"name\":\"K\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"},"
                + "{\"name\":\"shop\",\"type\":\"string\"}]}";
        records.send(
                "wide",
                NOON,
                records.framed("wide-key", key, "{\"id\":1,\"shop\":\"s\"}"),
                records.framed("wide-value", ORDER, order(1, NOON)));

        assertThat(batch().explainSql("SELECT `user`, `$offset` FROM wide"))
                .contains("project=[user], metadata=[offset]");
        assertThat(rows(batch(), "SELECT `user`, `$offset` FROM wide")).containsExactly(Row.of("u1", 0L));
        assertThat(rows(batch(), "SELECT `$partition` FROM wide")).containsExactly(Row.of(0));
        assertThat(rows(batch(), "SELECT ordered_at, key_shop, id FROM wide"))
                .containsExactly(Row.of(Instant.ofEpochMilli(NOON), "s", 1L));
        records.send("wide", NOON, utf8("no Avro"), records.framed("wide-value", ORDER, order(2, NOON)));
        assertThat(causes(catchThrowable(() -> rows(batch(), "SELECT id FROM wide"))))
                .anySatisfy(message -> assertThat(message)
                        .contains(
                                "the record of topic \"wide\" at partition 0, offset 1 cannot be decoded: field \"$key\"",
                                "bad-magic"));
    }

    @Test
    void readsBadRecordsInTheSameJobAsTheOthers() throws Exception {
        records.createTopic("mixed", 1, Map.of());
        byte[] good = records.framed("mixed-value", ORDER, order(1, NOON));
        byte[] unknown = good.clone();
        unknown[1] = 0x7f;
        byte[] ahead = records.framed(
                "mixed-value", ORDER, order(3, NOON + Duration.ofDays(2).toMillis()));
        records.send("mixed", NOON, utf8("a"), good);
        records.send("mixed", NOON, utf8("b"), utf8("no Avro"));
        records.send("mixed", NOON, utf8("c"), Arrays.copyOf(good, good.length - 1));
        records.send("mixed", NOON, utf8("d"), unknown);
        records.send("mixed", NOON, utf8("e"), null);
        records.send("mixed", NOON, utf8("f"), ahead);
        records.send("mixed", NOON, utf8("g"), records.framed("mixed-value", ORDER, order(2, NOON)));
        TableEnvironment session = bounded();
        session.executeSql("ALTER TABLE mixed SET ('rowtime.field' = 'ordered_at')");
        session.executeSql("CREATE TABLE mixed_good (id BIGINT)");
        session.executeSql("CREATE TABLE mixed_bad (reason STRING, `offset` BIGINT, `value` BYTES, h STRING)");
        StatementSet inserts = session.createStatementSet();
        inserts.addInsertSql("INSERT INTO mixed_good SELECT id FROM mixed");
        inserts.addInsertSql(
                "INSERT INTO mixed_bad SELECT reason, `offset`, `value`, headers[1].key FROM `mixed$dead`");

        bounded()
                .loadPlan(PlanReference.fromJsonString(inserts.compilePlan().asJsonString()))
                .execute()
                .await();

        assertThat(rows(batch(), "SELECT id FROM mixed_good")).containsExactly(Row.of(1L), Row.of(2L));
        assertThat(rows(batch(), "SELECT reason, `offset`, h FROM mixed_bad"))
                .containsExactly(
                        Row.of("bad-magic", 1L, "source"),
                        Row.of("truncated", 2L, "source"),
                        Row.of("unknown-schema", 3L, "source"),
                        Row.of("null-not-allowed", 4L, "source"),
                        Row.of("absurd-rowtime", 5L, "source"));
        assertThat(rows(batch(), "SELECT `value` FROM mixed_bad").get(1).<byte[]>getFieldAs(0))
                .isEqualTo(Arrays.copyOf(good, good.length - 1));
        assertThat(rows(batch(), "SELECT message FROM `mixed$dead` WHERE `offset` = 5")
                        .get(0)
                        .toString())
                .contains("field \"ordered_at\"", "2026-01-03T12:00:00Z, and the record is of 2026-01-01T12:00:00Z");
        assertThat(causes(catchThrowable(() -> rows(batch(), "SELECT id FROM mixed"))))
                .anySatisfy(message -> assertThat(message).contains("at partition 0, offset 1 cannot be decoded"));
    }

    @Test
    void writesAndReadsProtobuf() throws Exception {
        TableEnvironment session = batch();
        session.executeSql("CREATE TABLE pb_orders (id BIGINT NOT NULL, name STRING, price DECIMAL(10, 2),"
                + " tags ARRAY<STRING>, small SMALLINT, `at` TIMESTAMP_LTZ(3), place ROW<x DOUBLE NOT NULL>)"
                + " WITH ('value.format' = 'protobuf', 'key.fields' = 'id')");
        session.executeSql(
                        "INSERT INTO pb_orders VALUES"
                                + " (1, 'a', 1.50, ARRAY['x', CAST(NULL AS STRING)], CAST(7 AS SMALLINT),"
                                + " TO_TIMESTAMP_LTZ(1500, 3), ROW(1.5)),"
                                + " (2, CAST(NULL AS STRING), CAST(NULL AS DECIMAL(10, 2)), CAST(NULL AS ARRAY<STRING>),"
                                + " CAST(NULL AS SMALLINT), CAST(NULL AS TIMESTAMP_LTZ(3)), CAST(NULL AS ROW<x DOUBLE NOT NULL>))")
                .await();

        assertThat(rows(batch(), "SELECT id, name, price, CARDINALITY(tags), small, `at`, place.x FROM pb_orders"))
                .containsExactlyInAnyOrder(
                        Row.of(1L, "a", new BigDecimal("1.50"), 2, (short) 7, Instant.ofEpochMilli(1_500), 1.5),
                        Row.of(2L, null, null, null, null, null, null));

        records.createTopic("pb_imports", 1, Map.of());
        records.registerProtobuf(
                "money", "syntax = \"proto3\"; package shop; message Money { int64 cents = 1; }", "[]");
        int id = records.registerProtobuf(
                "pb_imports-value",
                "syntax = \"proto3\"; import \"money.proto\"; message Sale { shop.Money paid = 1; }",
                "[{\"name\":\"money.proto\",\"subject\":\"money\",\"version\":1}]");
        byte[] record = {0, 0, 0, 0, 0, 0, 0x0a, 2, 8, 42};
        ConfluentFraming.write(id, record);
        records.send("pb_imports", NOON, null, record);
        assertThat(rows(batch(), "SELECT paid.cents FROM pb_imports")).containsExactly(Row.of(42L));
    }

    @Test
    void readsDebeziumsChangesInProtobuf() throws Exception {
        records.createTopic("pb_users", 1, Map.of());
        int id = records.registerProtobuf(
                "pb_users-value",
                "syntax = \"proto3\"; message Envelope { Value before = 1; Value after = 2; Source source = 3;"
                        + " string op = 4; int64 ts_ms = 5;"
                        + " message Value { int64 id = 1; optional string name = 2; } message Source { int64 ts_ms = 1; } }",
                "[]");
        for (String event : List.of(
                // after: 1, a; op: c
                "120508011201 61 1a0308e807 220163",
                "120508021201 62 1a0308e807 220163",
                // before: 1, a; after: 1, null; op: u
                "0a0508011201 61 12020801 1a0308d00f 220175",
                "0a0508021201 62 1a0308d00f 220164")) {
            byte[] record = HexFormat.of().parseHex("000000000000" + event.replace(" ", ""));
            ConfluentFraming.write(id, record);
            records.send("pb_users", NOON, utf8("k"), record);
        }

        assertThat(materialised(rows(bounded(), "SELECT id, name FROM pb_users")))
                .containsExactly(Row.of(1L, null));
    }

    @Test
    void readsRecordsOfSeveralVersionsOfTheirSchema() throws Exception {
        records.createTopic("evolving", 1, Map.of());
        String old = "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]}";
        String young = "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"},"
                + "{\"name\":\"city\",\"type\":\"string\",\"default\":\"none\"}]}";
        records.send("evolving", NOON, null, records.framed("evolving-value", old, "{\"id\":1}"));
        records.send("evolving", NOON, null, records.framed("evolving-value", young, "{\"id\":2,\"city\":\"Kiel\"}"));
        records.send("evolving", NOON, null, records.framed("evolving-value", old, "{\"id\":3}"));

        assertThat(rows(batch(), "SELECT id, city FROM evolving"))
                .containsExactlyInAnyOrder(Row.of(1L, "none"), Row.of(2L, "Kiel"), Row.of(3L, "none"));
    }

    @Test
    void readsACompactedTopicAsTheLastRowOfEachKey() throws Exception {
        records.createTopic("products", 1, Map.of("cleanup.policy", "compact"));
        String key = "{\"type\":\"record\",\"name\":\"K\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}";
        String value = "{\"type\":\"record\",\"name\":\"P\",\"fields\":[{\"name\":\"price\",\"type\":\"int\"}]}";
        for (int price = 1; price <= 3; price++) {
            records.send(
                    "products",
                    NOON + price,
                    records.framed("products-key", key, "{\"id\":\"a\"}"),
                    records.framed("products-value", value, "{\"price\":" + price + "}"));
        }
        byte[] gone = records.framed("products-key", key, "{\"id\":\"b\"}");
        records.send("products", NOON, gone, records.framed("products-value", value, "{\"price\":9}"));
        records.send("products", NOON, gone, null);

        List<Row> changes = rows(bounded(), "SELECT id, price FROM products");

        assertThat(materialised(changes)).containsExactly(Row.of("a", 3));
        assertThat(rows(bounded(), "SHOW CREATE TABLE products").get(0).toString())
                .contains("PRIMARY KEY (`id`) NOT ENFORCED", "'kind' = 'upsert'");
    }

    @Test
    void readsTheChangesThatDebeziumTellsWithTheirTime() throws Exception {
        records.createTopic("shop.public.users", 1, Map.of());
        String key = "{\"type\":\"record\",\"name\":\"Key\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]}";
        String envelope = """
                {"type":"record","name":"Envelope","fields":[
                 {"name":"before","type":["null",{"type":"record","name":"Value","fields":[
                   {"name":"id","type":"int"},{"name":"name","type":["null","string"],"default":null}]}],"default":null},
                 {"name":"after","type":["null","Value"],"default":null},
                 {"name":"source","type":{"type":"record","name":"Source","fields":[
                   {"name":"version","type":"string"},{"name":"ts_ms","type":"long"}]}},
                 {"name":"op","type":"string"},
                 {"name":"ts_ms","type":["null","long"],"default":null}]}""";
        byte[] one = records.framed("shop.public.users-key", key, "{\"id\":1}");
        String ann = "{\"Value\":{\"id\":1,\"name\":{\"string\":\"Ann\"}}}";
        String anna = "{\"Value\":{\"id\":1,\"name\":{\"string\":\"Anna\"}}}";
        sendChange(envelope, one, "null", ann, "c", NOON);
        sendChange(envelope, one, ann, anna, "u", NOON + 1000);
        sendChange(envelope, one, anna, "null", "d", NOON + 2000);
        records.send("shop.public.users", NOON + 9999, one, null);

        List<Row> changes = rows(bounded(), "SELECT id, name, `$rowtime` FROM `shop.public.users`");
        List<Row> names = rows(bounded(), "SELECT name FROM `shop.public.users`");

        assertThat(changes)
                .containsExactly(
                        Row.ofKind(RowKind.INSERT, 1, "Ann", Instant.ofEpochMilli(NOON)),
                        Row.ofKind(RowKind.UPDATE_BEFORE, 1, "Ann", Instant.ofEpochMilli(NOON + 1000)),
                        Row.ofKind(RowKind.UPDATE_AFTER, 1, "Anna", Instant.ofEpochMilli(NOON + 1000)),
                        Row.ofKind(RowKind.DELETE, 1, "Anna", Instant.ofEpochMilli(NOON + 2000)));
        assertThat(names).extracting(row -> row.getField(0)).containsExactly("Ann", "Ann", "Anna", "Anna");
        assertThat(rows(bounded(), "SHOW CREATE TABLE `shop.public.users`")
                        .get(0)
                        .toString())
                .contains("PRIMARY KEY (`id`) NOT ENFORCED");
        assertThat(causes(
                        catchThrowable(() -> bounded().executeSql("INSERT INTO `shop.public.users` VALUES (1, 'x')"))))
                .anySatisfy(message -> assertThat(message)
                        .contains("topic \"shop.public.users\"", "holds the changes that Debezium saw in a database"));
    }

    @Test
    void readsATopicWithoutSchemaAsBytes() throws Exception {
        records.createTopic("raw-bytes", 1, Map.of());
        records.send("raw-bytes", NOON, utf8("k"), utf8("hello"));
        records.send("raw-bytes", NOON, null, utf8("nobody"));

        assertThat(rows(batch(), "SELECT DECODE(`$key`, 'UTF-8'), DECODE(`value`, 'UTF-8') FROM `raw-bytes`"))
                .containsExactlyInAnyOrder(Row.of("k", "hello"), Row.of(null, "nobody"));
        TableEnvironment session = batch();
        session.executeSql("ALTER TABLE `raw-bytes` SET ('key.format' = 'string', 'value.format' = 'string')");
        assertThat(rows(session, "SELECT `$key`, `value` FROM `raw-bytes`"))
                .containsExactlyInAnyOrder(Row.of("k", "hello"), Row.of(null, "nobody"));
        assertThat(rows(session, "SELECT `$key`, `$offset` FROM `raw-bytes`"))
                .containsExactlyInAnyOrder(Row.of("k", 0L), Row.of(null, 1L));
    }

    @Test
    void createsWritesReadsAndDropsATopic() throws Exception {
        TableEnvironment session = batch();
        session.executeSql("""
                CREATE TABLE `my-topic.v1` (
                  id BIGINT NOT NULL, `order` STRING, amount DECIMAL(10, 2), `at` TIMESTAMP_LTZ(3), tags ARRAY<STRING>
                ) WITH ('partitions' = '3', 'retention' = '7 d', 'rowtime.field' = 'at', 'watermark.tolerance' = '10 s')
                """);

        assertThat(records.partitions("my-topic.v1")).isEqualTo(3);
        assertThat(records.configs("my-topic.v1"))
                .containsEntry("retention.ms", "604800000")
                .containsEntry("cleanup.policy", "delete");
        assertThat(session.listTables()).contains("my-topic.v1");
        session.executeSql("""
                        INSERT INTO `my-topic.v1` VALUES
                          (1, 'a', 1.50, TO_TIMESTAMP_LTZ(1767268800000, 3), ARRAY['x', 'y']),
                          (2, CAST(NULL AS STRING), CAST(NULL AS DECIMAL(10, 2)), TO_TIMESTAMP_LTZ(1767268801000, 3), CAST(NULL AS ARRAY<STRING>))
                        """).await();
        assertThat(rows(batch(), "SELECT id, `order`, amount, `$rowtime`, tags FROM `my-topic.v1`"))
                .containsExactlyInAnyOrder(
                        Row.of(
                                1L,
                                "a",
                                new java.math.BigDecimal("1.50"),
                                Instant.ofEpochMilli(1767268800000L),
                                new String[] {"x", "y"}),
                        Row.of(2L, null, null, Instant.ofEpochMilli(1767268801000L), null));
        assertThat(causes(catchThrowable(() -> session.executeSql("CREATE TABLE `my-topic.v1` (id INT)"))))
                .anySatisfy(message -> assertThat(message).contains("already exists"));

        session.executeSql("DROP TABLE `my-topic.v1`");

        assertThat(records.exists("my-topic.v1")).isFalse();
        assertThat(records.registry().subjects()).doesNotContain("my-topic.v1-value", "my-topic.v1-key");
        assertThat(session.listTables()).doesNotContain("my-topic.v1");
        session.executeSql("CREATE TABLE `my-topic.v1` (other STRING)");
        assertThat(session.from("`my-topic.v1`").getResolvedSchema().getColumnNames())
                .containsExactly("other", "$rowtime", "$headers", "$partition", "$offset", "$timestamp");
    }

    @Test
    void writesAndReadsJsonOfASchema() throws Exception {
        TableEnvironment session = batch();
        session.executeSql("CREATE TABLE carts (id BIGINT NOT NULL, amount DECIMAL(10, 2), `at` TIMESTAMP_LTZ(3))"
                + " WITH ('value.format' = 'json-schema', 'rowtime.field' = 'at')");
        session.executeSql("INSERT INTO carts VALUES (1, 1.50, TO_TIMESTAMP_LTZ(1767268800000, 3))")
                .await();

        assertThat(rows(batch(), "SELECT id, amount, `$rowtime` FROM carts"))
                .containsExactly(Row.of(1L, new java.math.BigDecimal("1.50"), Instant.ofEpochMilli(1767268800000L)));
        assertThat(records.registry().latest("carts-value").orElseThrow().type())
                .isEqualTo("JSON");
    }

    @Test
    void readsJsonWithoutASchemaAsTheSettingsSay() throws Exception {
        records.createTopic("taps", 1, Map.of());
        records.send("taps", NOON, null, utf8("{\"id\": 1, \"at\": \"2026-01-01T12:00:00Z\", \"more\": {}}"));
        TableEnvironment session = batch();
        session.executeSql("ALTER TABLE taps SET ('value.format' = 'json', 'value.schema' ="
                + " '{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}},\"required\":[\"id\"]}')");
        session.executeSql("CREATE TEMPORARY TABLE by_hand (`at` STRING) WITH ('connector' = 'kafka', 'topic' = 'taps',"
                + " 'properties.bootstrap.servers' = '" + services.bootstrapServers()
                + "', 'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',"
                + " 'format' = 'tidewater-json')");

        assertThat(rows(session, "SELECT CAST(id AS STRING) FROM taps UNION ALL SELECT `at` FROM by_hand"))
                .containsExactlyInAnyOrder(Row.of("1"), Row.of("2026-01-01T12:00:00Z"));
    }

    @Test
    void createsATopicWhoseRowsReplaceEachOther() throws Exception {
        TableEnvironment session = bounded();
        session.executeSql(
                "CREATE TABLE stock (amount INT, sku STRING, PRIMARY KEY (sku) NOT ENFORCED) WITH ('partitions' = '2')");

        session.executeSql("INSERT INTO stock VALUES (1, 'a'), (2, 'b'), (3, 'a')")
                .await();

        assertThat(records.configs("stock")).containsEntry("cleanup.policy", "compact");
        TableEnvironment other = bounded();
        assertThat(other.from("stock").getResolvedSchema().getColumnNames()).startsWith("amount", "sku");
        assertThat(materialised(rows(other, "SELECT amount, sku FROM stock")))
                .containsExactlyInAnyOrder(Row.of(3, "a"), Row.of(2, "b"));
    }

    @Test
    void keepsSettingsForEverySession() throws Exception {
        records.createTopic("visits", 1, Map.of());
        for (int i = 0; i < 4; i++) {
            sendOrder("visits", i, NOON + i * 60_000L);
        }
        TableEnvironment session = bounded();
        session.executeSql("ALTER TABLE visits SET ('rowtime.field' = 'ordered_at', 'watermark.tolerance' = '1 min',"
                + " 'scan.watermark.idle-timeout' = '2 s')");

        TableEnvironment other = bounded();
        String shown = rows(other, "SHOW CREATE TABLE visits").get(0).toString();
        assertThat(shown)
                .contains(
                        "'rowtime.field' = 'ordered_at'",
                        "INTERVAL '0 00:01:00.000' DAY(3) TO SECOND(3)",
                        "'scan.watermark.idle-timeout' = '2000 ms'");
        assertThat(rows(
                        other,
                        "SELECT window_start, COUNT(*) FROM TABLE(TUMBLE(TABLE visits, DESCRIPTOR(`$rowtime`),"
                                + " INTERVAL '2' MINUTES)) GROUP BY window_start, window_end"))
                .containsExactlyInAnyOrder(
                        Row.of(LocalDateTime.parse("2026-01-01T12:00:00"), 2L),
                        Row.of(LocalDateTime.parse("2026-01-01T12:02:00"), 2L));

        session.executeSql("ALTER TABLE visits RESET ('rowtime.field')");
        assertThat(rows(bounded(), "SHOW CREATE TABLE visits").get(0).toString())
                .contains("watermark.tolerance = 1 min")
                .doesNotContain("rowtime.field");
        assertThat(causes(catchThrowable(
                        () -> session.executeSql("ALTER TABLE visits SET ('rowtime.field' = 'orderd_at')"))))
                .anySatisfy(message -> assertThat(message)
                        .contains("'rowtime.field' = 'orderd_at', and the columns are id, user, note, ordered_at"));
    }

    @Test
    void takesBackASettingThatNoLongerFitsTheSchema() throws Exception {
        records.createTopic("shrinking", 1, Map.of());
        sendOrder("shrinking", 1, NOON);
        bounded().executeSql("ALTER TABLE shrinking SET ('rowtime.field' = 'ordered_at')");
        records.registry()
                .register(
                        "shrinking-value",
                        "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}");

        assertThat(causes(catchThrowable(() -> bounded().executeSql("SELECT id FROM shrinking"))))
                .anySatisfy(message -> assertThat(message)
                        .contains(
                                "topic \"shrinking\"",
                                "subject \"shrinking-value\" version 2",
                                "CALL kafka.topics.reset_setting('shrinking'"));

        bounded()
                .executeSql("CALL kafka.topics.reset_setting('shrinking', 'rowtime.field')")
                .await();
        assertThat(rows(batch(), "SELECT id FROM shrinking")).containsExactly(Row.of(1L));
    }

    @Test
    void failsTheJobAtARecordThatCannotBeDecodedAndSaysWhy() throws Exception {
        records.createTopic("poisoned", 1, Map.of());
        sendOrder("poisoned", 1, NOON);
        byte[] whole = records.framed("poisoned-value", ORDER, order(2, NOON));
        records.send("poisoned", NOON, null, Arrays.copyOf(whole, 8));

        assertThat(causes(catchThrowable(() -> rows(batch(), "SELECT id FROM poisoned"))))
                .anySatisfy(message -> assertThat(message)
                        .contains(
                                "the record of topic \"poisoned\" at partition 0, offset 1 cannot be decoded",
                                "field \"user\"",
                                "truncated"));

        records.createTopic("unknown", 1, Map.of());
        sendOrder("unknown", 1, NOON);
        records.send("unknown", NOON, null, new byte[] {0, 0, 1, 1, 1, 2});
        assertThat(causes(catchThrowable(() -> rows(batch(), "SELECT id FROM `unknown`"))))
                .anySatisfy(message -> assertThat(message)
                        .contains("topic \"unknown\"", "the registry has no schema of the record's id: id 65793"));
    }

    @Test
    void waitsForARegistryThatIsDown() throws Exception {
        records.createTopic("patient", 1, Map.of());
        sendOrder("patient", 1, NOON);
        TableEnvironment session = batch();
        session.executeSql("CREATE TEMPORARY TABLE out_table (id BIGINT) WITH ('connector' = 'blackhole')");
        String plan = session.compilePlanSql("INSERT INTO out_table SELECT id FROM patient")
                .asJsonString();

        services.killRegistry();
        long killed = System.nanoTime();
        TableResult running =
                session.loadPlan(PlanReference.fromJsonString(plan)).execute();
        Throwable unanswered = catchThrowable(() -> batch().executeSql("SELECT * FROM patient"));
        Duration taken = Duration.ofNanos(System.nanoTime() - killed);
        services.startRegistryAgain();
        running.await();
        services.awaitReady();

        assertThat(causes(unanswered))
                .anySatisfy(message -> assertThat(message)
                        .contains(
                                "topic \"patient\"",
                                "\"patient-key\"",
                                "the schema registry at " + services.registryUrl() + " does not answer",
                                "tidewater status"));
        assertThat(taken).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void runsACompiledPlanAlthoughTheTopicHasANewSchema() throws Exception {
        records.createTopic("planned", 1, Map.of());
        sendOrder("planned", 1, NOON);
        TableEnvironment session = batch();
        session.executeSql("CREATE TABLE copies (id BIGINT NOT NULL, `user` STRING)");
        String plan = session.compilePlanSql("INSERT INTO copies SELECT id, `user` FROM planned")
                .asJsonString();
        String younger = ORDER.replace(
                "\"fields\":[", "\"fields\":[{\"name\":\"channel\",\"type\":\"string\",\"default\":\"web\"},");
        records.send(
                "planned",
                NOON,
                null,
                records.framed(
                        "planned-value",
                        younger,
                        "{\"channel\":\"app\",\"id\":2,\"user\":\"u2\",\"note\":null,\"ordered_at\":" + NOON + "}"));

        TableEnvironment.create(EnvironmentSettings.inBatchMode())
                .loadPlan(PlanReference.fromJsonString(plan))
                .execute()
                .await();

        assertThat(rows(batch(), "SELECT id, `user` FROM copies"))
                .containsExactlyInAnyOrder(Row.of(1L, "u1"), Row.of(2L, "u2"));
        assertThat(causes(catchThrowable(() ->
                        batch().loadPlan(PlanReference.fromJsonString(plan)).execute())))
                .as("Flink compares the plan with the catalog, if the session has it")
                .anySatisfy(message -> assertThat(message)
                        .contains("The schema of table 'kafka.topics.planned' from the persisted plan does not match"));
    }

    @Test
    void saysWithinFiveSecondsThatNoBrokerAnswers() {
        TableEnvironment session = environment(RuntimeExecutionMode.BATCH, "localhost:1", services.registryUrl(), "");
        long begun = System.nanoTime();

        assertThat(causes(catchThrowable(() -> session.executeSql("SELECT * FROM orders"))))
                .anySatisfy(message ->
                        assertThat(message).contains("Kafka at localhost:1 does not answer", "tidewater status"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void takesWhatTheCatalogsOptionsSay() {
        TableEnvironment session = environment(
                RuntimeExecutionMode.STREAMING,
                services.bootstrapServers(),
                services.registryUrl(),
                ", 'properties.client.id' = 'me'");
        session.executeSql("CREATE TABLE with_options (id INT)");

        assertThat(rows(session, "SHOW CREATE TABLE with_options").get(0).toString())
                .contains("'properties.client.id' = 'me'", "'scan.bounded.mode' = 'unbounded'");
    }

    private static void sendOrder(String topic, int id, long time)
            throws IOException, ExecutionException, InterruptedException {
        records.send(topic, time, utf8("k" + id), records.framed(topic + "-value", ORDER, order(id, time)));
    }

    private static String order(int id, long time) {
        return "{\"id\":" + id + ",\"user\":\"u" + id + "\",\"note\":null,\"ordered_at\":" + time + "}";
    }

    private static void sendChange(String schema, byte[] key, String before, String after, String op, long time)
            throws IOException, ExecutionException, InterruptedException {
        String event = "{\"before\":" + before + ",\"after\":" + after + ",\"source\":{\"version\":\"3\",\"ts_ms\":"
                + time + "},\"op\":\"" + op + "\",\"ts_ms\":{\"long\":" + (time + 50) + "}}";
        records.send("shop.public.users", time + 100, key, records.framed("shop.public.users-value", schema, event));
    }

    private static TableEnvironment batch() {
        return environment(RuntimeExecutionMode.BATCH, services.bootstrapServers(), services.registryUrl(), "");
    }

    /** A streaming session whose queries end: changelogs can be read by no other. */
    private static TableEnvironment bounded() {
        return environment(
                RuntimeExecutionMode.STREAMING,
                services.bootstrapServers(),
                services.registryUrl(),
                ", 'scan.bounded.mode' = 'latest-offset'");
    }

    private static TableEnvironment environment(
            RuntimeExecutionMode mode, String bootstrapServers, String registryUrl, String options) {
        Configuration configuration = new Configuration();
        configuration.set(ExecutionOptions.RUNTIME_MODE, mode);
        configuration.setString("parallelism.default", "1");
        configuration.setString("table.local-time-zone", "UTC");
        TableEnvironment environment = TableEnvironment.create(EnvironmentSettings.newInstance()
                .withConfiguration(configuration)
                .build());
        environment.executeSql("CREATE CATALOG kafka WITH ('type' = 'tidewater-kafka', 'bootstrap.servers' = '"
                + bootstrapServers + "', 'schema-registry.url' = '" + registryUrl + "'" + options + ")");
        environment.useCatalog("kafka");
        return environment;
    }

    private static List<Row> rows(TableEnvironment session, String sql) {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> answer = session.executeSql(sql).collect()) {
            answer.forEachRemaining(rows::add);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    /** What is left when all changes have been made. */
    private static List<Row> materialised(List<Row> changes) {
        List<Row> left = new ArrayList<>();
        for (Row change : changes) {
            Row row = Row.copy(change);
            row.setKind(RowKind.INSERT);
            if (change.getKind() == RowKind.INSERT || change.getKind() == RowKind.UPDATE_AFTER) {
                left.add(row);
            } else {
                left.remove(row);
            }
        }
        return left;
    }

    private static List<String> causes(Throwable failure) {
        assertThat(failure).isNotNull();
        List<String> messages = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.add(String.valueOf(cause.getMessage()));
        }
        messages.add(ExceptionUtils.stringifyException(failure));
        return messages;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
