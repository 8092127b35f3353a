package dev.tidewater.flink.formats.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/** What JSON means, by Jackson and java.time: rows to trees and back. */
final class Oracle {
    private static final ObjectMapper JACKSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private Oracle() {}

    static JsonNode parse(byte[] json) throws IOException {
        return JACKSON.readTree(json);
    }

    static JsonNode node(@Nullable Object value, LogicalType type) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> NODES.booleanNode((boolean) value);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> NODES.numberNode(((Number) value).longValue());
            case FLOAT -> NODES.numberNode((float) value);
            case DOUBLE -> NODES.numberNode((double) value);
            case DECIMAL -> NODES.numberNode(((DecimalData) value).toBigDecimal());
            case CHAR, VARCHAR -> NODES.textNode(value.toString());
            case BINARY, VARBINARY -> NODES.textNode(Base64.getEncoder().encodeToString((byte[]) value));
            case DATE -> NODES.textNode(LocalDate.ofEpochDay((int) value).toString());
            case TIME_WITHOUT_TIME_ZONE ->
                NODES.textNode(LocalTime.ofNanoOfDay((int) value * 1_000_000L).toString());
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                NODES.textNode(((TimestampData) value).toLocalDateTime().toString());
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                NODES.textNode(((TimestampData) value).toInstant().toString());
            case ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                LogicalType item = ((ArrayType) type).getElementType();
                for (Object element : ((GenericArrayData) value).toObjectArray()) {
                    array.add(node(element, item));
                }
                yield array;
            }
            case MAP -> {
                ObjectNode object = NODES.objectNode();
                LogicalType item = ((MapType) type).getValueType();
                ArrayData keys = ((MapData) value).keyArray();
                for (int i = 0; i < keys.size(); i++) {
                    StringData key = keys.getString(i);
                    object.set(key.toString(), node(((GenericMapData) value).get(key), item));
                }
                yield object;
            }
            case ROW -> {
                ObjectNode object = NODES.objectNode();
                RowType row = (RowType) type;
                for (int i = 0; i < row.getFieldCount(); i++) {
                    object.set(
                            row.getFieldNames().get(i), node(((GenericRowData) value).getField(i), row.getTypeAt(i)));
                }
                yield object;
            }
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    static GenericRowData row(JsonNode node, RowType type) {
        GenericRowData row = new GenericRowData(type.getFieldCount());
        for (int i = 0; i < type.getFieldCount(); i++) {
            row.setField(i, value(node.path(type.getFieldNames().get(i)), type.getTypeAt(i)));
        }
        return row;
    }

    private static @Nullable Object value(JsonNode node, LogicalType type) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> node.booleanValue();
            case TINYINT -> node.decimalValue().byteValueExact();
            case SMALLINT -> node.decimalValue().shortValueExact();
            case INTEGER -> node.decimalValue().intValueExact();
            case BIGINT -> node.decimalValue().longValueExact();
            case FLOAT -> Float.parseFloat(node.asText());
            case DOUBLE -> Double.parseDouble(node.asText());
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                BigDecimal number = new BigDecimal(node.asText());
                yield DecimalData.fromBigDecimal(
                        number.setScale(decimal.getScale()), decimal.getPrecision(), decimal.getScale());
            }
            case CHAR, VARCHAR -> {
                if (!node.isTextual()) {
                    throw new UnknownTextException();
                }
                yield StringData.fromString(node.textValue());
            }
            case BINARY, VARBINARY -> Base64.getDecoder().decode(node.textValue());
            case DATE -> (int) LocalDate.parse(node.textValue()).toEpochDay();
            case TIME_WITHOUT_TIME_ZONE ->
                (int) (cut(
                                LocalTime.parse(node.textValue().replaceFirst("(Z|[+-]00(:?00)?)$", ""))
                                        .toNanoOfDay(),
                                type)
                        / 1_000_000);
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                cut(LocalDateTime.parse(node.textValue().replace(' ', 'T')), type);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> cut(utc(node.textValue().replace(' ', 'T')), type);
            case ARRAY -> {
                LogicalType item = ((ArrayType) type).getElementType();
                yield new GenericArrayData(IntStream.range(0, node.size())
                        .mapToObj(i -> value(node.get(i), item))
                        .toArray());
            }
            case MAP -> {
                Map<StringData, @Nullable Object> entries = new LinkedHashMap<>();
                node.properties()
                        .forEach(entry -> entries.put(
                                StringData.fromString(entry.getKey()),
                                value(entry.getValue(), ((MapType) type).getValueType())));
                yield new GenericMapData(entries);
            }
            case ROW -> row(node, (RowType) type);
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static LocalDateTime utc(String text) {
        int zone = Math.max(text.indexOf('Z'), Math.max(text.indexOf('+'), text.lastIndexOf('-')));
        Instant instant = LocalDateTime.parse(text.substring(0, zone)).toInstant(ZoneOffset.of(text.substring(zone)));
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static TimestampData cut(LocalDateTime time, LogicalType type) {
        return TimestampData.fromLocalDateTime(time.withNano((int) cut(time.getNano(), type)));
    }

    private static long cut(long nanos, LogicalType type) {
        return nanos - nanos % (long) Math.pow(10, 9 - LogicalTypeChecks.getPrecision(type));
    }

    /** The text of a value that is no string: Jackson does not keep how it was written. */
    static final class UnknownTextException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
