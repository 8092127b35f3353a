package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.SchemaText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * The columns that a Protobuf schema stands for.
 *
 * <p>Null is what can be told from not null in a record: a field with presence ({@code optional}, a member of a oneof, a
 * message). Fields of proto3 without it have their default, so their columns are NOT NULL, and so are repeated fields,
 * which are empty, and fields of proto2 that declare a default. What Confluent's extension of fields says is heeded: precisions, lengths, small integers, wrappers.
 */
public final class ProtobufTypes {
    /** Iceberg stores as much. */
    private static final int TIMESTAMP_DIGITS = 6;
    /** Flink holds as much. */
    private static final int TIME_DIGITS = 3;

    /** Of a decimal of which the schema does not say how many digits it has. */
    private static final int DECIMAL_DIGITS = 38;

    private static final int DECIMAL_SCALE = 18;
    private static final String GOOGLES_WRAPPERS =
            "google\\.protobuf\\.(Double|Float|U?Int64|U?Int32|Bool|String|Bytes)Value";

    private ProtobufTypes() {}

    /**
     * The columns of the records of a schema, which are of its first message.
     *
     * @throws ProtobufSchemaException if it has none, or if a message contains itself
     */
    public static RowType rowType(SchemaText schema) {
        return rowType(ProtobufSchema.parse(schema).first());
    }

    static RowType rowType(Message message) {
        return row(message, false, Path.ROOT, new HashSet<>());
    }

    private static RowType row(Message message, boolean nullable, Path path, Set<String> around) {
        if (!around.add(message.name())) {
            throw new ProtobufSchemaException(
                    path, "the message \"" + message.name() + "\" contains itself, which a column cannot");
        }
        List<RowType.RowField> fields = new ArrayList<>();
        for (Field field : message.fields()) {
            LogicalType type = column(field, path.field(field.name()), around);
            fields.add(
                    field.doc().isEmpty()
                            ? new RowType.RowField(field.name(), type)
                            : new RowType.RowField(field.name(), type, field.doc()));
        }
        around.remove(message.name());
        return new RowType(nullable, fields);
    }

    private static LogicalType column(Field field, Path path, Set<String> around) {
        if (field.isMap()) {
            Field key = field.type().fields().get(0);
            Field value = field.type().fields().get(1);
            return new MapType(
                    false,
                    value(key, key.params(), path.values(), around).copy(false),
                    item(value, path.values(), around));
        }
        if (field.isRepeated()) {
            return new ArrayType(false, item(field, path.items(), around));
        }
        boolean nullable =
                field.label() == Field.Label.OPTIONAL && field.defaultText() == null && !field.has(Field.NOT_NULL);
        return value(field, field.params(), path, around).copy(nullable);
    }

    /** What is inside of an array or a map: null only if each is wrapped in a message. */
    private static LogicalType item(Field item, Path path, Set<String> around) {
        if (isWrapped(item)) {
            return column(item.type().fields().get(0), path, around);
        }
        return value(item, item.params(), path, around).copy(false);
    }

    /** Whether a field is a message around one value. */
    static boolean isWrapper(Field field) {
        return field.kind().isMessage() && field.type().fields().size() == 1;
    }

    /** Of a field that is no message, whatever the schema says of its digits and lengths. */
    static LogicalType scalarType(Field field) {
        return value(field, Map.of(), Path.ROOT, new HashSet<>());
    }

    /** Whether the one value inside of a message is meant, as the schema says of it. */
    static boolean isWrapped(Field field) {
        return field.has(Field.WRAPPED) && isWrapper(field);
    }

    private static LogicalType value(Field field, Map<String, String> params, Path path, Set<String> around) {
        return switch (field.kind()) {
            case DOUBLE -> new DoubleType();
            case FLOAT -> new FloatType();
            case INT32, SINT32, SFIXED32 -> integer(params);
            case UINT32, FIXED32, INT64, SINT64, SFIXED64 -> new BigIntType();
            case UINT64, FIXED64 -> new DecimalType(20, 0);
            case BOOL -> new BooleanType();
            case STRING, ENUM -> text(params, path);
            case BYTES -> bytes(params, path);
            case MESSAGE, GROUP -> message(field, params, path, around);
        };
    }

    private static LogicalType integer(Map<String, String> params) {
        return switch (params.getOrDefault(Field.INTEGER, "")) {
            case "int8" -> new TinyIntType();
            case "int16" -> new SmallIntType();
            default -> new IntType();
        };
    }

    private static LogicalType text(Map<String, String> params, Path path) {
        int longest = number(params, Field.MAX_LENGTH, VarCharType.MAX_LENGTH, 1, VarCharType.MAX_LENGTH, path);
        return isFixed(params) ? new CharType(longest) : new VarCharType(longest);
    }

    private static LogicalType bytes(Map<String, String> params, Path path) {
        int longest = number(params, Field.MAX_LENGTH, VarBinaryType.MAX_LENGTH, 1, VarBinaryType.MAX_LENGTH, path);
        return isFixed(params) ? new BinaryType(longest) : new VarBinaryType(longest);
    }

    private static boolean isFixed(Map<String, String> params) {
        return params.containsKey(Field.MIN_LENGTH)
                && params.get(Field.MIN_LENGTH).equals(params.get(Field.MAX_LENGTH));
    }

    private static LogicalType message(Field field, Map<String, String> params, Path path, Set<String> around) {
        Message message = field.type();
        switch (message.name()) {
            case BuiltIn.TIMESTAMP -> {
                int digits = number(params, Field.PRECISION, TIMESTAMP_DIGITS, 0, TimestampType.MAX_PRECISION, path);
                return "timestamp".equals(params.get(Field.TYPE))
                        ? new TimestampType(digits)
                        : new LocalZonedTimestampType(digits);
            }
            case BuiltIn.DATE -> {
                return new DateType();
            }
            case BuiltIn.TIME -> {
                return new TimeType(number(params, Field.PRECISION, TIME_DIGITS, 0, TimeType.MAX_PRECISION, path));
            }
            case BuiltIn.DECIMAL -> {
                return decimal(params, path);
            }
            default -> {
                if (isWrapper(field) && (message.name().matches(GOOGLES_WRAPPERS) || field.has(Field.WRAPPED))) {
                    return column(message.fields().get(0), path, around);
                }
                return row(message, true, path, around);
            }
        }
    }

    private static DecimalType decimal(Map<String, String> params, Path path) {
        int digits = number(params, Field.DIGITS, DECIMAL_DIGITS, 1, DecimalType.MAX_PRECISION, path);
        int scale = number(params, Field.SCALE, params.containsKey(Field.DIGITS) ? 0 : DECIMAL_SCALE, 0, digits, path);
        return new DecimalType(digits, scale);
    }

    private static int number(Map<String, String> params, String key, int otherwise, int least, int most, Path path) {
        String value = params.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Told below.
        }
        throw new ProtobufSchemaException(
                path, "its " + key + " is \"" + value + "\", and a column has " + least + " to " + most);
    }
}
