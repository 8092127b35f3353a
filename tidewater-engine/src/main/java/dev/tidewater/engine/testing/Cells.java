package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Values of lake tables, written as {@link Fit} writes those that are expected. */
final class Cells {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private Cells() {}

    static JsonNode of(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        }
        if (value instanceof Float || value instanceof Double) {
            return NODES.numberNode(((Number) value).doubleValue());
        }
        if (value instanceof Number number) {
            return NODES.numberNode(number.longValue());
        }
        if (value instanceof LocalDateTime time) {
            return NODES.textNode(time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
        }
        if (value instanceof OffsetDateTime time) {
            return NODES.textNode(
                    time.withOffsetSameInstant(ZoneOffset.UTC).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) + "Z");
        }
        if (value instanceof LocalTime time) {
            return NODES.textNode(time.format(DateTimeFormatter.ISO_LOCAL_TIME));
        }
        if (value instanceof byte[] bytes) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
        }
        return nested(value);
    }

    private static JsonNode nested(Object value) {
        if (value instanceof Collection<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(element -> array.add(Fit.tidy(of(element))));
            return array;
        }
        ObjectNode object = NODES.objectNode();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> object.set(of(key).asText(), Fit.tidy(of(one))));
            return object;
        }
        if (value instanceof Record record) {
            for (Types.NestedField field : record.struct().fields()) {
                object.set(field.name(), Fit.tidy(of(record.getField(field.name()))));
            }
            return object;
        }
        return NODES.textNode(value.toString());
    }
}
