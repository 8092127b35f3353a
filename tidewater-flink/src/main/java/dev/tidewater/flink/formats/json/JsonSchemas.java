package dev.tidewater.flink.formats.json;

import java.util.List;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Columns to JSON Schema (draft 7, which later drafts read alike) and back. The schema of a table gives the same columns
 * again, but for the type of a map's keys, which becomes {@code STRING NOT NULL}.
 */
public final class JsonSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";

    private JsonSchemas() {}

    /**
     * The columns of records that are objects; nothing if they are values of another kind.
     *
     * @param schema the text of a JSON Schema
     * @throws IncompatibleJsonSchemaException if it is none, or if a type contains itself
     */
    public static Optional<RowType> rowType(String schema) {
        return shape(schema) instanceof Shape.Fields fields
                ? Optional.of(fields.nullable(false).type()).map(RowType.class::cast)
                : Optional.empty();
    }

    /** The type of any value of the schema. */
    public static LogicalType type(String schema) {
        return shape(schema).type();
    }

    static Shape shape(String schema) {
        JsonNode root;
        try {
            root = JSON.readTree(schema);
        } catch (JsonProcessingException e) {
            throw new IncompatibleJsonSchemaException("", "this is not a JSON Schema: " + e.getOriginalMessage());
        }
        if (!root.isObject() && !root.isBoolean()) {
            throw new IncompatibleJsonSchemaException("", "this is not a JSON Schema: it is no object");
        }
        return new SchemaReader(root).root();
    }

    /** What a writer's schema tells. One that tells of no columns does not make its records unreadable. */
    static Shape shapeOrUnknown(String schema) {
        try {
            return shape(schema);
        } catch (IncompatibleJsonSchemaException e) {
            return Shape.UNKNOWN;
        }
    }

    /**
     * The schema in which rows of a table are written.
     *
     * @throws IncompatibleJsonSchemaException if a column is of a type that JSON has no form for
     */
    public static String schema(RowType table, String title) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", DRAFT);
        root.put(Hints.TITLE, title);
        row(root, table, "");
        return root.toString();
    }

    private static ObjectNode property(LogicalType type, Optional<String> description, String path) {
        ObjectNode schema = JSON.createObjectNode();
        if (type.isNullable()) {
            ArrayNode choice = schema.putArray("oneOf");
            choice.addObject().put("type", "null");
            describe(choice.addObject(), type, path);
        } else {
            describe(schema, type, path);
        }
        description.ifPresent(text -> schema.put("description", text));
        return schema;
    }

    private static void describe(ObjectNode schema, LogicalType type, String path) {
        switch (type.getTypeRoot()) {
            case BOOLEAN -> schema.put("type", "boolean");
            case TINYINT -> schema.put("type", "integer").put(Hints.CONNECT_TYPE, "int8");
            case SMALLINT -> schema.put("type", "integer").put(Hints.CONNECT_TYPE, "int16");
            case INTEGER -> schema.put("type", "integer").put(Hints.CONNECT_TYPE, "int32");
            case BIGINT -> schema.put("type", "integer").put(Hints.CONNECT_TYPE, "int64");
            case FLOAT -> schema.put("type", "number").put(Hints.CONNECT_TYPE, "float32");
            case DOUBLE -> schema.put("type", "number").put(Hints.CONNECT_TYPE, "float64");
            case DECIMAL -> decimal(schema, (DecimalType) type);
            case CHAR -> {
                int length = ((CharType) type).getLength();
                schema.put("type", "string").put(Hints.FLINK_MIN_LENGTH, length).put(Hints.FLINK_MAX_LENGTH, length);
            }
            case VARCHAR ->
                most(schema.put("type", "string"), ((VarCharType) type).getLength(), VarCharType.MAX_LENGTH);
            case BINARY -> {
                int length = ((BinaryType) type).getLength();
                bytes(schema).put(Hints.FLINK_MIN_LENGTH, length).put(Hints.FLINK_MAX_LENGTH, length);
            }
            case VARBINARY -> most(bytes(schema), ((VarBinaryType) type).getLength(), VarBinaryType.MAX_LENGTH);
            case DATE -> schema.put("type", "string").put("format", "date");
            case TIME_WITHOUT_TIME_ZONE -> precise(schema.put("type", "string").put("format", "time"), type);
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                // The format date-time is a moment, with an offset from UTC.
                precise(schema.put("type", "string").put(Hints.FLINK_TYPE, Hints.LOCAL), type);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                precise(schema.put("type", "string").put("format", "date-time"), type);
            case ARRAY -> {
                schema.put("type", "array");
                LogicalType items = ((ArrayType) type).getElementType();
                schema.set("items", property(items, Optional.empty(), path + "[]"));
            }
            case MAP -> map(schema, (MapType) type, path);
            case ROW -> row(schema, (RowType) type, path);
            default -> throw Compiler.unfit(type, path);
        }
    }

    private static void most(ObjectNode schema, int length, int unlimited) {
        if (length != unlimited) {
            schema.put(Hints.FLINK_MAX_LENGTH, length);
        }
    }

    private static ObjectNode bytes(ObjectNode schema) {
        return schema.put("type", "string").put("contentEncoding", "base64").put(Hints.CONNECT_TYPE, Hints.BYTES);
    }

    private static void precise(ObjectNode schema, LogicalType type) {
        schema.put(Hints.FLINK_PRECISION, LogicalTypeChecks.getPrecision(type));
    }

    private static void decimal(ObjectNode schema, DecimalType type) {
        schema.put("type", "number").put(Hints.TITLE, Hints.DECIMAL).put(Hints.CONNECT_TYPE, Hints.BYTES);
        // Parameters are texts in Kafka Connect.
        schema.putObject(Hints.CONNECT_PARAMETERS)
                .put(Hints.SCALE, Integer.toString(type.getScale()))
                .put(Hints.FLINK_PRECISION, Integer.toString(type.getPrecision()))
                .put(Hints.CONNECT_PRECISION, Integer.toString(type.getPrecision()));
    }

    private static void map(ObjectNode schema, MapType type, String path) {
        if (!type.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
            throw Compiler.unfit(type, path);
        }
        schema.put("type", "object").put(Hints.CONNECT_TYPE, "map");
        schema.set("additionalProperties", property(type.getValueType(), Optional.empty(), path + "{}"));
    }

    private static void row(ObjectNode schema, RowType row, String path) {
        if (row.getFieldCount() == 0) {
            throw new IncompatibleJsonSchemaException(path, "a row without fields");
        }
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (RowType.RowField field : row.getFields()) {
            String inner = Compiler.within(path, field.getName());
            properties.set(field.getName(), property(field.getType(), field.getDescription(), inner));
        }
        List<String> required = row.getFields().stream()
                .filter(field -> !field.getType().isNullable())
                .map(RowType.RowField::getName)
                .toList();
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(names::add);
        }
        schema.put("additionalProperties", false);
    }
}
