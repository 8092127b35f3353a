package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.sql.PlanTables.Columns;
import dev.tidewater.engine.sql.TopicTable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An Avro schema for a topic that has none: of the columns that the pipeline declares, as Flink would read them. */
final class AvroFromColumns {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern TYPE = Pattern.compile("([A-Z_]+)(?:\\((\\d+)(?:,\\s*(\\d+))?\\))?.*");

    private AvroFromColumns() {}

    /** Empty if a column is of a type that is not among the plain ones. */
    static Optional<String> schema(Columns columns) {
        ArrayNode fields = NODES.arrayNode();
        for (TopicTable.Column column : columns.columns()) {
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
        ObjectNode record = NODES.objectNode().put("type", "record").put("name", "Given");
        record.set("fields", fields);
        return Optional.of(record.toString());
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
