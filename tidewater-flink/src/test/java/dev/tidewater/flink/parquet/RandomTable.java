package dev.tidewater.flink.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** A table of random columns, nested ones too, and rows for it whose values repeat, grow, are all alike or never twice the same. */
final class RandomTable {
    private static final List<String> NAMES = List.of("id", "käufer", "order total", "a.b", "x", "_y", "1st", "Wert");
    private static final int DEEPEST = 3;

    final Schema schema;
    final RowType rows;
    private final Random random;
    private final Supplier<GenericRowData> row;
    private int lastId;

    RandomTable(Random random) {
        this.random = random;
        List<Types.NestedField> fields = fields(1 + random.nextInt(7), 0);
        this.schema = new Schema(fields);
        this.rows = FlinkSchemaUtil.convert(schema);
        this.row = rowsOf(fields);
    }

    /** So many rows; in some tables as they come out of operators that keep them in bytes. */
    List<RowData> rows(int count) {
        RowDataSerializer serializer = random.nextBoolean() ? new RowDataSerializer(rows) : null;
        List<RowData> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            GenericRowData one = row.get();
            all.add(serializer == null ? one : serializer.toBinaryRow(one).copy());
        }
        return all;
    }

    private List<Types.NestedField> fields(int count, int depth) {
        List<Types.NestedField> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size())) + i;
            int id = ++lastId;
            Type type = type(depth);
            fields.add(
                    random.nextInt(3) > 0
                            ? Types.NestedField.optional(id, name, type)
                            : Types.NestedField.required(id, name, type));
        }
        return fields;
    }

    private Type type(int depth) {
        int kind = random.nextInt(depth < DEEPEST ? 22 : 18);
        return switch (kind) {
            case 18, 19 -> {
                int id = ++lastId;
                Type element = type(depth + 1);
                yield random.nextBoolean()
                        ? Types.ListType.ofOptional(id, element)
                        : Types.ListType.ofRequired(id, element);
            }
            case 20 -> {
                int key = ++lastId;
                int value = ++lastId;
                Type keys = random.nextBoolean() ? Types.StringType.get() : Types.LongType.get();
                Type values = type(depth + 1);
                yield random.nextBoolean()
                        ? Types.MapType.ofOptional(key, value, keys, values)
                        : Types.MapType.ofRequired(key, value, keys, values);
            }
            case 21 -> Types.StructType.of(fields(1 + random.nextInt(3), depth + 1));
            default -> primitive(kind);
        };
    }

    private Type primitive(int kind) {
        return switch (kind) {
            case 0 -> Types.BooleanType.get();
            case 1 -> Types.IntegerType.get();
            case 2 -> Types.LongType.get();
            case 3 -> Types.FloatType.get();
            case 4 -> Types.DoubleType.get();
            case 5 -> Types.DateType.get();
            case 6 -> Types.TimeType.get();
            case 7 -> Types.TimestampType.withoutZone();
            case 8 -> Types.TimestampType.withZone();
            case 9 -> Types.TimestampNanoType.withoutZone();
            case 10 -> Types.TimestampNanoType.withZone();
            case 11 -> Types.UUIDType.get();
            case 12 -> Types.FixedType.ofLength(1 + random.nextInt(20));
            case 13 -> Types.BinaryType.get();
            case 14, 15 -> {
                int precision = 1 + random.nextInt(38);
                yield Types.DecimalType.of(precision, random.nextInt(precision + 1));
            }
            default -> Types.StringType.get();
        };
    }

    private Supplier<GenericRowData> rowsOf(List<Types.NestedField> fields) {
        List<Supplier<Object>> values = new ArrayList<>();
        for (Types.NestedField field : fields) {
            values.add(values(field.type(), field.isOptional()));
        }
        return () -> {
            GenericRowData one = new GenericRowData(values.size());
            for (int i = 0; i < values.size(); i++) {
                one.setField(i, values.get(i).get());
            }
            return one;
        };
    }

    /** A source of values for one place, nulls among them if it may have some. */
    private Supplier<Object> values(Type type, boolean optional) {
        Supplier<Object> values = type.isPrimitiveType() ? repeated(type) : nested(type);
        double nulls = optional ? List.of(0.0, 0.05, 0.5, 0.95, 1.0).get(random.nextInt(5)) : 0;
        return () -> random.nextDouble() < nulls ? null : values.get();
    }

    private Supplier<Object> nested(Type type) {
        if (type.isStructType()) {
            return rowsOf(type.asStructType().fields())::get;
        }
        int longest = random.nextInt(5);
        if (type.isListType()) {
            Types.ListType list = type.asListType();
            Supplier<Object> elements = values(list.elementType(), list.isElementOptional());
            return () -> {
                Object[] array = new Object[random.nextInt(longest + 1)];
                for (int i = 0; i < array.length; i++) {
                    array[i] = elements.get();
                }
                return new GenericArrayData(array);
            };
        }
        Types.MapType map = type.asMapType();
        Supplier<Object> keys = repeated(map.keyType());
        Supplier<Object> values = values(map.valueType(), map.isValueOptional());
        return () -> {
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (int i = random.nextInt(longest + 1); i > 0; i--) {
                entries.put(keys.get(), values.get());
            }
            return new GenericMapData(new HashMap<>(entries));
        };
    }

    /** Few values that come again, one that comes always, or new ones each time. */
    private Supplier<Object> repeated(Type type) {
        int distinct = List.of(0, 0, 1, 3, 40, 700).get(random.nextInt(6));
        if (distinct == 0) {
            return () -> value(type);
        }
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < distinct; i++) {
            all.add(value(type));
        }
        return () -> all.get((int) (distinct * Math.pow(random.nextDouble(), 3)));
    }

    private Object value(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> random.nextBoolean();
            case INTEGER -> random.nextInt(4) > 0 ? (Integer) random.nextInt(1000) : (Integer) random.nextInt();
            case LONG -> random.nextInt(4) > 0 ? (Long) (long) random.nextInt(1000) : (Long) random.nextLong();
            case FLOAT -> (float) number();
            case DOUBLE -> number();
            case DATE -> random.nextInt(80_000) - 40_000;
            case TIME -> random.nextInt(86_400_000);
            case TIMESTAMP -> TimestampData.fromEpochMillis(millis(), 1000 * random.nextInt(1000));
            case TIMESTAMP_NANO -> TimestampData.fromEpochMillis(millis(), random.nextInt(1_000_000));
            case UUID -> bytes(16);
            case FIXED -> bytes(((Types.FixedType) type).length());
            case BINARY -> bytes(random.nextInt(30));
            case DECIMAL -> decimal((Types.DecimalType) type);
            default -> StringData.fromString(text());
        };
    }

    private double number() {
        return switch (random.nextInt(12)) {
            case 0 -> 0.0;
            case 1 -> -0.0;
            case 2 -> random.nextInt(4) == 0 ? Double.NaN : 1;
            case 3 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            default -> random.nextGaussian() * 1000;
        };
    }

    /** From 1900 to 2099. */
    private long millis() {
        return (long) (random.nextDouble() * 6_300_000_000_000L) - 2_200_000_000_000L;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private DecimalData decimal(Types.DecimalType type) {
        int digits = 1 + random.nextInt(type.precision());
        BigInteger unscaled = new BigInteger(BigInteger.TEN.pow(digits).bitLength() - 1, random);
        BigDecimal number = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
        return DecimalData.fromBigDecimal(number, type.precision(), type.scale());
    }

    private String text() {
        return switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> "x".repeat(random.nextInt(300));
            case 2 -> "\ud83d\udc1f".repeat(random.nextInt(40)) + random.nextInt(100);
            case 3 -> "größe-" + random.nextInt(10);
            case 4 -> "\uffff\u0001" + random.nextInt(10);
            default -> "prod-0000-" + Integer.toString(random.nextInt(1_000_000), 36);
        };
    }
}
