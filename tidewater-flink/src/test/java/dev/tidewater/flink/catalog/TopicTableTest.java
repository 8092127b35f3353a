package dev.tidewater.flink.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.flink.catalog.TopicFacts.Cleanup;
import dev.tidewater.flink.registry.Reference;
import dev.tidewater.flink.registry.SubjectVersion;
import dev.tidewater.flink.source.TopicOptions.BadRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.Schema.UnresolvedColumn;
import org.apache.flink.table.catalog.CatalogTable;
import org.junit.jupiter.api.Test;

class TopicTableTest {
    private static final Connection CONNECTION = new Connection(
            "broker:9092", Optional.of("http://registry:8081"), Map.of(), Extent.UNBOUNDED, BadRecords.DEAD_LETTER);
    private static final String ORDER = """
            {"type":"record","name":"Order","fields":[
              {"name":"id","type":"long","doc":"who knows"},
              {"name":"select","type":["null","string"],"default":null},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
              {"name":"ms","type":"long"}]}""";
    private static final String CLICK = """
            {"type":"object","properties":{
              "id":{"type":"integer","description":"who knows"},
              "at":{"type":"string","format":"date-time"},
              "tags":{"type":"array","items":{"type":"string"}},
              "open":{"type":"object"}},
             "required":["id"]}""";
    private static final String ID_KEY =
            "{\"type\":\"record\",\"name\":\"K\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}";

    @Test
    void givesATopicOfAvroRecordsItsColumns() {
        CatalogTable table = table(facts("orders").value(ORDER));

        assertThat(columns(table))
                .containsExactly(
                        "`id` BIGINT NOT NULL COMMENT 'who knows'",
                        "`select` STRING",
                        "`at` TIMESTAMP_LTZ(6) NOT NULL",
                        "`ms` BIGINT NOT NULL",
                        "`$key` BYTES",
                        "`$rowtime` METADATA FROM 'rowtime' VIRTUAL",
                        "`$headers` METADATA FROM 'headers' VIRTUAL",
                        "`$partition` METADATA FROM 'partition' VIRTUAL",
                        "`$offset` METADATA FROM 'offset' VIRTUAL",
                        "`$timestamp` METADATA FROM 'timestamp' VIRTUAL");
        assertThat(watermark(table)).isEqualTo("`$rowtime` - INTERVAL '0 00:00:05.000' DAY(3) TO SECOND(3)");
        assertThat(table.getUnresolvedSchema().getPrimaryKey()).isEmpty();
        assertThat(table.getComment())
                .isEqualTo("topic \"orders\", 4 partitions, append;"
                        + " value: Avro, subject \"orders-value\" version 3; key: bytes");
        assertThat(table.getOptions())
                .isEqualTo(Map.ofEntries(
                        Map.entry("connector", "tidewater-kafka"),
                        Map.entry("kind", "append"),
                        Map.entry("bad-records", "dead-letter"),
                        Map.entry("topic", "orders"),
                        Map.entry("properties.bootstrap.servers", "broker:9092"),
                        Map.entry("scan.startup.mode", "earliest-offset"),
                        Map.entry("scan.bounded.mode", "unbounded"),
                        Map.entry("scan.watermark.idle-timeout", "5000 ms"),
                        Map.entry("key.format", "raw"),
                        Map.entry("key.fields", "$key"),
                        Map.entry("value.fields-include", "EXCEPT_KEY"),
                        Map.entry("value.format", "tidewater-avro"),
                        Map.entry("value.tidewater-avro.url", "http://registry:8081"),
                        Map.entry("value.tidewater-avro.topic", "orders"),
                        Map.entry("value.tidewater-avro.subject", "orders-value"),
                        Map.entry("value.tidewater-avro.schema-id", "7")));
    }

    @Test
    void prefixesKeyColumnsThatAreAlsoInTheValue() {
        CatalogTable table = table(facts("orders").value(ORDER).key(ID_KEY));

        assertThat(columns(table)).startsWith("`key_id` BIGINT", "`id` BIGINT NOT NULL COMMENT 'who knows'");
        assertThat(table.getOptions())
                .containsEntry("key.fields", "key_id")
                .containsEntry("key.fields-prefix", "key_")
                .containsEntry("key.format", "tidewater-avro")
                .containsEntry("key.tidewater-avro.subject", "orders-key");
    }

    @Test
    void leavesKeyColumnsAloneThatAreOnlyInTheKey() {
        CatalogTable table = table(facts("orders").value(ORDER).key(ID_KEY.replace("\"id\"", "\"shop\"")));

        assertThat(columns(table)).startsWith("`shop` BIGINT", "`id` BIGINT NOT NULL COMMENT 'who knows'");
        assertThat(table.getOptions()).containsEntry("key.fields", "shop").doesNotContainKey("key.fields-prefix");
    }

    @Test
    void readsAKeyThatIsNoRecordAsOneColumn() {
        CatalogTable table = table(facts("orders").value(ORDER).key("\"string\""));

        assertThat(columns(table)).contains("`$key` STRING");
        assertThat(table.getOptions()).containsEntry("key.tidewater-avro.layout", "SINGLE_VALUE");
    }

    @Test
    void makesACompactedTopicATableWithAPrimaryKey() {
        CatalogTable table = table(facts("orders").value(ORDER).key(ID_KEY).compacted());

        assertThat(columns(table))
                .startsWith(
                        "`key_id` BIGINT NOT NULL",
                        "`id` BIGINT COMMENT 'who knows'",
                        "`select` STRING",
                        "`at` TIMESTAMP_LTZ(6)");
        assertThat(primaryKey(table)).containsExactly("key_id");
        assertThat(table.getOptions())
                .containsEntry("connector", "tidewater-kafka")
                .containsEntry("kind", "upsert")
                .containsEntry("key.fields", "key_id")
                .containsEntry("key.fields-prefix", "key_")
                .containsEntry("scan.startup.mode", "earliest-offset");
    }

    @Test
    void makesBytesTheKeyOfACompactedTopicWithoutKeySchema() {
        CatalogTable table = table(facts("orders").value(ORDER).compacted());

        assertThat(primaryKey(table)).containsExactly("$key");
        assertThat(columns(table)).contains("`$key` BYTES NOT NULL");
    }

    @Test
    void readsATopicWithoutSchemasAsBytes() {
        CatalogTable table = table(facts("raw"));

        assertThat(columns(table)).startsWith("`value` BYTES", "`$key` BYTES");
        assertThat(table.getOptions()).containsEntry("value.format", "raw");
    }

    @Test
    void recognisesDebeziumsEnvelope() {
        CatalogTable table = table(facts("users").value(envelope("long")).key(ID_KEY));

        assertThat(columns(table))
                .startsWith(
                        "`id` BIGINT NOT NULL",
                        "`name` STRING",
                        "`$rowtime` METADATA FROM 'value.change-time' VIRTUAL");
        assertThat(primaryKey(table)).containsExactly("id");
        assertThat(table.getOptions())
                .containsEntry("connector", "tidewater-kafka")
                .containsEntry("value.format", "tidewater-debezium-avro")
                .doesNotContainKeys("key.format", "key.fields", "value.fields-include");
    }

    @Test
    void givesATopicOfProtobufRecordsItsColumns() {
        String order = """
                syntax = "proto3";
                import "money.proto";
                import "google/protobuf/timestamp.proto";
                message Order {
                  int64 id = 1; // who knows
                  optional string note = 2;
                  shop.Money price = 3;
                  google.protobuf.Timestamp at = 4;
                  repeated string tags = 5;
                }
                message Other {}""";
        Reference money = new Reference(
                "money.proto", "money", 1, "syntax = \"proto3\"; package shop; message Money { int64 cents = 1; }");
        SubjectVersion version =
                new SubjectVersion("orders-value", 3, 7, SubjectVersion.PROTOBUF, order, List.of(money));
        CatalogTable table = table(facts("orders").value(version));

        assertThat(columns(table))
                .startsWith(
                        "`id` BIGINT NOT NULL COMMENT 'who knows'",
                        "`note` STRING",
                        "`price` ROW<`cents` BIGINT NOT NULL>",
                        "`at` TIMESTAMP_LTZ(6)",
                        "`tags` ARRAY<STRING NOT NULL> NOT NULL",
                        "`$key` BYTES");
        assertThat(table.getComment())
                .isEqualTo("topic \"orders\", 4 partitions, append;"
                        + " value: Protobuf, subject \"orders-value\" version 3; key: bytes");
        assertThat(table.getOptions())
                .containsEntry("value.format", "tidewater-protobuf")
                .containsEntry("value.tidewater-protobuf.url", "http://registry:8081")
                .containsEntry("value.tidewater-protobuf.schema-id", "7");
    }

    @Test
    void recognisesDebeziumsEnvelopeInProtobuf() {
        String envelope = """
                syntax = "proto3";
                message Envelope {
                  Value before = 1;
                  Value after = 2;
                  Source source = 3;
                  string op = 4;
                  int64 ts_ms = 5;
                  message Value { int64 id = 1; optional string name = 2; }
                  message Source { int64 ts_ms = 1; }
                }""";
        CatalogTable table = table(facts("users")
                .value(new SubjectVersion("users-value", 3, 7, SubjectVersion.PROTOBUF, envelope, List.of()))
                .key(ID_KEY));

        assertThat(columns(table))
                .startsWith(
                        "`id` BIGINT NOT NULL",
                        "`name` STRING",
                        "`$rowtime` METADATA FROM 'value.change-time' VIRTUAL");
        assertThat(primaryKey(table)).containsExactly("id");
        assertThat(table.getOptions()).containsEntry("value.format", "tidewater-debezium-protobuf");
    }

    @Test
    void namesBothSubjectsThatDisagree() {
        assertThatThrownBy(() -> table(facts("users").value(envelope("int")).key(ID_KEY)))
                .hasMessage(
                        "topic \"users\" cannot be a table: its subjects disagree about column \"id\", which is BIGINT"
                                + " NOT NULL in subject \"users-key\" version 2 and INT NOT NULL in subject \"users-value\""
                                + " version 3; register schemas that agree, as Debezium's connector does when it starts anew");
    }

    @Test
    void saysWhichSchemasCannotBeReadYet() {
        assertThatThrownBy(() ->
                        table(facts("clicks").value(new SubjectVersion("clicks-value", 3, 7, "THRIFT", "", List.of()))))
                .hasMessage(
                        "topic \"clicks\" cannot be read as a table yet: subject \"clicks-value\" version 3 is of type"
                                + " THRIFT, and only Avro, JSON Schema and Protobuf can; declare it with the connector and format of your choice:"
                                + " CREATE TEMPORARY TABLE … WITH ('connector' = 'kafka', 'topic' = 'clicks', 'format' = 'raw', …)");
        assertThatThrownBy(() -> table(
                        facts("clicks").value(new SubjectVersion("clicks-value", 3, 7, "PROTOBUF", "", List.of()))))
                .hasMessageContaining("topic \"clicks\" cannot be a table: subject \"clicks-value\" version 3: a table"
                        + " needs a Protobuf message, and the schema declares none; declare it with the connector");
        assertThatThrownBy(() -> table(facts("clicks")
                        .value(new SubjectVersion(
                                "clicks-value",
                                3,
                                7,
                                "AVRO",
                                ORDER,
                                List.of(new Reference("Money", "money", 1, "{}"))))))
                .hasMessageContaining(
                        "the schema of subject \"clicks-value\" version 3 refers to other subjects: \"money\"");
        assertThatThrownBy(
                        () -> table(
                                facts("clicks")
                                        .value(
                                                "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"T\"]}]}")))
                .hasMessageContaining("topic \"clicks\" cannot be a table: subject \"clicks-value\" version 3: field"
                        + " \"next\": the type \"T\" contains itself");
    }

    @Test
    void takesTimeFromAFieldWithinATolerance() {
        CatalogTable table = table(facts("orders")
                .value(ORDER)
                .with("rowtime.field", "at")
                .with("watermark.tolerance", "90 min")
                .with("scan.watermark.idle-timeout", "1 min"));

        assertThat(columns(table)).contains("`$rowtime` METADATA FROM 'rowtime' VIRTUAL");
        assertThat(table.getOptions()).containsEntry("rowtime.field", "at");
        assertThat(watermark(table)).isEqualTo("`$rowtime` - INTERVAL '0 01:30:00.000' DAY(3) TO SECOND(3)");
        assertThat(table.getOptions()).containsEntry("scan.watermark.idle-timeout", "60000 ms");
        assertThat(table.getComment())
                .endsWith("; rowtime.field = at; scan.watermark.idle-timeout = 1 min; watermark.tolerance = 90 min");
        assertThat(table(facts("orders").value(ORDER).with("rowtime.field", "ms"))
                        .getOptions())
                .containsEntry("rowtime.field", "ms");
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThatThrownBy(() -> table(facts("orders").value(ORDER).with("rowtime.field", "select")))
                .hasMessage(
                        "the settings of topic \"orders\" do not fit it: 'rowtime.field' = 'select', which is of type"
                                + " STRING and no time; a time is a TIMESTAMP, a TIMESTAMP_LTZ or a BIGINT of milliseconds since"
                                + " 1970; take the setting back with: CALL kafka.topics.reset_setting('orders', 'SETTING')");
    }

    @Test
    void startsWhereTheSettingsSay() {
        CatalogTable table = table(facts("orders")
                .value(ORDER)
                .with("scan.startup.mode", "timestamp")
                .with("scan.startup.timestamp-millis", "1000"));

        assertThat(table.getOptions())
                .containsEntry("scan.startup.mode", "timestamp")
                .containsEntry("scan.startup.timestamp-millis", "1000");
        assertThatThrownBy(() ->
                        table(facts("orders").value(ORDER).compacted().with("scan.startup.mode", "latest-offset")))
                .hasMessageContaining("a compacted topic is always read from its beginning");
    }

    @Test
    void readsPlainKeysAsTheSettingsSay() {
        CatalogTable table = table(facts("orders").value(ORDER).with("key.format", "long"));

        assertThat(columns(table)).contains("`$key` BIGINT");
        assertThat(table.getOptions()).containsEntry("key.raw.endianness", "big-endian");
        assertThat(columns(table(facts("orders").value(ORDER).with("key.format", "none"))))
                .noneMatch(column -> column.contains("$key"));
    }

    @Test
    void putsColumnsInTheDeclaredOrderAndNewOnesBehind() {
        CatalogTable table = table(facts("orders")
                .value(ORDER)
                .key(ID_KEY.replace("\"id\"", "\"shop\""))
                .with("column.order", "at;shop;id"));

        assertThat(columns(table).stream().map(column -> column.substring(0, column.indexOf(' '))))
                .startsWith("`at`", "`shop`", "`id`", "`select`", "`ms`", "`$rowtime`");
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThatThrownBy(() -> TopicSettings.NONE.with("rowtime", "at"))
                .hasMessageStartingWith(
                        "\"rowtime\" is no setting of a topic; there are bad-records, column.order, key.format");
        assertThatThrownBy(() -> TopicSettings.NONE.with("watermark.tolerance", "soon"))
                .hasMessage("'watermark.tolerance' = 'soon' is no duration, like 5 s or 10 min");
        assertThatThrownBy(() -> TopicSettings.NONE.with("scan.startup.mode", "end"))
                .hasMessage("'scan.startup.mode' = 'end' is none of earliest-offset, latest-offset, specific-offsets,"
                        + " timestamp");
        assertThatThrownBy(() -> TopicSettings.NONE.with("key.format", "xml"))
                .hasMessage("'key.format' = 'xml' is none of bytes, string, int, long, float, double, none, json");
        assertThatThrownBy(() -> TopicSettings.NONE.with("value.schema", "{"))
                .hasMessageStartingWith("'value.schema': this is not a JSON Schema: ");
    }

    @Test
    void givesATopicOfAJsonSchemaItsColumns() {
        CatalogTable table = table(facts("clicks").json(CLICK).key("\"string\""));

        assertThat(columns(table))
                .startsWith(
                        "`id` BIGINT NOT NULL COMMENT 'who knows'",
                        "`at` TIMESTAMP_LTZ(6)",
                        "`tags` ARRAY<STRING NOT NULL>",
                        "`open` STRING",
                        "`$key` STRING");
        assertThat(table.getComment()).contains("value: JSON Schema, subject \"clicks-value\" version 3");
        assertThat(table.getOptions())
                .containsEntry("value.format", "tidewater-json")
                .containsEntry("value.tidewater-json.url", "http://registry:8081")
                .containsEntry("value.tidewater-json.subject", "clicks-value")
                .containsEntry("value.tidewater-json.schema-id", "7");
        assertThat(columns(table(facts("clicks").json("{\"type\":\"integer\"}"))))
                .startsWith("`value` BIGINT NOT NULL");
        assertThatThrownBy(() ->
                        table(facts("clicks").json("{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#\"}}}")))
                .hasMessageContaining("topic \"clicks\" cannot be a table: subject \"clicks-value\" version 3: field"
                        + " \"next\": the type \"#\" contains itself");
    }

    @Test
    void readsJsonThatNamesNoSchemaAsTheSettingsSay() {
        CatalogTable table = table(facts("clicks")
                .with("value.format", "json")
                .with("value.schema", CLICK)
                .with("rowtime.field", "at"));

        assertThat(columns(table)).startsWith("`id` BIGINT NOT NULL COMMENT 'who knows'");
        assertThat(table.getComment())
                .contains("; value: json; key: bytes; rowtime.field = at")
                .doesNotContain("schema");
        assertThat(table.getOptions())
                .containsEntry("value.format", "tidewater-json")
                .containsEntry("value.tidewater-json.topic", "clicks")
                .containsEntry("value.tidewater-json.schema", CLICK)
                .doesNotContainKeys("value.tidewater-json.url", "value.tidewater-json.schema-id");
        CatalogTable compacted = table(facts("clicks")
                .with("value.format", "json")
                .with("value.schema", CLICK)
                .with("key.format", "json")
                .with("key.schema", "{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"string\"}}}")
                .compacted());
        assertThat(primaryKey(compacted)).containsExactly("k");
        assertThat(columns(table(facts("clicks").json(CLICK).with("value.format", "json"))))
                .as("a registered schema will do")
                .startsWith("`id` BIGINT NOT NULL COMMENT 'who knows'");
        assertThatThrownBy(() -> table(facts("clicks").with("value.format", "json")))
                .hasMessageContaining("JSON does not tell its columns; set 'value.schema' to its JSON Schema");
    }

    @Test
    void recognisesDebeziumsEnvelopeInJson() {
        String row =
                "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"},\"name\":{\"type\":[\"string\",\"null\"]}},"
                        + "\"required\":[\"id\"]}";
        String image = "{\"oneOf\":[{\"type\":\"null\"}," + row + "]}";
        CatalogTable table = table(facts("users")
                .json("{\"type\":\"object\",\"properties\":{\"before\":" + image + ",\"after\":" + image
                        + ",\"op\":{\"type\":\"string\"},\"ts_ms\":{\"type\":\"integer\"}},\"required\":[\"op\"]}")
                .key(ID_KEY));

        assertThat(columns(table)).startsWith("`id` BIGINT NOT NULL", "`name` STRING");
        assertThat(primaryKey(table)).containsExactly("id");
        assertThat(table.getOptions()).containsEntry("value.format", "tidewater-debezium-json");

        CatalogTable plain = table(facts("users")
                .with("value.format", "debezium-json")
                .with("value.schema", row)
                .with("key.format", "none"));
        assertThat(columns(plain))
                .startsWith(
                        "`id` BIGINT NOT NULL",
                        "`name` STRING",
                        "`$rowtime` METADATA FROM 'value.change-time' VIRTUAL");
        assertThat(plain.getOptions())
                .containsEntry("value.format", "tidewater-debezium-json")
                .containsEntry("value.tidewater-debezium-json.schema", row);
        assertThatThrownBy(() -> table(facts("users")
                        .with("value.format", "debezium-json")
                        .with("value.schema", "{\"type\":\"integer\"}")))
                .hasMessageContaining("'value.schema' is to tell the columns of the rows whose changes Debezium tells");
    }

    private static String envelope(String id) {
        return """
                {"type":"record","name":"Envelope","fields":[
                 {"name":"before","type":["null",{"type":"record","name":"Value","fields":[
                   {"name":"id","type":"%s"},{"name":"name","type":["null","string"]}]}]},
                 {"name":"after","type":["null","Value"]},
                 {"name":"source","type":{"type":"record","name":"Source","fields":[{"name":"ts_ms","type":"long"}]}},
                 {"name":"op","type":"string"},
                 {"name":"ts_ms","type":["null","long"]}]}""".formatted(id);
    }

    /** What is known of a topic, built up step by step. */
    private record Known(
            String topic,
            Cleanup cleanup,
            Optional<SubjectVersion> key,
            Optional<SubjectVersion> value,
            TopicSettings settings) {
        Known value(String schema) {
            return value(new SubjectVersion(topic + "-value", 3, 7, "AVRO", schema, List.of()));
        }

        Known json(String schema) {
            return value(new SubjectVersion(topic + "-value", 3, 7, "JSON", schema, List.of()));
        }

        Known value(SubjectVersion version) {
            return new Known(topic, cleanup, key, Optional.of(version), settings);
        }

        Known key(String schema) {
            SubjectVersion version = new SubjectVersion(topic + "-key", 2, 6, "AVRO", schema, List.of());
            return new Known(topic, cleanup, Optional.of(version), value, settings);
        }

        Known compacted() {
            return new Known(topic, Cleanup.COMPACT, key, value, settings);
        }

        Known with(String setting, String set) {
            return new Known(topic, cleanup, key, value, settings.with(setting, set));
        }
    }

    private static Known facts(String topic) {
        return new Known(topic, Cleanup.DELETE, Optional.empty(), Optional.empty(), TopicSettings.NONE);
    }

    private static CatalogTable table(Known known) {
        TopicFacts facts = new TopicFacts(
                known.topic(), 4, known.cleanup(), known.key(), known.value(), known.settings(), Optional.empty());
        return TopicTable.of(facts, CONNECTION);
    }

    private static List<String> columns(CatalogTable table) {
        return table.getUnresolvedSchema().getColumns().stream()
                .map(UnresolvedColumn::toString)
                .toList();
    }

    private static List<String> primaryKey(CatalogTable table) {
        return table.getUnresolvedSchema().getPrimaryKey().orElseThrow().getColumnNames();
    }

    private static String watermark(CatalogTable table) {
        return table.getUnresolvedSchema()
                .getWatermarkSpecs()
                .get(0)
                .getWatermarkExpression()
                .asSummaryString()
                .replaceAll("^\\[|]$", "");
    }
}
