package dev.tidewater.engine.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.sql.TopicTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An Avro schema for a topic that has none: of the columns that the pipeline declares, as Flink would read them. */
final class AvroFromColumns {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TIME = "ts_ms";
    private static final Pattern TYPE = Pattern.compile("([A-Z_]+)(?:\\((\\d+)(?:,\\s*(\\d+))?\\))?.*");

    private AvroFromColumns() {}

    /** Empty if a column is of a type that is not among the plain ones. */
    static Optional<String> schema(List<TopicTable.Column> columns) {
        return record("Given", columns).map(JsonNode::toString);
    }

    /** The same of Debezium's envelope around rows of these columns. */
    static Optional<String> envelope(List<TopicTable.Column> columns) {
        return record("Value", columns).map(row -> {
            ObjectNode envelope = NODES.objectNode().put("type", "record").put("name", "Envelope");
            ArrayNode fields = envelope.putArray("fields");
            fields.addObject()
                    .put("name", "before")
                    .putArray("type")
                    .add("null")
                    .add(row);
            fields.addObject().put("name", "after").putArray("type").add("null").add("Value");
            fields.addObject().put("name", "op").put("type", "string");
            fields.addObject().put("name", TIME).putArray("type").add("null").add("long");
            ObjectNode source = NODES.objectNode().put("type", "record").put("name", "Source");
            source.putArray("fields").addObject().put("name", TIME).put("type", "long");
            fields.addObject()
                    .put("name", "source")
                    .putArray("type")
                    .add("null")
                    .add(source);
            return envelope.toString();
        });
    }

    /**
     * The value with what a record's schema wants beside it, as empty as can be, and without what the schema does not know.
     * Debezium's envelopes want a lot of the source that no test is about.
     */
    static ObjectNode completed(String schema, ObjectNode value) {
        try {
            return completed(MAPPER.readTree(schema), value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode completed(JsonNode record, ObjectNode value) {
        ObjectNode whole = NODES.objectNode();
        for (JsonNode field : record.path("fields")) {
            String name = field.path("name").asText();
            JsonNode type = field.path("type");
            JsonNode given = value.get(name);
            if (given instanceof ObjectNode inner && !name.equals("before") && !name.equals("after")) {
                whole.set(name, completed(recordOf(type), inner));
            } else if (given != null) {
                whole.set(name, given);
            } else if (!field.has("default") && !isNullable(type)) {
                whole.set(name, empty(type));
            }
        }
        return whole;
    }

    private static JsonNode recordOf(JsonNode type) {
        for (JsonNode branch : type) {
            if (branch.path("type").asText().equals("record")) {
                return branch;
            }
        }
        return type;
    }

    private static boolean isNullable(JsonNode type) {
        for (JsonNode branch : type) {
            if (type.isArray() && branch.asText().equals("null")) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode empty(JsonNode type) {
        if (type.isArray()) {
            return empty(type.path(0));
        }
        return switch (type.isTextual() ? type.asText() : type.path("type").asText()) {
            case "string", "bytes" -> NODES.textNode("");
            case "boolean" -> NODES.booleanNode(false);
            case "array" -> NODES.arrayNode();
            case "map" -> NODES.objectNode();
            case "record" -> completed(type, NODES.objectNode());
            case "enum" -> type.path("symbols").path(0);
            default -> NODES.numberNode(0);
        };
    }

    private static Optional<ObjectNode> record(String name, List<TopicTable.Column> columns) {
        ArrayNode fields = NODES.arrayNode();
        for (TopicTable.Column column : columns) {
            Optional<JsonNode> type = type(column.type().toUpperCase(Locale.ROOT));
            if (type.isEmpty()) {
                return Optional.empty();
            }
            ObjectNode field = fields.addObject().put("name", column.name());
            if (column.type().endsWith("NOT NULL")) {
                field.set("type", type.get());
            } else {
                field.putArray("type").add("null").add(type.get());
                field.putNull("default");
            }
        }
        ObjectNode record = NODES.objectNode().put("type", "record").put("name", name);
        record.set("fields", fields);
        return Optional.of(record);
    }

    private static Optional<JsonNode> type(String sql) {
        Matcher matcher = TYPE.matcher(sql);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String precision = matcher.group(2) == null ? "0" : matcher.group(2);
        return switch (matcher.group(1)) {
            case "BOOLEAN" -> plain("boolean");
            case "TINYINT", "SMALLINT", "INT", "INTEGER" -> plain("int");
            case "BIGINT" -> plain("long");
            case "FLOAT" -> plain("float");
            case "DOUBLE" -> plain("double");
            case "CHAR", "VARCHAR", "STRING" -> plain("string");
            case "BYTES", "BINARY", "VARBINARY" -> plain("bytes");
            case "DATE" -> logical("int", "date");
            case "TIME" -> logical("int", "time-millis");
            case "TIMESTAMP", "TIMESTAMP_LTZ" ->
                logical("long", Integer.parseInt(precision) > 3 ? "timestamp-micros" : "timestamp-millis");
            case "DECIMAL" ->
                logical("bytes", "decimal")
                        .map(ObjectNode.class::cast)
                        .map(decimal -> decimal.put("precision", Integer.parseInt(precision))
                                .put("scale", matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3))));
            default -> Optional.empty();
        };
    }

    private static Optional<JsonNode> plain(String type) {
        return Optional.of(NODES.textNode(type));
    }

    private static Optional<JsonNode> logical(String type, String logical) {
        return Optional.of(NODES.objectNode().put("type", type).put("logicalType", logical));
    }
}
