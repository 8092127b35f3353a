package dev.tidewater.flink.formats.protobuf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The Protobuf schema in which the rows of a table are written. Read back with {@link ProtobufTypes} it gives the same
 * columns, but for the keys of maps, which become NOT NULL, and if they are small integers INT.
 *
 * <p>What Protobuf has no type for is told by Confluent's extension of fields, in the words of Confluent's own Flink:
 * {@code flink.precision}, {@code flink.wrapped} and so on. An array that may be null, or whose items may, is wrapped in
 * messages.
 */
public final class ProtobufSchemas {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final String INDENT = "  ";
    private static final int DEFAULT_TIMESTAMP = 6;
    private static final int DEFAULT_TIME = 3;

    private final Set<String> imports = new TreeSet<>();

    private ProtobufSchemas() {}

    /**
     * The text of the schema.
     *
     * @param name of the message; messages inside of it have the names of their columns
     * @throws ProtobufSchemaException if a column is of a type or has a name that Protobuf does not have
     */
    public static String schema(RowType table, String name) {
        ProtobufSchemas schemas = new ProtobufSchemas();
        String message = schemas.message(name, table.getFields(), "", Path.ROOT);
        StringBuilder text = new StringBuilder("syntax = \"proto3\";\n");
        schemas.imports.forEach(file -> text.append("import \"").append(file).append("\";\n"));
        return text.append(message).toString();
    }

    /** One message being written: its fields, and the messages within it. */
    private final class Scope {
        private final String indent;
        private final Set<String> names;
        private final List<String> nested = new ArrayList<>();

        Scope(String indent, Collection<String> fields) {
            this.indent = indent;
            this.names = new HashSet<>(fields);
        }

        /** Fields and messages within a message share their names. */
        String free(String wanted) {
            String name = wanted;
            while (!names.add(name)) {
                name = name + "_";
            }
            return name;
        }

        void add(String message) {
            nested.add(message);
        }
    }

    private String message(String name, List<RowType.RowField> columns, String indent, Path path) {
        Scope scope = new Scope(
                indent + INDENT, columns.stream().map(RowType.RowField::getName).toList());
        StringBuilder fields = new StringBuilder();
        int number = 1;
        for (RowType.RowField column : columns) {
            Path inner = path.field(column.getName());
            if (!column.getName().matches(NAME)) {
                throw new ProtobufSchemaException(
                        inner, "the name of a Protobuf field has letters, digits and underscores only");
            }
            column.getDescription()
                    .ifPresent(doc -> doc.lines()
                            .forEach(line -> fields.append(scope.indent)
                                    .append("// ")
                                    .append(line)
                                    .append('\n')));
            fields.append(scope.indent)
                    .append(field(column.getType(), column.getName(), number++, scope, inner))
                    .append('\n');
        }
        return indent + "message " + name + " {\n" + fields + String.join("", scope.nested) + indent + "}\n";
    }

    /** A field, like {@code optional int32 amount = 3;}. */
    private String field(LogicalType type, String name, int number, Scope scope, Path path) {
        Map<String, String> params = new LinkedHashMap<>();
        String declared;
        boolean repeated = type.is(LogicalTypeRoot.ARRAY) || type.is(LogicalTypeRoot.MAP);
        if (repeated && type.isNullable()) {
            declared = wrapper(type.copy(false), name, "RepeatedWrapper", scope, path);
            params.put(Field.WRAPPED, "true");
        } else if (type instanceof ArrayType array) {
            declared = "repeated " + item(array.getElementType(), name, params, scope, path.items());
        } else if (type instanceof MapType map) {
            declared = "map<" + key(map.getKeyType(), path) + ", "
                    + item(map.getValueType(), name, params, scope, path.values()) + ">";
        } else {
            String word = value(type, name, params, scope, path);
            boolean message = word.startsWith(".") || type.is(LogicalTypeRoot.ROW);
            if (message && !type.isNullable()) {
                params.put(Field.NOT_NULL, "true");
            }
            declared = (type.isNullable() ? "optional " : "") + word;
        }
        return declared + " " + name + " = " + number + options(params) + ";";
    }

    private String item(LogicalType type, String name, Map<String, String> params, Scope scope, Path path) {
        if (type.isNullable() || type.is(LogicalTypeRoot.ARRAY) || type.is(LogicalTypeRoot.MAP)) {
            params.put(Field.WRAPPED, "true");
            return wrapper(type, name, "ElementWrapper", scope, path);
        }
        return value(type, name, params, scope, path);
    }

    private String wrapper(LogicalType type, String name, String kind, Scope scope, Path path) {
        String message = scope.free(name + kind);
        Scope inner = new Scope(scope.indent + INDENT, List.of("value"));
        String field = field(type, "value", 1, inner, path);
        scope.add(scope.indent + "message " + message + " {\n" + inner.indent + field + "\n"
                + String.join("", inner.nested) + scope.indent + "}\n");
        return message;
    }

    private static String key(LogicalType type, Path path) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> "string";
            case TINYINT, SMALLINT, INTEGER -> "int32";
            case BIGINT -> "int64";
            case BOOLEAN -> "bool";
            default ->
                throw new ProtobufSchemaException(
                        path.values(),
                        "the keys of a map are text, whole numbers or booleans in Protobuf, not "
                                + type.asSummaryString());
        };
    }

    /** The word for a type, and what is to be said besides. */
    private String value(LogicalType type, String name, Map<String, String> params, Scope scope, Path path) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> "bool";
            case TINYINT -> said("int32", Field.INTEGER, "int8", params);
            case SMALLINT -> said("int32", Field.INTEGER, "int16", params);
            case INTEGER -> "int32";
            case BIGINT -> "int64";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case CHAR, VARCHAR -> sized("string", type, params);
            case BINARY, VARBINARY -> sized("bytes", type, params);
            case DECIMAL -> decimal((DecimalType) type, params);
            case DATE -> imported(BuiltIn.DATE, BuiltIn.DATE_FILE);
            case TIME_WITHOUT_TIME_ZONE -> {
                digits(type, DEFAULT_TIME, params);
                yield imported(BuiltIn.TIME, BuiltIn.TIME_FILE);
            }
            case TIMESTAMP_WITHOUT_TIME_ZONE -> {
                params.put(Field.TYPE, "timestamp");
                digits(type, DEFAULT_TIMESTAMP, params);
                yield imported(BuiltIn.TIMESTAMP, BuiltIn.TIMESTAMP_FILE);
            }
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
                digits(type, DEFAULT_TIMESTAMP, params);
                yield imported(BuiltIn.TIMESTAMP, BuiltIn.TIMESTAMP_FILE);
            }
            case ROW -> {
                String message = scope.free(name + "_Row");
                scope.add(message(message, ((RowType) type).getFields(), scope.indent, path));
                yield message;
            }
            default -> throw new ProtobufSchemaException(path, "Protobuf has no type for " + type.asSummaryString());
        };
    }

    private static String said(String word, String key, String value, Map<String, String> params) {
        params.put(key, value);
        return word;
    }

    private String imported(String message, String file) {
        imports.add(file);
        return "." + message;
    }

    private static String sized(String word, LogicalType type, Map<String, String> params) {
        int length = LogicalTypeChecks.getLength(type);
        if (length != Integer.MAX_VALUE) {
            params.put(Field.MAX_LENGTH, Integer.toString(length));
        }
        if (type.is(LogicalTypeRoot.CHAR) || type.is(LogicalTypeRoot.BINARY)) {
            params.put(Field.MIN_LENGTH, Integer.toString(length));
        }
        return word;
    }

    private String decimal(DecimalType type, Map<String, String> params) {
        params.put(Field.DIGITS, Integer.toString(type.getPrecision()));
        params.put(Field.SCALE, Integer.toString(type.getScale()));
        return imported(BuiltIn.DECIMAL, BuiltIn.DECIMAL_FILE);
    }

    private static void digits(LogicalType type, int otherwise, Map<String, String> params) {
        int digits = LogicalTypeChecks.getPrecision(type);
        if (digits != otherwise) {
            params.put(Field.PRECISION, Integer.toString(digits));
        }
    }

    private String options(Map<String, String> params) {
        if (params.isEmpty()) {
            return "";
        }
        imports.add(BuiltIn.META_FILE);
        return params.entrySet().stream()
                .map(param -> "{key: \"" + param.getKey() + "\", value: \"" + param.getValue() + "\"}")
                .collect(Collectors.joining(", ", " [(confluent.field_meta) = {params: [", "]}]"));
    }
}
