package dev.tidewater.flink.catalog;

import dev.tidewater.flink.catalog.TopicSettings.Json;
import dev.tidewater.flink.catalog.TopicSettings.Plain;
import dev.tidewater.flink.formats.avro.AvroTypes;
import dev.tidewater.flink.formats.avro.IncompatibleSchemaException;
import dev.tidewater.flink.formats.json.IncompatibleJsonSchemaException;
import dev.tidewater.flink.formats.json.JsonSchemas;
import dev.tidewater.flink.formats.protobuf.ProtobufSchemaException;
import dev.tidewater.flink.formats.protobuf.ProtobufTypes;
import dev.tidewater.flink.formats.sql.Envelope;
import dev.tidewater.flink.formats.sql.FormatOptions;
import dev.tidewater.flink.formats.sql.RecordLayout;
import dev.tidewater.flink.registry.SubjectVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.table.types.logical.RowType;

/**
 * The key or the value of a topic's records: its columns and the format that reads them.
 *
 * @param columns none if the part is not read
 * @param format name of the format
 * @param options of the format, without its name
 * @param origin for the comment of the table
 */
record Part(List<RowType.RowField> columns, String format, Map<String, String> options, String origin) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> READABLE =
            Set.of(SubjectVersion.AVRO, SubjectVersion.JSON, SubjectVersion.PROTOBUF);
    /** By the format that reads each record for itself: the one that reads Debezium's changes. */
    private static final Map<String, String> CHANGES = Map.of(
            FormatOptions.AVRO,
            FormatOptions.DEBEZIUM_AVRO,
            FormatOptions.JSON,
            FormatOptions.DEBEZIUM_JSON,
            FormatOptions.DEBEZIUM_JSON,
            FormatOptions.DEBEZIUM_JSON,
            FormatOptions.PROTOBUF,
            FormatOptions.DEBEZIUM_PROTOBUF);

    Part {
        columns = List.copyOf(columns);
        options = Map.copyOf(options);
    }

    static Part absent() {
        return new Part(List.of(), "", Map.of(), "none");
    }

    /** Bytes without a schema, as one column. */
    static Part plain(String column, Plain plain) {
        RowType.RowField field = new RowType.RowField(column, plain.type().getLogicalType());
        // Kafka's serializers write numbers with the highest byte first.
        Map<String, String> options =
                plain == Plain.BYTES || plain == Plain.STRING ? Map.of() : Map.of("endianness", "big-endian");
        return new Part(List.of(field), "raw", options, plain.word());
    }

    /**
     * What the schema of a subject says.
     *
     * @param column name of the only column, if the schema is not of a record
     */
    static Part registered(TopicFacts facts, SubjectVersion version, String column, Connection connection) {
        requireReadable(facts.topic(), version);
        return switch (version.type()) {
            case SubjectVersion.JSON -> json(facts, version, column, connection);
            case SubjectVersion.PROTOBUF -> protobuf(facts, version, connection);
            default -> avro(facts, version, column, connection);
        };
    }

    private static Part protobuf(TopicFacts facts, SubjectVersion version, Connection connection) {
        try {
            return new Part(
                    ProtobufTypes.rowType(version.text()).getFields(),
                    FormatOptions.PROTOBUF,
                    options(facts, version, RecordLayout.RECORD, connection),
                    "Protobuf, " + version);
        } catch (ProtobufSchemaException e) {
            throw Faults.of(
                    "topic \"" + facts.topic() + "\" cannot be a table: " + version + ": " + e.getMessage(),
                    readAsBytes(facts.topic()),
                    e);
        }
    }

    private static Part avro(TopicFacts facts, SubjectVersion version, String column, Connection connection) {
        RecordLayout layout = isRecord(version.schema()) ? RecordLayout.RECORD : RecordLayout.SINGLE_VALUE;
        RowType fields;
        try {
            fields = AvroTypes.rowType(layout.asRecord(version.schema()));
        } catch (IncompatibleSchemaException e) {
            throw Faults.of(
                    "topic \"" + facts.topic() + "\" cannot be a table: " + version + ": " + e.getMessage(),
                    readAsBytes(facts.topic()),
                    e);
        }
        List<RowType.RowField> columns = layout == RecordLayout.RECORD
                ? fields.getFields()
                : List.of(new RowType.RowField(column, fields.getTypeAt(0)));
        return new Part(columns, FormatOptions.AVRO, options(facts, version, layout, connection), "Avro, " + version);
    }

    private static Part json(TopicFacts facts, SubjectVersion version, String column, Connection connection) {
        try {
            RecordLayout layout = jsonLayout(version.schema());
            return new Part(
                    jsonColumns(version.schema(), column),
                    FormatOptions.JSON,
                    options(facts, version, layout, connection),
                    "JSON Schema, " + version);
        } catch (IncompatibleJsonSchemaException e) {
            throw Faults.of(
                    "topic \"" + facts.topic() + "\" cannot be a table: " + version + ": " + e.getMessage(),
                    readAsBytes(facts.topic()),
                    e);
        }
    }

    /**
     * JSON that does not name its schema.
     *
     * @param column name of the only column, if the schema is not of an object
     */
    static Part plainJson(TopicFacts facts, Json json, String schema, String column) {
        RecordLayout layout = jsonLayout(schema);
        List<RowType.RowField> columns = jsonColumns(schema, column);
        if (json == Json.CHANGES
                && (layout != RecordLayout.RECORD
                        || Envelope.tableIn(new RowType(columns)).isPresent())) {
            throw new IllegalArgumentException(
                    "'" + TopicSettings.VALUE_SCHEMA
                            + "' is to tell the columns of the rows whose changes Debezium tells: that of \"after\", an object");
        }
        Map<String, String> options = new TreeMap<>();
        options.put(FormatOptions.TOPIC.key(), facts.topic());
        options.put(FormatOptions.SCHEMA.key(), schema);
        if (layout != RecordLayout.RECORD) {
            options.put(FormatOptions.LAYOUT.key(), layout.name());
        }
        return new Part(columns, json.format(), options, json.word());
    }

    private static RecordLayout jsonLayout(String schema) {
        return JsonSchemas.rowType(schema).isPresent() ? RecordLayout.RECORD : RecordLayout.SINGLE_VALUE;
    }

    private static List<RowType.RowField> jsonColumns(String schema, String column) {
        return JsonSchemas.rowType(schema)
                .map(RowType::getFields)
                .orElseGet(() -> List.of(new RowType.RowField(column, JsonSchemas.type(schema))));
    }

    private static Map<String, String> options(
            TopicFacts facts, SubjectVersion version, RecordLayout layout, Connection connection) {
        Map<String, String> options = new TreeMap<>();
        connection.registryUrl().ifPresent(url -> options.put(FormatOptions.URL.key(), url));
        options.put(FormatOptions.TOPIC.key(), facts.topic());
        options.put(FormatOptions.SUBJECT.key(), version.subject());
        options.put(FormatOptions.SCHEMA_ID.key(), Integer.toString(version.id()));
        if (layout != RecordLayout.RECORD) {
            options.put(FormatOptions.LAYOUT.key(), layout.name());
        }
        return options;
    }

    /** The same records as the changes of a table that Debezium tells, if that is what they are. */
    Optional<Part> asChanges() {
        String changes = CHANGES.get(format);
        if (changes == null) {
            return Optional.empty();
        }
        if (changes.equals(format)) {
            return Optional.of(this);
        }
        return Envelope.tableIn(new RowType(columns)).map(table -> in(changes, table.getFields()));
    }

    private Part in(String otherFormat, List<RowType.RowField> otherColumns) {
        return new Part(otherColumns, otherFormat, options, origin);
    }

    /** Options of the table, of which each begins with {@code role}: {@code key} or {@code value}. */
    Map<String, String> tableOptions(String role) {
        Map<String, String> all = new TreeMap<>();
        all.put(role + ".format", format);
        options.forEach((key, value) -> all.put(role + "." + format + "." + key, value));
        return all;
    }

    List<String> names() {
        return columns.stream().map(RowType.RowField::getName).toList();
    }

    private static void requireReadable(String topic, SubjectVersion version) {
        if (!READABLE.contains(version.type())) {
            throw Faults.of(
                    "topic \"" + topic + "\" cannot be read as a table yet: " + version + " is of type "
                            + version.type().toUpperCase(Locale.ROOT) + ", and only Avro, JSON Schema and Protobuf can",
                    readAsBytes(topic));
        }
        if (!version.type().equals(SubjectVersion.PROTOBUF)
                && !version.references().isEmpty()) {
            throw Faults.of(
                    "topic \"" + topic + "\" cannot be read as a table yet: the schema of " + version + " refers to"
                            + " other subjects: "
                            + String.join(
                                    ", ",
                                    version.references().stream()
                                            .map(reference -> "\"" + reference.subject() + "\"")
                                            .toList()),
                    "register it with those types inside of it, or " + readAsBytes(topic));
        }
    }

    private static String readAsBytes(String topic) {
        return "declare it with the connector and format of your choice: CREATE TEMPORARY TABLE … WITH ('connector' ="
                + " 'kafka', 'topic' = '" + topic + "', 'format' = 'raw', …)";
    }

    private static boolean isRecord(String schema) {
        JsonNode root = tree(schema).orElse(JSON.missingNode());
        String type = root.path("type").asText("");
        // What is no JSON is told by the parser of schemas.
        return root.isMissingNode() || type.equals("record") || type.equals("error");
    }

    private static Optional<JsonNode> tree(String schema) {
        try {
            return Optional.of(JSON.readTree(schema));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
