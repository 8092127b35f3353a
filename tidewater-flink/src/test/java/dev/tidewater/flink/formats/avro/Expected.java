package dev.tidewater.flink.formats.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.shaded.org.apache.avro.LogicalType;
import org.apache.iceberg.shaded.org.apache.avro.LogicalTypes;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericData;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericFixed;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** What Flink's structures are to be for a value that Avro's generic reader made. */
final class Expected {
    private Expected() {}

    static GenericRowData row(GenericRecord record) {
        return (GenericRowData) ofValue(record, record.getSchema());
    }

    private static @Nullable Object of(@Nullable Object value, Schema schema) {
        if (value == null) {
            return null;
        }
        return schema.isUnion() ? ofUnion(value, schema) : ofValue(value, schema);
    }

    private static Object ofValue(Object value, Schema schema) {
        return switch (schema.getType()) {
            case NULL, UNION -> throw new AssertionError(schema);
            case BOOLEAN, FLOAT, DOUBLE -> value;
            case INT -> value;
            case LONG -> ofLong((Long) value, schema.getLogicalType());
            case STRING, ENUM -> StringData.fromString(value.toString());
            case BYTES -> ofBytes(copy((ByteBuffer) value), schema.getLogicalType());
            case FIXED -> ofBytes(((GenericFixed) value).bytes(), schema.getLogicalType());
            case ARRAY ->
                new GenericArrayData(((Collection<?>) value)
                        .stream().map(item -> of(item, schema.getElementType())).toArray());
            case MAP -> {
                Map<Object, Object> entries = new HashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, item) ->
                                entries.put(StringData.fromString(key.toString()), of(item, schema.getValueType())));
                yield new GenericMapData(entries);
            }
            case RECORD -> {
                GenericRecord record = (GenericRecord) value;
                GenericRowData row = new GenericRowData(schema.getFields().size());
                schema.getFields()
                        .forEach(field -> row.setField(field.pos(), of(record.get(field.pos()), field.schema())));
                yield row;
            }
        };
    }

    private static Object ofUnion(Object value, Schema union) {
        List<Schema> branches = new ArrayList<>(union.getTypes());
        branches.removeIf(branch -> branch.getType() == Schema.Type.NULL);
        if (branches.size() == 1) {
            return ofValue(value, branches.get(0));
        }
        Schema branch = union.getTypes().get(GenericData.get().resolveUnion(union, value));
        GenericRowData row = new GenericRowData(branches.size());
        row.setField(branches.indexOf(branch), of(value, branch));
        return row;
    }

    private static Object ofLong(long value, @Nullable LogicalType type) {
        if (type == null) {
            return value;
        }
        return switch (type.getName()) {
            case "time-micros" -> (int) (value / 1_000);
            case "timestamp-millis", "local-timestamp-millis" -> TimestampData.fromInstant(Instant.ofEpochMilli(value));
            case "timestamp-micros", "local-timestamp-micros" ->
                TimestampData.fromInstant(Instant.EPOCH.plus(value, ChronoUnit.MICROS));
            case "timestamp-nanos", "local-timestamp-nanos" ->
                TimestampData.fromInstant(Instant.EPOCH.plus(value, ChronoUnit.NANOS));
            default -> throw new AssertionError(type.getName());
        };
    }

    private static Object ofBytes(byte[] bytes, @Nullable LogicalType type) {
        if (type instanceof LogicalTypes.Decimal decimal) {
            BigDecimal number = new BigDecimal(new BigInteger(bytes), decimal.getScale());
            return Objects.requireNonNull(
                    DecimalData.fromBigDecimal(number, decimal.getPrecision(), decimal.getScale()));
        }
        if (type != null && type.getName().equals("uuid")) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return StringData.fromString(new UUID(buffer.getLong(), buffer.getLong()).toString());
        }
        return bytes;
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
