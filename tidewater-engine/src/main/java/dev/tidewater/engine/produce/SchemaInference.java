package dev.tidewater.engine.produce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Derives a schema that every record seen fits. Each field may be null and is so by default, so that the next file, with
 * fields fewer or more, gives a compatible schema.
 */
final class SchemaInference {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MOST_FIELDS = 1000;

    private final Shape root = new Shape();

    private enum Kind {
        BOOLEAN("a boolean"),
        LONG("a whole number"),
        DOUBLE("a number"),
        STRING("a string"),
        OBJECT("an object"),
        ARRAY("an array");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    /** What was seen at one path. */
    private static final class Shape {
        private final Map<Kind, Long> firstRecord = new EnumMap<>(Kind.class);
        private final Map<String, Shape> fields = new LinkedHashMap<>();
        private @Nullable Shape items;
        private boolean nulls;
    }

    /** @throws Misfit if no schema can hold the record */
    void see(long record, JsonNode object) {
        see(root, "", record, object);
    }

    /** Whether a record was seen. */
    boolean isEmpty() {
        return root.firstRecord.isEmpty();
    }

    /** The schema, named after the topic. @throws Misfit if a field had values of kinds that do not mix */
    Schema schema(String topic) {
        String cleaned = topic.replaceAll("[^A-Za-z0-9_]", "_");
        return record(root, "", NAME.matcher(cleaned).matches() ? cleaned : "_" + cleaned);
    }

    /** A schema of flat records. */
    static Schema ofColumns(String topic, Map<String, ColumnType> columns) {
        SchemaInference inference = new SchemaInference();
        inference.root.firstRecord.put(Kind.OBJECT, 1L);
        columns.forEach((name, type) ->
                inference.shape(inference.root, "", name).firstRecord.put(kind(type), 1L));
        return inference.schema(topic);
    }

    private static Kind kind(ColumnType type) {
        return switch (type) {
            case STRING -> Kind.STRING;
            case INTEGER -> Kind.LONG;
            case NUMBER -> Kind.DOUBLE;
            case BOOLEAN -> Kind.BOOLEAN;
        };
    }

    private void see(Shape shape, String path, long record, JsonNode node) {
        if (node.isNull()) {
            shape.nulls = true;
            return;
        }
        Kind kind = kind(path, node);
        shape.firstRecord.putIfAbsent(kind, record);
        if (kind == Kind.OBJECT) {
            node.properties()
                    .forEach(entry -> see(
                            shape(shape, path, entry.getKey()), join(path, entry.getKey()), record, entry.getValue()));
        }
        if (kind == Kind.ARRAY) {
            Shape items = shape.items == null ? new Shape() : shape.items;
            shape.items = items;
            node.forEach(item -> see(items, path, record, item));
        }
    }

    private Shape shape(Shape parent, String path, String name) {
        Shape known = parent.fields.get(name);
        if (known != null) {
            return known;
        }
        if (!NAME.matcher(name).matches()) {
            throw new Misfit(join(path, name), "is no Avro name (letters, digits, _)");
        }
        if (parent.fields.size() == MOST_FIELDS) {
            throw new Misfit(
                    path,
                    "has more than " + MOST_FIELDS
                            + " different fields, so it is a map that a schema file must declare");
        }
        Shape shape = new Shape();
        parent.fields.put(name, shape);
        return shape;
    }

    private static Kind kind(String path, JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case STRING -> Kind.STRING;
            case OBJECT -> Kind.OBJECT;
            case ARRAY -> Kind.ARRAY;
            case NUMBER -> number(path, node);
            default -> throw new IllegalStateException("not JSON: " + node.getNodeType());
        };
    }

    private static Kind number(String path, JsonNode node) {
        if (!node.isIntegralNumber()) {
            return Kind.DOUBLE;
        }
        if (!node.canConvertToLong()) {
            throw new Misfit(path, "is " + node.asText() + ", beyond 64 bits; a schema file must say what it is");
        }
        return Kind.LONG;
    }

    private Schema record(Shape shape, String path, String name) {
        List<Schema.Field> fields = new ArrayList<>();
        shape.fields.forEach((field, inner) -> {
            Schema type = type(inner, join(path, field), name + "_" + field);
            fields.add(new Schema.Field(field, nullable(type), null, JsonProperties.NULL_VALUE));
        });
        return Schema.createRecord(name, null, null, false, fields);
    }

    private Schema type(Shape shape, String path, String name) {
        return switch (kind(shape, path)) {
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case LONG -> Schema.create(Schema.Type.LONG);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case STRING -> Schema.create(Schema.Type.STRING);
            case OBJECT -> record(shape, path, name);
            case ARRAY -> Schema.createArray(items(shape.items == null ? new Shape() : shape.items, path, name));
        };
    }

    private Schema items(Shape items, String path, String name) {
        Schema type = type(items, path, name);
        return items.nulls ? nullable(type) : type;
    }

    /** The one kind that holds all values; text where none was seen. */
    private static Kind kind(Shape shape, String path) {
        List<Map.Entry<Kind, Long>> kinds = new ArrayList<>(shape.firstRecord.entrySet());
        if (kinds.isEmpty()) {
            return Kind.STRING;
        }
        boolean numbers =
                shape.firstRecord.keySet().stream().allMatch(kind -> kind == Kind.LONG || kind == Kind.DOUBLE);
        if (kinds.size() > 1 && !numbers) {
            Map.Entry<Kind, Long> one = kinds.get(0);
            Map.Entry<Kind, Long> other = kinds.get(1);
            throw new Misfit(
                    path,
                    "is " + one.getKey().label + " in record " + one.getValue() + " and " + other.getKey().label
                            + " in record " + other.getValue());
        }
        return kinds.get(kinds.size() - 1).getKey();
    }

    private static Schema nullable(Schema type) {
        return SchemaBuilder.unionOf().nullType().and().type(type).endUnion();
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
