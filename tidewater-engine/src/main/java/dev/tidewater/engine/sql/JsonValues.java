package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/** Flink's row values as JSON: what a number, a time or a nested row looks like to other programs. */
final class JsonValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private JsonValues() {}

    static Change change(Row row) {
        Change.Kind kind = switch (row.getKind()) {
            case INSERT -> Change.Kind.INSERT;
            case UPDATE_BEFORE -> Change.Kind.UPDATE_BEFORE;
            case UPDATE_AFTER -> Change.Kind.UPDATE_AFTER;
            case DELETE -> Change.Kind.DELETE;
        };
        return new Change(kind, ofRow(row));
    }

    static List<JsonNode> ofRow(Row row) {
        List<JsonNode> values = new ArrayList<>(row.getArity());
        for (int i = 0; i < row.getArity(); i++) {
            values.add(of(row.getField(i)));
        }
        return values;
    }

    private static JsonNode of(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        if (value instanceof byte[] bytes) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
        }
        if (value instanceof Row row) {
            return ofNested(row);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, entry) -> object.set(key == null ? "null" : text(key), of(entry)));
            return object;
        }
        if (value.getClass().isArray()) {
            ArrayNode array = NODES.arrayNode();
            for (int i = 0; i < Array.getLength(value); i++) {
                array.add(of(Array.get(value, i)));
            }
            return array;
        }
        return NODES.textNode(text(value));
    }

    /**
     * Times as ISO-8601, always with seconds, and with three, six or nine digits of a second where there are any:
     * {@code 2026-03-01T09:00:00}, {@code 2026-03-01T09:00:00.250}.
     */
    private static String text(Object value) {
        boolean withoutSeconds =
                value instanceof LocalDateTime moment && moment.getSecond() == 0 && moment.getNano() == 0
                        || value instanceof LocalTime time && time.getSecond() == 0 && time.getNano() == 0;
        return withoutSeconds ? value + ":00" : value.toString();
    }

    private static JsonNode ofNumber(Number number) {
        if (number instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        }
        if (number instanceof Double || number instanceof Float) {
            double wide = number.doubleValue();
            // JSON knows no infinity and no NaN.
            return Double.isFinite(wide)
                    ? NODES.numberNode(new BigDecimal(number.toString()))
                    : NODES.textNode(number.toString());
        }
        return NODES.numberNode(number.longValue());
    }

    private static JsonNode ofNested(Row row) {
        ObjectNode object = NODES.objectNode();
        List<String> names = row.getFieldNames(true) == null ? List.of() : List.copyOf(row.getFieldNames(true));
        for (int i = 0; i < row.getArity(); i++) {
            object.set(names.isEmpty() ? "f" + i : names.get(i), of(row.getField(i)));
        }
        return object;
    }
}
