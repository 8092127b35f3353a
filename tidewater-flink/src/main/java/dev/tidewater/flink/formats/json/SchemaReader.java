package dev.tidewater.flink.formats.json;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.MissingNode;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.VarCharType;

/** Turns one JSON Schema into shapes. What no column can be, is a column of JSON text. */
final class SchemaReader {
    private static final Shape ANY = new Shape.Scalar(new VarCharType(true, VarCharType.MAX_LENGTH), Written.ANY);

    private final JsonNode root;
    /** Where definitions are that contain what is being read. */
    private final Set<String> around = new HashSet<>(Set.of("#"));

    SchemaReader(JsonNode root) {
        this.root = root;
    }

    Shape root() {
        return shape(root, "");
    }

    private Shape shape(JsonNode schema, String path) {
        if (schema.has("$ref")) {
            return referred(schema.path("$ref").asText(), path);
        }
        if (schema.has("allOf")) {
            return allOf(schema, path);
        }
        Set<String> types = types(schema);
        if (types.isEmpty()) {
            for (String choice : List.of("oneOf", "anyOf")) {
                if (schema.path(choice).isArray()) {
                    return oneOf(schema.path(choice), path);
                }
            }
        }
        if (types.isEmpty()) {
            return ANY;
        }
        boolean nullable = types.remove("null");
        if (types.contains("number")) {
            types.remove("integer");
        }
        Shape shape = types.size() == 1 ? ofType(types.iterator().next(), schema, path) : ANY;
        return shape.nullable(nullable || types.isEmpty());
    }

    private Shape referred(String reference, String path) {
        JsonNode definition = definition(reference);
        if (definition.isMissingNode()) {
            throw new IncompatibleJsonSchemaException(
                    path,
                    "\"$ref\" leads to \"" + reference + "\", which is not in the schema; put it in, below \"$defs\"");
        }
        if (!around.add(reference)) {
            throw new IncompatibleJsonSchemaException(
                    path, "the type \"" + reference + "\" contains itself, which a column cannot");
        }
        Shape shape = shape(definition, path);
        around.remove(reference);
        return shape;
    }

    /** What a JSON pointer leads to, which is part of an address and so may have percent signs. */
    private JsonNode definition(String reference) {
        if (reference.equals("#")) {
            return root;
        }
        if (!reference.startsWith("#/")) {
            return MissingNode.getInstance();
        }
        String pointer = reference.substring(1);
        try {
            return root.at(URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return root.at(pointer);
        }
    }

    /** Objects of which each tells some of the fields, or one schema with something said about it. */
    private Shape allOf(JsonNode schema, String path) {
        List<Shape> parts = new ArrayList<>();
        schema.path("allOf").forEach(part -> parts.add(shape(part, path)));
        if (schema.path("properties").size() > 0) {
            parts.add(object(schema, path));
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Map<String, Shape.Field> fields = new LinkedHashMap<>();
        for (Shape part : parts) {
            if (!(part instanceof Shape.Fields some)) {
                return ANY;
            }
            some.fields().forEach(field -> fields.put(field.name(), field));
        }
        return new Shape.Fields(List.copyOf(fields.values()), false);
    }

    private Shape oneOf(JsonNode branches, String path) {
        boolean nullable = false;
        List<Shape> others = new ArrayList<>();
        for (JsonNode branch : branches) {
            if (types(branch).equals(Set.of("null"))) {
                nullable = true;
            } else {
                others.add(shape(branch, path));
            }
        }
        boolean one = others.stream().distinct().count() == 1;
        Shape shape = one ? others.get(0) : ANY;
        return shape.nullable(
                nullable || others.stream().anyMatch(other -> other.type().isNullable()));
    }

    /** JSON Schema's names of types that a value may be of; none if the schema does not say. */
    private static Set<String> types(JsonNode schema) {
        Set<String> types = new HashSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        } else if (type.isArray()) {
            type.forEach(one -> types.add(one.asText()));
        } else if (schema.has("enum")) {
            schema.path("enum").forEach(symbol -> types.add(typeOf(symbol)));
        } else if (schema.has("const")) {
            types.add(typeOf(schema.path("const")));
        } else if (schema.path("properties").isObject()) {
            types.add("object");
        }
        return types;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case NULL -> "null";
            default -> "any";
        };
    }

    private Shape ofType(String type, JsonNode schema, String path) {
        return switch (type) {
            case "boolean" -> ScalarSchemas.plain(new BooleanType(false));
            case "string" -> ScalarSchemas.string(schema, path);
            case "integer" -> ScalarSchemas.number(schema, new BigIntType(false), path);
            case "number" -> ScalarSchemas.number(schema, new DoubleType(false), path);
            case "array" -> array(schema, path);
            case "object" -> object(schema, path);
            default -> ANY;
        };
    }

    private Shape array(JsonNode schema, String path) {
        JsonNode items = schema.path("items");
        if (items.isArray() || schema.has("prefixItems")) {
            return ANY;
        }
        return new Shape.Items(shape(items, path + "[]"), false);
    }

    private Shape object(JsonNode schema, String path) {
        JsonNode properties = schema.path("properties");
        if (properties.size() == 0) {
            JsonNode values = schema.path("additionalProperties");
            return values.isObject() && values.size() > 0 ? new Shape.Entries(shape(values, path + "{}"), false) : ANY;
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<Map.Entry<String, JsonNode>> ordered = new ArrayList<>(properties.properties());
        if (ordered.stream().allMatch(property -> property.getValue().has(Hints.CONNECT_INDEX))) {
            ordered.sort(Comparator.comparingInt(
                    property -> property.getValue().path(Hints.CONNECT_INDEX).asInt()));
        }
        List<Shape.Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : ordered) {
            String name = property.getKey();
            Shape shape = shape(property.getValue(), Compiler.within(path, name));
            JsonNode description = property.getValue().path("description");
            fields.add(new Shape.Field(
                    name,
                    shape.nullable(shape.type().isNullable() || !required.contains(name)),
                    description.isTextual() ? Optional.of(description.textValue()) : Optional.empty()));
        }
        return new Shape.Fields(fields, false);
    }
}
