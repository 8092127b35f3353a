package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.EncodeException;
import dev.tidewater.flink.formats.avro.Times.Unit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Makes writers of rows, for the schema that they are written with. */
final class WriterCompiler {
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private WriterCompiler() {}

    /** A field and how it is written: from a column, or always the same bytes. */
    private record FieldWriter(String name, RowData.FieldGetter getter, NullableWriter writer) {
        void write(RowData row, Output out) throws EncodeException {
            try {
                writer.write(getter.getFieldOrNull(row), out);
            } catch (EncodeException e) {
                throw e.within(name);
            }
        }
    }

    /** Writes a value or null. */
    @FunctionalInterface
    interface NullableWriter {
        void write(@Nullable Object value, Output out) throws EncodeException;
    }

    static ValueWriter record(Schema record, RowType row, Path path) {
        List<FieldWriter> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            int column = row.getFieldIndex(field.name());
            Path inner = path.field(field.name());
            if (column < 0) {
                fields.add(absent(field, inner));
            } else {
                LogicalType type = row.getTypeAt(column);
                RowData.FieldGetter getter = RowData.createFieldGetter(type.copy(true), column);
                fields.add(new FieldWriter(field.name(), getter, nullable(field.schema(), type, inner)));
            }
        }
        for (String column : row.getFieldNames()) {
            if (record.getField(column) == null) {
                throw new IncompatibleSchemaException(
                        path.field(column), "the schema has no such field, so the column would be lost");
            }
        }
        FieldWriter[] writers = fields.toArray(FieldWriter[]::new);
        return (value, out) -> {
            for (FieldWriter writer : writers) {
                writer.write((RowData) value, out);
            }
        };
    }

    private static FieldWriter absent(Schema.Field field, Path path) {
        byte[] encoded;
        if (field.hasDefaultValue()) {
            encoded = Compiler.encode(field.schema(), GenericData.get().getDefaultValue(field), path);
        } else if (field.schema().isNullable()) {
            encoded = Compiler.encode(field.schema(), null, path);
        } else {
            throw new IncompatibleSchemaException(path, "there is no such column, and the field has no default");
        }
        return new FieldWriter(field.name(), row -> null, (value, out) -> out.writeFixed(encoded));
    }

    private static NullableWriter nullable(Schema schema, LogicalType column, Path path) {
        if (!schema.isUnion()) {
            if (schema.getType() == Schema.Type.NULL) {
                return (value, out) -> {
                    if (value != null) {
                        throw new EncodeException("the schema takes nothing but null");
                    }
                };
            }
            ValueWriter writer = writer(schema, column, path);
            return (value, out) -> {
                if (value == null) {
                    throw new EncodeException("the value is null, and the schema does not take null");
                }
                writer.write(value, out);
            };
        }
        int nullIndex = nullIndex(schema);
        ValueWriter writer = union(schema, column, path);
        return (value, out) -> {
            if (value != null) {
                writer.write(value, out);
            } else if (nullIndex >= 0) {
                out.writeLong(nullIndex);
            } else {
                throw new EncodeException("the value is null, and no branch of the union is");
            }
        };
    }

    private static int nullIndex(Schema union) {
        for (int i = 0; i < union.getTypes().size(); i++) {
            if (union.getTypes().get(i).getType() == Schema.Type.NULL) {
                return i;
            }
        }
        return -1;
    }

    private static ValueWriter union(Schema union, LogicalType column, Path path) {
        List<Schema> branches = Unions.branches(union);
        if (branches.isEmpty()) {
            return (value, out) -> {
                throw new EncodeException("the schema takes nothing but null");
            };
        }
        if (branches.size() == 1) {
            int index = union.getTypes().indexOf(branches.get(0));
            ValueWriter writer = writer(branches.get(0), column, path);
            return (value, out) -> {
                out.writeLong(index);
                writer.write(value, out);
            };
        }
        if (!(column instanceof RowType row)) {
            throw new IncompatibleSchemaException(
                    path, "a union of several types is written from a ROW with one field for each of them");
        }
        return generalUnion(union, branches, row, path);
    }

    private static ValueWriter generalUnion(Schema union, List<Schema> branches, RowType row, Path path) {
        List<String> names = Unions.names(branches);
        ValueWriter[] writers = new ValueWriter[row.getFieldCount()];
        RowData.FieldGetter[] getters = new RowData.FieldGetter[writers.length];
        int[] indexes = new int[writers.length];
        for (int i = 0; i < writers.length; i++) {
            String name = row.getFieldNames().get(i);
            int branch = names.indexOf(name);
            if (branch < 0) {
                throw new IncompatibleSchemaException(path.field(name), "the union has no such branch");
            }
            writers[i] = writer(branches.get(branch), row.getTypeAt(i), path.field(name));
            getters[i] = RowData.createFieldGetter(row.getTypeAt(i).copy(true), i);
            indexes[i] = union.getTypes().indexOf(branches.get(branch));
        }
        return (value, out) -> {
            int set = -1;
            for (int i = 0; i < writers.length; i++) {
                if (!((RowData) value).isNullAt(i)) {
                    if (set >= 0) {
                        throw new EncodeException("more than one branch of the union is set");
                    }
                    set = i;
                }
            }
            if (set < 0) {
                throw new EncodeException("no branch of the union is set");
            }
            out.writeLong(indexes[set]);
            try {
                writers[set].write(notNull(getters[set].getFieldOrNull((RowData) value)), out);
            } catch (EncodeException e) {
                throw e.within(row.getFieldNames().get(set));
            }
        };
    }

    private static Object notNull(@Nullable Object value) throws EncodeException {
        if (value == null) {
            throw new EncodeException("the value is null, and the schema does not take null");
        }
        return value;
    }

    private static ValueWriter writer(Schema schema, LogicalType column, Path path) {
        @Nullable
        ValueWriter made = switch (schema.getType()) {
            case BOOLEAN ->
                column.is(LogicalTypeRoot.BOOLEAN) ? (value, out) -> out.writeBoolean((Boolean) value) : null;
            case INT, LONG -> whole(schema, column, path);
            case FLOAT -> column.is(LogicalTypeRoot.FLOAT) ? (value, out) -> out.writeFloat((Float) value) : null;
            case DOUBLE ->
                column.is(LogicalTypeRoot.DOUBLE) || column.is(LogicalTypeRoot.FLOAT)
                        ? (value, out) -> out.writeDouble(((Number) value).doubleValue())
                        : null;
            case STRING ->
                column.is(LogicalTypeFamily.CHARACTER_STRING)
                        ? (value, out) -> out.writeBytes(((StringData) value).toBytes())
                        : null;
            case BYTES -> bytes(schema, column, path);
            case FIXED -> fixed(schema, column, path);
            case ENUM -> column.is(LogicalTypeFamily.CHARACTER_STRING) ? symbol(schema) : null;
            case ARRAY -> column instanceof ArrayType array ? array(schema, array, path) : null;
            case MAP -> column instanceof MapType map ? map(schema, map, path) : null;
            case RECORD -> column instanceof RowType row ? record(schema, row, path) : null;
            case NULL, UNION -> null;
        };
        if (made == null) {
            throw new IncompatibleSchemaException(
                    path, column.asSummaryString() + " cannot be written as Avro's " + Schemas.describe(schema));
        }
        return made;
    }

    private static @Nullable ValueWriter whole(Schema schema, LogicalType column, Path path) {
        boolean narrow = schema.getType() == Schema.Type.INT;
        Meaning meaning = Meaning.of(schema);
        return switch (column.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER -> (value, out) -> out.writeLong(((Number) value).longValue());
            case BIGINT -> narrow ? null : (value, out) -> out.writeLong((Long) value);
            case DATE ->
                meaning instanceof Meaning.Date ? (value, out) -> out.writeLong(((Integer) value).longValue()) : null;
            case TIME_WITHOUT_TIME_ZONE -> {
                if (!(meaning instanceof Meaning.Time time)) {
                    yield null;
                }
                long perMilli = time.unit().perSecond() / MILLIS_PER_SECOND;
                yield (value, out) -> out.writeLong((Integer) value * perMilli);
            }
            case TIMESTAMP_WITHOUT_TIME_ZONE -> {
                if (meaning instanceof Meaning.Local local) {
                    yield timestamp(local.unit(), column, path);
                }
                yield meaning instanceof Meaning.Instant instant ? timestamp(instant.unit(), column, path) : null;
            }
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                meaning instanceof Meaning.Instant instant ? timestamp(instant.unit(), column, path) : null;
            default -> null;
        };
    }

    private static ValueWriter timestamp(Unit unit, LogicalType column, Path path) {
        if (LogicalTypeChecks.getPrecision(column) > unit.digits()) {
            throw new IncompatibleSchemaException(
                    path,
                    "the schema holds " + unit.digits() + " digits of a second: cast the column from "
                            + column.asSummaryString());
        }
        long perMilli = unit.perSecond() / MILLIS_PER_SECOND;
        return (value, out) -> {
            TimestampData time = (TimestampData) value;
            long rest = time.getNanoOfMillisecond() * perMilli / NANOS_PER_MILLI;
            try {
                out.writeLong(Math.addExact(Math.multiplyExact(time.getMillisecond(), perMilli), rest));
            } catch (ArithmeticException e) {
                throw new EncodeException("the time " + time + " is out of the range of the schema");
            }
        };
    }

    private static @Nullable ValueWriter bytes(Schema schema, LogicalType column, Path path) {
        if (column instanceof DecimalType type) {
            return Meaning.of(schema) instanceof Meaning.Decimal decimal ? decimal(decimal, type, -1, path) : null;
        }
        if (column.is(LogicalTypeFamily.BINARY_STRING)) {
            return (value, out) -> out.writeBytes((byte[]) value);
        }
        return null;
    }

    private static @Nullable ValueWriter fixed(Schema schema, LogicalType column, Path path) {
        Meaning meaning = Meaning.of(schema);
        int size = schema.getFixedSize();
        if (column instanceof DecimalType type) {
            return meaning instanceof Meaning.Decimal decimal ? decimal(decimal, type, size, path) : null;
        }
        if (column.is(LogicalTypeFamily.CHARACTER_STRING)) {
            return meaning instanceof Meaning.Uuid ? WriterCompiler::uuid : null;
        }
        if (!column.is(LogicalTypeFamily.BINARY_STRING)) {
            return null;
        }
        return (value, out) -> {
            byte[] bytes = (byte[]) value;
            if (bytes.length != size) {
                throw new EncodeException("the value has " + bytes.length + " bytes, and the schema takes " + size);
            }
            out.writeFixed(bytes);
        };
    }

    private static void uuid(Object value, Output out) throws EncodeException {
        String text = value.toString();
        UUID uuid;
        try {
            uuid = UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new EncodeException("\"" + text + "\" is not a UUID");
        }
        out.writeFixed(ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array());
    }

    /** @param fixedSize -1 if the length is written in front of the bytes */
    private static ValueWriter decimal(Meaning.Decimal schema, DecimalType column, int fixedSize, Path path) {
        if (column.getScale() > schema.scale()) {
            throw new IncompatibleSchemaException(
                    path,
                    "the schema holds " + schema.scale() + " digits after the point: cast the column from "
                            + column.asSummaryString());
        }
        return (value, out) -> {
            var number = ((DecimalData) value).toBigDecimal().setScale(schema.scale());
            byte[] bytes = number.unscaledValue().toByteArray();
            if (number.precision() > schema.precision() || (fixedSize >= 0 && bytes.length > fixedSize)) {
                throw new EncodeException(
                        "the number " + number + " has more than the " + schema.precision() + " digits of the schema");
            }
            if (fixedSize < 0) {
                out.writeBytes(bytes);
                return;
            }
            byte[] sign = new byte[fixedSize - bytes.length];
            Arrays.fill(sign, (byte) (number.signum() < 0 ? -1 : 0));
            out.writeFixed(sign);
            out.writeFixed(bytes);
        };
    }

    private static ValueWriter symbol(Schema schema) {
        return (value, out) -> {
            String symbol = value.toString();
            if (!schema.hasEnumSymbol(symbol)) {
                throw new EncodeException("the enum \"" + schema.getName() + "\" has no symbol \"" + symbol + "\"");
            }
            out.writeLong(schema.getEnumOrdinal(symbol));
        };
    }

    private static ValueWriter array(Schema schema, ArrayType column, Path path) {
        LogicalType type = column.getElementType();
        NullableWriter item = nullable(schema.getElementType(), type, path.items());
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.copy(true));
        return (value, out) -> {
            ArrayData array = (ArrayData) value;
            if (array.size() > 0) {
                out.writeLong(array.size());
            }
            for (int i = 0; i < array.size(); i++) {
                try {
                    item.write(getter.getElementOrNull(array, i), out);
                } catch (EncodeException e) {
                    throw e.within("[" + i + "]");
                }
            }
            out.writeLong(0);
        };
    }

    private static @Nullable ValueWriter map(Schema schema, MapType column, Path path) {
        if (!column.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
            return null;
        }
        LogicalType type = column.getValueType();
        NullableWriter item = nullable(schema.getValueType(), type, path.values());
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.copy(true));
        return (value, out) -> {
            ArrayData keys = ((MapData) value).keyArray();
            ArrayData values = ((MapData) value).valueArray();
            if (keys.size() > 0) {
                out.writeLong(keys.size());
            }
            for (int i = 0; i < keys.size(); i++) {
                if (keys.isNullAt(i)) {
                    throw new EncodeException("a key of the map is null").within("[" + i + "]");
                }
                out.writeBytes(keys.getString(i).toBytes());
                try {
                    item.write(getter.getElementOrNull(values, i), out);
                } catch (EncodeException e) {
                    throw e.within("[" + i + "]");
                }
            }
            out.writeLong(0);
        };
    }
}
