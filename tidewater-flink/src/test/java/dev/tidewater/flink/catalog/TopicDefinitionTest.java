package dev.tidewater.flink.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicDefinitionTest {
    private static final Column ID = Column.physical("id", DataTypes.BIGINT().notNull());
    private static final Column NAME = Column.physical("name", DataTypes.STRING());

    @Test
    void makesASchemaOfTheColumns() {
        TopicDefinition definition = define(Map.of(), null, ID, NAME);

        assertThat(definition.valueSchema())
                .contains(avro("{\"type\":\"record\",\"name\":\"my_shop_orders_value\",\"fields\":["
                        + "{\"name\":\"id\",\"type\":\"long\"},"
                        + "{\"name\":\"name\",\"type\":[\"null\",\"string\"],\"default\":null}]}"));
        assertThat(definition.keySchema()).isEmpty();
        assertThat(definition.partitions()).isEmpty();
        assertThat(definition.configs()).isEqualTo(Map.of("cleanup.policy", "delete"));
        assertThat(definition.settings().values()).isEqualTo(Map.of("key.format", "none"));
    }

    @Test
    void makesThePrimaryKeyTheKeyOfACompactedTopic() {
        TopicDefinition definition = define(Map.of(), List.of("id"), ID, NAME);

        assertThat(definition.keySchema())
                .contains(avro("{\"type\":\"record\",\"name\":\"my_shop_orders_key\",\"fields\":["
                        + "{\"name\":\"id\",\"type\":\"long\"}]}"));
        assertThat(definition.valueSchema().orElseThrow().text()).doesNotContain("\"id\"");
        assertThat(definition.configs()).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(definition.settings().values()).isEmpty();
    }

    @Test
    void makesProtobufSchemasIfAskedTo() {
        TopicDefinition definition = define(Map.of("value.format", "protobuf"), List.of("id"), ID, NAME);

        assertThat(definition.valueSchema())
                .contains(new TopicSchema(
                        "PROTOBUF",
                        "syntax = \"proto3\";\nmessage my_shop_orders_value {\n  optional string name = 1;\n}\n"));
        assertThat(definition.keySchema())
                .contains(new TopicSchema(
                        "PROTOBUF", "syntax = \"proto3\";\nmessage my_shop_orders_key {\n  int64 id = 1;\n}\n"));
        assertThat(definition.settings().values()).isEmpty();
        assertThat(define(Map.of("value.format", "protobuf", "key.format", "avro"), List.of("id"), ID, NAME)
                        .keySchema()
                        .map(TopicSchema::type))
                .contains("AVRO");
    }

    @Test
    void remembersTheOrderOfColumnsIfTheKeyIsNotFirst() {
        assertThat(define(Map.of(), List.of("id"), NAME, ID).settings().columnOrder())
                .containsExactly("name", "id");
    }

    @Test
    void takesOptionsOfTheTopicAndSettings() {
        TopicDefinition definition = define(
                Map.of(
                        "partitions", "12",
                        "replication-factor", "3",
                        "retention", "forever",
                        "key.fields", "name",
                        "watermark.tolerance", "1 h"),
                null,
                ID,
                NAME);

        assertThat(definition.partitions()).contains(12);
        assertThat(definition.replication()).contains((short) 3);
        assertThat(definition.configs()).isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
        assertThat(definition.keySchema().orElseThrow().text()).contains("\"name\":\"name\"");
        assertThat(definition.settings().values())
                .isEqualTo(Map.of("watermark.tolerance", "1 h", "column.order", "id;name"));
    }

    @Test
    void makesAJsonSchemaIfOneIsWanted() {
        TopicDefinition definition = define(Map.of("value.format", "json-schema"), List.of("id"), ID, NAME);

        assertThat(definition.valueSchema())
                .contains(new TopicSchema(
                        "JSON",
                        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"my_shop_orders_value\","
                                + "\"type\":\"object\",\"properties\":{\"name\":{\"oneOf\":[{\"type\":\"null\"},"
                                + "{\"type\":\"string\"}]}},\"additionalProperties\":false}"));
        assertThat(definition.keySchema().orElseThrow().type()).isEqualTo("JSON");
        assertThat(definition.settings().values()).isEmpty();
        assertThat(define(Map.of("value.format", "json-schema", "key.format", "avro"), List.of("id"), ID, NAME)
                        .keySchema()
                        .orElseThrow()
                        .type())
                .isEqualTo("AVRO");
    }

    @Test
    void keepsTheColumnsOfPlainJsonInTheSettings() {
        TopicDefinition definition = define(Map.of("value.format", "json"), List.of("id"), ID, NAME);

        assertThat(definition.valueSchema()).isEmpty();
        assertThat(definition.keySchema()).isEmpty();
        assertThat(definition.settings().values())
                .containsEntry("value.format", "json")
                .containsEntry("key.format", "json")
                .containsKeys("value.schema", "key.schema")
                .hasSize(4);
        assertThat(definition.settings().keySchema().orElseThrow()).contains("\"id\":{\"type\":\"integer\"");
        assertThat(define(Map.of("value.format", "json"), null, ID, NAME)
                        .settings()
                        .values())
                .containsEntry("key.format", "none")
                .hasSize(3);
    }

    @Test
    void refusesWhatATopicCannotBeAndSaysWhatToWrite() {
        refuses(
                Map.of("connector", "kafka"),
                "table \"my-shop.orders\" cannot be created: a table of this catalog is a topic of its cluster; leave out"
                        + " 'connector', or write CREATE TEMPORARY TABLE for a table of another place");
        refuses(
                Map.of("retension", "1 d"),
                "\"retension\" is no option of a topic; there are cleanup.policy, key.fields");
        refuses(Map.of("retention", "long"), "'retention' = 'long' is neither a duration, like 7 d, nor forever");
        refuses(Map.of("partitions", "0"), "'partitions' = '0' is no whole number between 1 and 9999");
        refuses(Map.of("cleanup.policy", "compact"), "PRIMARY KEY (…) NOT ENFORCED");
        refuses(Map.of("key.fields", "nam"), "'key.fields' = 'nam': there is no column \"nam\"");
        refuses(Map.of("key.fields", "id;name"), "all columns are in the key");
        refuses(
                Map.of("value.format", "debezium-json"),
                "'value.format' = 'debezium-json' is how Debezium writes; leave it out");
        assertThatThrownBy(() -> define(Map.of("cleanup.policy", "delete"), List.of("id"), ID, NAME))
                .hasMessageContaining("write 'key.fields' = 'id' instead of PRIMARY KEY");
        assertThatThrownBy(() -> define(Map.of(), null, ID, Column.metadata("m", DataTypes.INT(), null, true)))
                .hasMessageContaining("column \"m\" is not stored in a record");
        assertThatThrownBy(() -> define(Map.of(), null, Column.physical("a-b", DataTypes.INT())))
                .hasMessageContaining("field \"a-b\": Avro does not take the name");
        assertThatThrownBy(() -> TopicDefinition.of("__mine", resolved(Map.of(), null, ID)))
                .hasMessageContaining("the name is one of a topic that programs keep for themselves");
    }

    private static TopicSchema avro(String text) {
        return new TopicSchema("AVRO", text);
    }

    private static void refuses(Map<String, String> options, String message) {
        assertThatThrownBy(() -> define(options, null, ID, NAME)).hasMessageContaining(message);
    }

    private static TopicDefinition define(
            Map<String, String> options, @Nullable List<String> primaryKey, Column... columns) {
        return TopicDefinition.of("my-shop.orders", resolved(options, primaryKey, columns));
    }

    private static ResolvedCatalogTable resolved(
            Map<String, String> options, @Nullable List<String> primaryKey, Column... columns) {
        ResolvedSchema schema = new ResolvedSchema(
                List.of(columns), List.of(), primaryKey == null ? null : UniqueConstraint.primaryKey("pk", primaryKey));
        CatalogTable table = CatalogTable.newBuilder()
                .schema(org.apache.flink.table.api.Schema.newBuilder()
                        .fromResolvedSchema(schema)
                        .build())
                .options(options)
                .build();
        return new ResolvedCatalogTable(table, schema);
    }
}
