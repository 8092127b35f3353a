package dev.tidewater.engine.produce;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** JSON values as Avro's unstructured types. Faults are {@code IllegalArgumentException}s that read as a predicate. */
final class AvroScalars {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private AvroScalars() {}

    static Object convert(Schema type, JsonNode node) {
        LogicalType logical = LogicalTypes.fromSchemaIgnoreInvalid(type);
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return decimal(type, decimal, node);
        }
        if (logical != null && logical.getName().equals("uuid")) {
            return uuid(type, node);
        }
        if (AvroTimes.isTime(type) && node.isTextual()) {
            return time(type, node.textValue());
        }
        return switch (type.getType()) {
            case INT -> (int) whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE, wanted(type));
            case LONG -> whole(node, Long.MIN_VALUE, Long.MAX_VALUE, wanted(type));
            case FLOAT -> (float) number(node);
            case DOUBLE -> number(node);
            case BOOLEAN -> truth(node);
            case STRING -> text(node, "a string");
            case ENUM -> symbol(type, text(node, "a string"));
            case BYTES -> ByteBuffer.wrap(base64(node));
            case FIXED -> fixed(type, base64(node));
            default -> throw new IllegalStateException("not a scalar: " + type);
        };
    }

    private static String wanted(Schema type) {
        if (AvroTimes.isTime(type)) {
            return AvroTimes.wanted(type) + " or a whole number";
        }
        return type.getType() == Schema.Type.INT ? "a whole number of 32 bits" : "a whole number of 64 bits";
    }

    private static Object time(Schema type, String text) {
        try {
            long value = WHOLE.matcher(text).matches() ? Long.parseLong(text) : AvroTimes.value(type, text);
            return type.getType() == Schema.Type.INT ? (Object) Math.toIntExact(value) : (Object) value;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is \"" + text + "\", the schema wants " + AvroTimes.wanted(type), e);
        } catch (ArithmeticException e) {
            String name = type.getLogicalType().getName();
            throw new IllegalArgumentException(
                    "is \"" + text + "\", which " + name + " cannot hold: " + e.getMessage(), e);
        }
    }

    private static long whole(JsonNode node, long least, long most, String wanted) {
        if (!node.isNumber()) {
            throw unlike(wanted, node);
        }
        BigDecimal number = node.decimalValue();
        boolean fits =
                number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        if (!fits || number.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("is " + node.asText() + ", the schema wants " + wanted);
        }
        return number.longValue();
    }

    private static double number(JsonNode node) {
        if (!node.isNumber()) {
            throw unlike("a number", node);
        }
        double value = node.doubleValue();
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("is " + node.asText() + ", too large for a double");
        }
        return value;
    }

    private static boolean truth(JsonNode node) {
        if (!node.isBoolean()) {
            throw unlike("a boolean", node);
        }
        return node.booleanValue();
    }

    private static String text(JsonNode node, String wanted) {
        if (!node.isTextual()) {
            throw unlike(wanted, node);
        }
        return node.textValue();
    }

    private static GenericData.EnumSymbol symbol(Schema type, String text) {
        if (!type.hasEnumSymbol(text)) {
            throw new IllegalArgumentException(
                    "is \"" + text + "\", the schema wants one of " + String.join(", ", type.getEnumSymbols()));
        }
        return new GenericData.EnumSymbol(type, text);
    }

    private static byte[] base64(JsonNode node) {
        String text = text(node, "bytes as a Base64 string");
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is \"" + brief(text) + "\", the schema wants bytes as a Base64 string", e);
        }
    }

    private static GenericData.Fixed fixed(Schema type, byte[] bytes) {
        if (bytes.length != type.getFixedSize()) {
            throw new IllegalArgumentException(
                    "has " + bytes.length + " bytes, the schema wants " + type.getFixedSize());
        }
        return new GenericData.Fixed(type, bytes);
    }

    private static Object uuid(Schema type, JsonNode node) {
        String text = text(node, "a UUID");
        try {
            UUID uuid = UUID.fromString(text);
            if (type.getType() == Schema.Type.STRING) {
                return text;
            }
            ByteBuffer bytes = ByteBuffer.allocate(16);
            bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
            return new GenericData.Fixed(type, bytes.array());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is \"" + brief(text) + "\", the schema wants a UUID", e);
        }
    }

    private static Object decimal(Schema type, LogicalTypes.Decimal decimal, JsonNode node) {
        String wanted = "a decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        BigDecimal number = decimalOf(node, wanted);
        BigDecimal scaled;
        try {
            scaled = number.setScale(decimal.getScale(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("is " + number.toPlainString() + ", too fine for " + wanted, e);
        }
        if (scaled.precision() > decimal.getPrecision()) {
            throw new IllegalArgumentException("is " + number.toPlainString() + ", too large for " + wanted);
        }
        byte[] bytes = scaled.unscaledValue().toByteArray();
        return type.getType() == Schema.Type.BYTES
                ? ByteBuffer.wrap(bytes)
                : new GenericData.Fixed(type, extended(bytes, type.getFixedSize()));
    }

    private static BigDecimal decimalOf(JsonNode node, String wanted) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        String text = text(node, wanted);
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is \"" + brief(text) + "\", the schema wants " + wanted, e);
        }
    }

    private static byte[] extended(byte[] bytes, int size) {
        byte[] wide = new byte[size];
        Arrays.fill(wide, (byte) (bytes[0] < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, wide, size - bytes.length, bytes.length);
        return wide;
    }

    private static String brief(String text) {
        return text.length() <= 40 ? text : text.substring(0, 39) + "…";
    }

    private static IllegalArgumentException unlike(String wanted, JsonNode node) {
        return new IllegalArgumentException("is " + Json.kind(node) + ", the schema wants " + wanted);
    }
}
