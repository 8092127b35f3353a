package dev.tidewater.flink.formats.sql;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of our formats. In a table's options each has the format's name before it. */
public final class FormatOptions {
    /** Name of the format of Avro records. */
    public static final String AVRO = "tidewater-avro";

    /** Name of the format of Debezium's change events in Avro. */
    public static final String DEBEZIUM_AVRO = "tidewater-debezium-avro";

    /** Name of the format of JSON records. */
    public static final String JSON = "tidewater-json";

    /** Name of the format of Debezium's change events in JSON. */
    public static final String DEBEZIUM_JSON = "tidewater-debezium-json";

    /** Name of the format of Protobuf records. */
    public static final String PROTOBUF = "tidewater-protobuf";

    /** Name of the format of Debezium's change events in Protobuf. */
    public static final String DEBEZIUM_PROTOBUF = "tidewater-debezium-protobuf";

    public static final ConfigOption<String> URL = ConfigOptions.key("url")
            .stringType()
            .noDefaultValue()
            .withDescription("Base of the schema registry's Confluent-compatible API");

    public static final ConfigOption<String> SCHEMA = ConfigOptions.key("schema")
            .stringType()
            .defaultValue("")
            .withDescription("JSON Schema that says how values are written, for records that do not name theirs");

    public static final ConfigOption<String> TOPIC =
            ConfigOptions.key("topic").stringType().defaultValue("").withDescription("The topic, for messages");

    public static final ConfigOption<String> SUBJECT = ConfigOptions.key("subject")
            .stringType()
            .defaultValue("")
            .withDescription("Where the schema of written rows is registered, if schema-id names none");

    public static final ConfigOption<Integer> SCHEMA_ID = ConfigOptions.key("schema-id")
            .intType()
            .noDefaultValue()
            .withDescription("The schema that rows are written with and records of other schemas are resolved against");

    public static final ConfigOption<RecordLayout> LAYOUT = ConfigOptions.key("layout")
            .enumType(RecordLayout.class)
            .defaultValue(RecordLayout.RECORD)
            .withDescription("Whether columns are the fields of a record, or one column is the whole value");

    static final Set<ConfigOption<?>> REQUIRED = Set.of(URL);
    static final Set<ConfigOption<?>> OPTIONAL = Set.of(TOPIC, SUBJECT, SCHEMA_ID, LAYOUT);

    /** All of them optional: without a registry, records name no schemas. */
    static final Set<ConfigOption<?>> OF_JSON = Set.of(URL, SCHEMA, TOPIC, SUBJECT, SCHEMA_ID, LAYOUT);

    private FormatOptions() {}
}
