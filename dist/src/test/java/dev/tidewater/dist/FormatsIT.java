package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidewater.engine.produce.ProduceRequest;
import dev.tidewater.engine.produce.RecordKey;
import dev.tidewater.engine.produce.ValueEncoding.Avro;
import dev.tidewater.engine.produce.ValueEncoding.SchemaSource;
import dev.tidewater.engine.stack.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables as people paste them from articles: every format of the stack, from a topic to the lake, in one pipeline. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class FormatsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String SCHEMA = """
            {"type": "record", "name": "Item", "namespace": "shop", "fields": [
              {"name": "id", "type": "long"},
              {"name": "name", "type": ["null", "string"], "default": null}]}
            """;

    private static final String CHANGE_SCHEMA = """
            {"type": "record", "name": "Envelope", "namespace": "shop", "fields": [
              {"name": "before", "type": ["null", %s], "default": null},
              {"name": "after", "type": ["null", "shop.Item"], "default": null},
              {"name": "op", "type": "string"}]}
            """.formatted(SCHEMA);

    /** Three arrive, one is changed, one is deleted. */
    private static final String CHANGES = """
            {"before": null, "after": {"id": 1, "name": "one"}, "op": "c"}
            {"before": null, "after": {"id": 2, "name": "two"}, "op": "c"}
            {"before": null, "after": {"id": 3, "name": "three"}, "op": "r"}
            {"before": {"id": 2, "name": "two"}, "after": {"id": 2, "name": "deux"}, "op": "u"}
            {"before": {"id": 3, "name": "three"}, "after": null, "op": "d"}
            """;

    private static final String ITEMS = """
            {"id": 1, "name": "one"}
            {"id": 2, "name": null}
            {"id": 2, "name": "deux"}
            """;

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    private static TestProject project;
    private static Endpoints endpoints;
    private static Lake lake;

    @BeforeAll
    static void run() {
        project = PROJECTS.of("formats", SmallProject.files());
        project.write("pipelines/formats.sql", script());
        endpoints = project.up();
        lake = new Lake(project, endpoints);
        ProduceRequest items = ProduceRequest.of("items_json", project.write("items.jsonl", ITEMS));
        ProduceRequest changes = ProduceRequest.of("items_debezium_json", project.write("changes.jsonl", CHANGES));
        project.produce(items);
        project.produce(changes);
        project.produce(to("items_upsert", items).withKey(new RecordKey(List.of("id"), RecordKey.Encoding.JSON)));
        project.produce(to("items_avro", items).withValue(avro("item.avsc", SCHEMA)));
        project.produce(to("items_debezium_avro", changes).withValue(avro("change.avsc", CHANGE_SCHEMA)));
        project.tidewater("run", "pipelines/formats.sql").exits(0);
    }

    @AfterAll
    static void closeLake() {
        if (lake != null) {
            lake.close();
        }
    }

    @Test
    void jsonIsAppended() {
        becomes("items_json", List.of(1L, "one"), row(2L, null), List.of(2L, "deux"));
    }

    @Test
    void avroFromTheRegistryIsAppended() {
        becomes("items_avro", List.of(1L, "one"), row(2L, null), List.of(2L, "deux"));
    }

    @Test
    void theLastValueOfAnUpsertKeyStays() {
        becomes("items_upsert", List.of(1L, "one"), List.of(2L, "deux"));
    }

    @Test
    void changesInJsonAreApplied() {
        becomes("items_debezium_json", List.of(1L, "one"), List.of(2L, "deux"));
    }

    @Test
    void changesInAvroAreApplied() {
        becomes("items_debezium_avro", List.of(1L, "one"), List.of(2L, "deux"));
    }

    @Test
    void aTopicIsWrittenAsWell() {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", endpoints.kafka().bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition("items_out", 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
                assertThat(values)
                        .containsExactly(
                                "{\"id\":1,\"shouted\":\"ONE\"}",
                                "{\"id\":2,\"shouted\":null}",
                                "{\"id\":2,\"shouted\":\"DEUX\"}");
            });
        }
    }

    private static ProduceRequest to(String topic, ProduceRequest request) {
        return ProduceRequest.of(topic, request.file());
    }

    private static Avro avro(String file, String schema) {
        return new Avro(new SchemaSource.OfFile(project.write(file, schema)));
    }

    private static List<Object> row(@org.jspecify.annotations.Nullable Object... values) {
        return java.util.Arrays.asList(values);
    }

    /** Deletions make the counts of snapshots say little, so the rows themselves are waited for. */
    @SafeVarargs
    private static void becomes(String table, List<Object>... rows) {
        await().alias("rows of " + table)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(lake.read("lake.formats." + table, List.of("id", "name")))
                        .map(found -> (Object) found)
                        .containsExactlyInAnyOrder((Object[]) rows));
    }

    private static String script() {
        String json = "'connector' = 'kafka', 'format' = 'json'";
        String confluent = "'url' = 'http://schema-registry:8081'";
        return "CREATE DATABASE IF NOT EXISTS lake.formats;\n"
                + appended("items_json", json)
                + appended(
                        "items_avro",
                        "'connector' = 'kafka', 'format' = 'avro-confluent', 'avro-confluent." + confluent.substring(1))
                + keyed(
                        "items_upsert",
                        ", PRIMARY KEY (id) NOT ENFORCED",
                        "'connector' = 'upsert-kafka', 'key.format' = 'json', 'value.format' = 'json'")
                + keyed("items_debezium_json", "", "'connector' = 'kafka', 'format' = 'debezium-json'")
                + keyed(
                        "items_debezium_avro",
                        "",
                        "'connector' = 'kafka', 'format' = 'debezium-avro-confluent', 'debezium-avro-confluent."
                                + confluent.substring(1))
                + """
                CREATE TABLE items_out (id BIGINT, shouted STRING) WITH (
                  'connector' = 'kafka', 'topic' = 'items_out', 'properties.bootstrap.servers' = 'kafka:9092',
                  'format' = 'json');
                INSERT INTO items_out SELECT id, UPPER(name) FROM items_json;
                """;
    }

    private static String appended(String name, String options) {
        return source(name, "", options) + copy(name, "", "");
    }

    private static String keyed(String name, String sourceKey, String options) {
        return source(name, sourceKey, options)
                + copy(
                        name,
                        ", PRIMARY KEY (id) NOT ENFORCED",
                        " WITH ('format-version' = '2', 'write.upsert.enabled' = 'true')");
    }

    private static String source(String name, String key, String options) {
        String startup = options.contains("upsert-kafka") ? "" : ", 'scan.startup.mode' = 'earliest-offset'";
        return "CREATE TABLE " + name + " (id BIGINT NOT NULL, name STRING" + key + ") WITH (" + options
                + ", 'topic' = '" + name + "', 'properties.bootstrap.servers' = 'kafka:9092'" + startup + ");\n";
    }

    private static String copy(String name, String key, String options) {
        return "CREATE TABLE IF NOT EXISTS lake.formats." + name + " (name STRING, id BIGINT NOT NULL" + key + ")"
                + options + ";\nINSERT INTO lake.formats." + name + " SELECT name, id FROM " + name + ";\n";
    }
}
