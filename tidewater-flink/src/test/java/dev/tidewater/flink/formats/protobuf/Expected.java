package dev.tidewater.flink.formats.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/** The row that a message stands for, made of what Google's library has read. */
final class Expected {
    private Expected() {}

    static GenericRowData row(Message message) {
        List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
        GenericRowData row = new GenericRowData(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            row.setField(i, column(message, fields.get(i)));
        }
        return row;
    }

    private static @Nullable Object column(Message message, FieldDescriptor field) {
        Object value = message.getField(field);
        if (field.isMapField()) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            for (Object entry : (List<?>) value) {
                Message pair = (Message) entry;
                List<FieldDescriptor> parts = field.getMessageType().getFields();
                map.put(
                        value(pair.getField(parts.get(0)), parts.get(0)),
                        value(pair.getField(parts.get(1)), parts.get(1)));
            }
            return new GenericMapData(map);
        }
        if (field.isRepeated()) {
            return new GenericArrayData(
                    ((List<?>) value).stream().map(item -> value(item, field)).toArray());
        }
        boolean absent = field.hasPresence() && !message.hasField(field) && !field.hasDefaultValue();
        return absent ? null : value(value, field);
    }

    private static Object value(Object value, FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, FIXED32 -> Integer.toUnsignedLong((Integer) value);
            case UINT64, FIXED64 ->
                DecimalData.fromBigDecimal(new BigDecimal(Long.toUnsignedString((Long) value)), 20, 0);
            case STRING -> StringData.fromString((String) value);
            case BYTES -> ((ByteString) value).toByteArray();
            case ENUM -> {
                EnumValueDescriptor symbol = (EnumValueDescriptor) value;
                yield StringData.fromString(
                        symbol.getIndex() < 0 ? Integer.toString(symbol.getNumber()) : symbol.getName());
            }
            case MESSAGE, GROUP -> message((Message) value);
            default -> value;
        };
    }

    private static Object message(Message message) {
        String type = message.getDescriptorForType().getFullName();
        return switch (type) {
            case "google.protobuf.Timestamp" -> {
                int nanos = (Integer) part(message, 2) / 1_000 * 1_000;
                yield TimestampData.fromEpochMillis(
                        (Long) part(message, 1) * 1_000 + nanos / 1_000_000, nanos % 1_000_000);
            }
            case "google.type.Date" ->
                (int) LocalDate.of((Integer) part(message, 1), (Integer) part(message, 2), (Integer) part(message, 3))
                        .toEpochDay();
            case "google.type.TimeOfDay" ->
                ((Integer) part(message, 1) * 3_600 + (Integer) part(message, 2) * 60 + (Integer) part(message, 3))
                                * 1_000
                        + (Integer) part(message, 4) / 1_000_000;
            default ->
                type.startsWith("google.protobuf.") && type.endsWith("Value")
                        ? value(part(message, 1), message.getDescriptorForType().findFieldByNumber(1))
                        : row(message);
        };
    }

    private static Object part(Message message, int number) {
        return message.getField(message.getDescriptorForType().findFieldByNumber(number));
    }
}
