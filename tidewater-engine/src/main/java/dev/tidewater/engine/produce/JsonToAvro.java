package dev.tidewater.engine.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects as records of a schema. Strict: a field that the schema does not have, or a value that would lose
 * something, is refused with its path. A missing field takes the schema's default, else null where null is allowed.
 */
final class JsonToAvro {
    private final Schema schema;
    private final Deque<String> path = new ArrayDeque<>();

    JsonToAvro(Schema schema) {
        this.schema = schema;
    }

    /** @throws Misfit naming the path */
    GenericRecord convert(ObjectNode object) {
        path.clear();
        return record(schema, object);
    }

    private @Nullable Object value(Schema type, JsonNode node) {
        return switch (type.getType()) {
            case UNION -> union(type, node);
            case RECORD -> record(type, node);
            case ARRAY -> array(type, node);
            case MAP -> map(type, node);
            case NULL -> nothing(node);
            default -> scalar(type, node);
        };
    }

    private GenericRecord record(Schema type, JsonNode node) {
        if (!node.isObject()) {
            throw unlike("an object", node);
        }
        GenericRecord record = new GenericData.Record(type);
        int taken = 0;
        for (Schema.Field field : type.getFields()) {
            JsonNode value = node.get(field.name());
            path.addLast(field.name());
            if (value == null) {
                record.put(field.pos(), absent(field));
            } else {
                record.put(field.pos(), value(field.schema(), value));
                taken++;
            }
            path.removeLast();
        }
        if (taken < node.size()) {
            refuseUnknown(type, node);
        }
        return record;
    }

    private @Nullable Object absent(Schema.Field field) {
        if (field.hasDefaultValue()) {
            return GenericData.get().getDefaultValue(field);
        }
        if (field.schema().isNullable()) {
            return null;
        }
        throw misfit("is missing, and the schema gives it no default");
    }

    private void refuseUnknown(Schema type, JsonNode node) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (type.getField(name) == null) {
                path.addLast(name);
                throw misfit("is not in the schema of \"" + type.getFullName() + "\"");
            }
        }
    }

    private List<@Nullable Object> array(Schema type, JsonNode node) {
        if (!node.isArray()) {
            throw unlike("an array", node);
        }
        List<@Nullable Object> values = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            path.addLast(Integer.toString(i));
            values.add(value(type.getElementType(), node.path(i)));
            path.removeLast();
        }
        return values;
    }

    private Map<String, @Nullable Object> map(Schema type, JsonNode node) {
        if (!node.isObject()) {
            throw unlike("an object", node);
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            path.addLast(entry.getKey());
            values.put(entry.getKey(), value(type.getValueType(), entry.getValue()));
            path.removeLast();
        }
        return values;
    }

    private @Nullable Object nothing(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        throw unlike("null", node);
    }

    private @Nullable Object union(Schema type, JsonNode node) {
        if (node.isNull() && type.isNullable()) {
            return null;
        }
        List<Schema> branches = type.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (branches.size() == 1) {
            return value(branches.get(0), node);
        }
        for (Schema branch : branches) {
            int depth = path.size();
            try {
                return value(branch, node);
            } catch (Misfit tryNext) {
                while (path.size() > depth) {
                    path.removeLast();
                }
            }
        }
        String names = branches.stream().map(Schema::getFullName).collect(Collectors.joining(", "));
        throw misfit("is " + Json.kind(node) + ", which is none of " + names);
    }

    private Object scalar(Schema type, JsonNode node) {
        try {
            return AvroScalars.convert(type, node);
        } catch (IllegalArgumentException e) {
            throw misfit(String.valueOf(e.getMessage()));
        }
    }

    private Misfit unlike(String wanted, JsonNode node) {
        return misfit("is " + Json.kind(node) + ", the schema wants " + wanted);
    }

    private Misfit misfit(String what) {
        return new Misfit(String.join(".", path), what);
    }
}
