package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.EncodeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Makes writers for columns. */
final class WriterCompiler {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private WriterCompiler() {}

    static ValueWriter nullable(LogicalType column, Shape shape) {
        return nullable(column, shape, "");
    }

    private static ValueWriter nullable(LogicalType column, Shape shape, String path) {
        ValueWriter.Present writer = value(column, shape, path);
        return (value, out) -> {
            if (value == null) {
                out.write(NULL);
            } else {
                writer.write(value, out);
            }
        };
    }

    private static ValueWriter.Present value(LogicalType column, Shape shape, String path) {
        Written written = shape.written();
        return switch (column.getTypeRoot()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> (value, out) -> out.writeAscii(value.toString());
            case FLOAT, DOUBLE -> WriterCompiler::fraction;
            case DECIMAL -> decimal((DecimalType) column, shape, path);
            case CHAR, VARCHAR ->
                written == Written.ANY
                        ? WriterCompiler::any
                        : (value, out) -> out.writeString(((StringData) value).toBytes());
            case BINARY, VARBINARY -> (value, out) -> bytes((byte[]) value, out);
            case DATE ->
                written == Written.EPOCH ? WriterCompiler::number : (value, out) -> TimeText.date((int) value, out);
            case TIME_WITHOUT_TIME_ZONE ->
                written == Written.EPOCH ? WriterCompiler::number : (value, out) -> TimeText.time((int) value, out);
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                written == Written.EPOCH
                        ? WriterCompiler::millis
                        : (value, out) -> TimeText.timestamp((TimestampData) value, "", out);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                written == Written.EPOCH
                        ? WriterCompiler::millis
                        : (value, out) -> TimeText.timestamp((TimestampData) value, "Z", out);
            case ARRAY -> array((ArrayType) column, shape, path);
            case MAP -> map((MapType) column, shape, path);
            case ROW -> object((RowType) column, shape, path);
            default -> throw Compiler.unfit(column, path);
        };
    }

    private static void number(Object value, Output out) {
        out.writeAscii(value.toString());
    }

    private static void fraction(Object value, Output out) throws EncodeException {
        if (!Double.isFinite(((Number) value).doubleValue())) {
            throw new EncodeException("JSON has no number " + value);
        }
        out.writeAscii(value.toString());
    }

    private static ValueWriter.Present decimal(DecimalType column, Shape shape, String path) {
        if (shape.written() != Written.UNSCALED || !(shape.type() instanceof DecimalType type)) {
            return (value, out) ->
                    out.writeAscii(((DecimalData) value).toBigDecimal().toPlainString());
        }
        if (type.getScale() < column.getScale()) {
            throw new IncompatibleJsonSchemaException(
                    path,
                    "the schema holds " + type.getScale() + " digits after the point: cast the column from "
                            + column.asSummaryString());
        }
        return (value, out) -> bytes(
                ((DecimalData) value)
                        .toBigDecimal()
                        .setScale(type.getScale())
                        .unscaledValue()
                        .toByteArray(),
                out);
    }

    /** The text must be JSON itself: it stands in the record as it is. */
    private static void any(Object value, Output out) throws EncodeException {
        byte[] text = ((StringData) value).toBytes();
        Input in = new Input(text, 0, text.length);
        try {
            in.requireEnd(in.skipValue(in.skipSpace(0)));
        } catch (DecodeException e) {
            throw new EncodeException("the schema takes any JSON here, and the text of the column is none: "
                    + e.getMessage() + "; a text is written as JSON with JSON_STRING(…)");
        }
        out.write(text);
    }

    private static void bytes(byte[] value, Output out) {
        out.write('"');
        out.write(Base64.getEncoder().encode(value));
        out.write('"');
    }

    private static void millis(Object value, Output out) throws EncodeException {
        TimestampData time = (TimestampData) value;
        if (time.getNanoOfMillisecond() != 0) {
            throw new EncodeException(
                    "the schema holds milliseconds, and the time is " + time + ": cast the column to a precision of 3");
        }
        out.writeAscii(Long.toString(time.getMillisecond()));
    }

    private static ValueWriter.Present array(ArrayType column, Shape shape, String path) {
        LogicalType type = column.getElementType();
        ValueWriter item = nullable(type, shape.item(), path + "[]");
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.copy(true));
        return (value, out) -> {
            ArrayData array = (ArrayData) value;
            out.write('[');
            for (int i = 0; i < array.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                try {
                    item.write(getter.getElementOrNull(array, i), out);
                } catch (EncodeException e) {
                    throw e.within("[" + i + "]");
                }
            }
            out.write(']');
        };
    }

    private static ValueWriter.Present map(MapType column, Shape shape, String path) {
        if (!column.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
            throw Compiler.unfit(column, path);
        }
        LogicalType type = column.getValueType();
        ValueWriter item = nullable(type, shape.item(), path + "{}");
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.copy(true));
        return (value, out) -> {
            ArrayData keys = ((MapData) value).keyArray();
            ArrayData values = ((MapData) value).valueArray();
            out.write('{');
            for (int i = 0; i < keys.size(); i++) {
                if (keys.isNullAt(i)) {
                    throw new EncodeException("a key of the map is null").within("[" + i + "]");
                }
                if (i > 0) {
                    out.write(',');
                }
                StringData key = keys.getString(i);
                try {
                    out.writeString(key.toBytes());
                    out.write(':');
                    item.write(getter.getElementOrNull(values, i), out);
                } catch (EncodeException e) {
                    throw e.within("[" + key + "]");
                }
            }
            out.write('}');
        };
    }

    static ValueWriter.Present object(RowType columns, Shape shape, String path) {
        int size = columns.getFieldCount();
        byte[][] names = new byte[size][];
        ValueWriter[] writers = new ValueWriter[size];
        RowData.FieldGetter[] getters = new RowData.FieldGetter[size];
        for (int i = 0; i < size; i++) {
            String name = columns.getFieldNames().get(i);
            LogicalType type = columns.getTypeAt(i);
            names[i] = name(name, i, path);
            writers[i] = nullable(type, shape.field(name), Compiler.within(path, name));
            getters[i] = RowData.createFieldGetter(type.copy(true), i);
        }
        return (value, out) -> {
            RowData row = (RowData) value;
            out.write('{');
            for (int i = 0; i < size; i++) {
                out.write(names[i]);
                try {
                    writers[i].write(getters[i].getFieldOrNull(row), out);
                } catch (EncodeException e) {
                    throw e.within(columns.getFieldNames().get(i));
                }
            }
            out.write('}');
        };
    }

    /** With the comma before it and the colon behind. */
    private static byte[] name(String name, int index, String path) {
        Output out = new Output();
        if (index > 0) {
            out.write(',');
        }
        try {
            out.writeString(name.getBytes(StandardCharsets.UTF_8));
        } catch (EncodeException e) {
            throw new IncompatibleJsonSchemaException(path, "the name of a field: " + e.getMessage());
        }
        out.write(':');
        return out.toBytes(0);
    }
}
