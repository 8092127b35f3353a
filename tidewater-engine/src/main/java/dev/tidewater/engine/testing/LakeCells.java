package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.sql.TopicTable;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Values that {@link Fit} has written, as rows of lake tables hold them: the other way from {@link Cells}. */
final class LakeCells {
    private LakeCells() {}

    /** Columns of a lake table, for {@link Fit}. */
    static TopicTable.Column column(Types.NestedField field, String type) {
        return new TopicTable.Column(field.name(), field.isRequired() ? type + " NOT NULL" : type);
    }

    /** @throws IllegalArgumentException saying which value does not fit */
    static Record record(Types.StructType type, JsonNode row) {
        GenericRecord record = GenericRecord.create(type);
        for (Types.NestedField field : type.fields()) {
            record.setField(field.name(), value(field.type(), row.path(field.name())));
        }
        return record;
    }

    private static @Nullable Object value(Type type, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        try {
            return switch (type.typeId()) {
                case BOOLEAN -> value.booleanValue();
                case INTEGER -> Math.toIntExact(value.longValue());
                case LONG -> value.longValue();
                case FLOAT -> value.floatValue();
                case DOUBLE -> value.doubleValue();
                case DECIMAL -> value.decimalValue().setScale(((Types.DecimalType) type).scale());
                case DATE -> LocalDate.parse(value.asText());
                case TIME -> LocalTime.parse(value.asText());
                case TIMESTAMP -> time((Types.TimestampType) type, value.asText());
                case STRING -> value.asText();
                case UUID -> UUID.fromString(value.asText());
                case FIXED -> Base64.getDecoder().decode(value.asText());
                case BINARY -> ByteBuffer.wrap(Base64.getDecoder().decode(value.asText()));
                case STRUCT -> record(type.asStructType(), value);
                case LIST -> list(type.asListType(), value);
                case MAP -> map(type.asMapType(), value);
                default -> throw new IllegalArgumentException("no value of type " + type + " can be given");
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("\"" + value.asText() + "\" is no " + type, e);
        }
    }

    private static Object time(Types.TimestampType type, String text) {
        return type.shouldAdjustToUTC()
                ? Fit.moment(text).atOffset(ZoneOffset.UTC)
                : LocalDateTime.parse(text.replace(' ', 'T'));
    }

    private static List<@Nullable Object> list(Types.ListType type, JsonNode value) {
        List<@Nullable Object> list = new ArrayList<>();
        value.forEach(element -> list.add(value(type.elementType(), element)));
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Types.MapType type, JsonNode value) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        value.properties()
                .forEach(entry -> map.put(
                        value(type.keyType(), com.fasterxml.jackson.databind.node.TextNode.valueOf(entry.getKey())),
                        value(type.valueType(), entry.getValue())));
        return map;
    }
}
