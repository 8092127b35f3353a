package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values as their column has them. Each is written in one way only, so that equal values are equal JSON: integers as longs,
 * decimals with the scale of the column, times in ISO-8601, bytes in Base64.
 */
final class Fit {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final Pattern TYPE =
            Pattern.compile("([A-Z_]+)(?:\\((\\d+)(?:,\\s*(\\d+))?\\))?(.*)", Pattern.DOTALL);

    private Fit() {}

    /**
     * @param type in SQL, such as {@code DECIMAL(10, 2) NOT NULL}; one that is not known takes any value
     * @throws IllegalArgumentException saying what the value is and what the column wants
     */
    static JsonNode to(String type, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            if (type.endsWith("NOT NULL")) {
                throw new IllegalArgumentException("is null, and the column is " + type);
            }
            return NODES.nullNode();
        }
        Matcher matcher = TYPE.matcher(type.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return tidy(value);
        }
        boolean zoned = matcher.group(4).contains("WITH LOCAL TIME ZONE");
        return switch (matcher.group(1)) {
            case "BOOLEAN" -> bool(type, value);
            case "TINYINT" -> whole(type, value, 7);
            case "SMALLINT" -> whole(type, value, 15);
            case "INT", "INTEGER" -> whole(type, value, 31);
            case "BIGINT" -> whole(type, value, 63);
            case "FLOAT" -> NODES.numberNode((double) number(type, value).floatValue());
            case "DOUBLE" -> NODES.numberNode(number(type, value).doubleValue());
            case "DECIMAL" -> decimal(type, value, matcher);
            case "CHAR", "VARCHAR", "STRING" -> text(type, value);
            case "DATE" -> time(type, value, text -> LocalDate.parse(text).toString());
            case "TIME" -> time(type, value, text -> LocalTime.parse(text).format(DateTimeFormatter.ISO_LOCAL_TIME));
            case "TIMESTAMP" -> time(type, value, zoned ? Fit::instant : Fit::local);
            case "TIMESTAMP_LTZ" -> time(type, value, Fit::instant);
            case "BYTES", "BINARY", "VARBINARY" -> bytes(type, value);
            default -> tidy(value);
        };
    }

    /** The value in the one way, where nothing is known of its type. */
    static JsonNode tidy(JsonNode value) {
        if (value.isObject()) {
            ObjectNode object = NODES.objectNode();
            value.properties().forEach(field -> object.set(field.getKey(), tidy(field.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode();
            value.forEach(element -> array.add(tidy(element)));
            return array;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return NODES.numberNode(value.longValue());
        }
        return value.isNumber() ? NODES.numberNode(value.decimalValue().stripTrailingZeros()) : value;
    }

    /** The moment of a time as {@link #to} writes it; without a zone it is in UTC. */
    static Instant moment(String text) {
        return Instant.parse(instant(text));
    }

    private static JsonNode bool(String type, JsonNode value) {
        if (value.isBoolean()) {
            return value;
        }
        String text = value.asText().toLowerCase(Locale.ROOT);
        if (value.isTextual() && (text.equals("true") || text.equals("false"))) {
            return NODES.booleanNode(text.equals("true"));
        }
        throw unlike(type, value);
    }

    private static JsonNode whole(String type, JsonNode value, int bits) {
        BigDecimal number = number(type, value);
        try {
            BigInteger whole = number.toBigIntegerExact();
            if (whole.bitLength() <= bits) {
                return NODES.numberNode(whole.longValue());
            }
        } catch (ArithmeticException e) {
            throw unlike(type, value);
        }
        throw new IllegalArgumentException("is " + number.toPlainString() + ", which is too big for " + type);
    }

    private static JsonNode decimal(String type, JsonNode value, Matcher matcher) {
        BigDecimal number = number(type, value);
        if (matcher.group(2) == null) {
            return NODES.numberNode(number);
        }
        int precision = Integer.parseInt(matcher.group(2));
        int scale = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        try {
            BigDecimal scaled = number.setScale(scale, RoundingMode.UNNECESSARY);
            if (scaled.precision() <= precision) {
                return NODES.numberNode(scaled);
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "is " + number.toPlainString() + ", which has more decimals than " + type);
        }
        throw new IllegalArgumentException("is " + number.toPlainString() + ", which is too big for " + type);
    }

    private static BigDecimal number(String type, JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        try {
            if (value.isTextual()) {
                return new BigDecimal(value.textValue().strip());
            }
        } catch (NumberFormatException e) {
            throw unlike(type, value);
        }
        throw unlike(type, value);
    }

    private static JsonNode text(String type, JsonNode value) {
        if (value.isTextual()) {
            return value;
        }
        String hint = value.isValueNode() ? "; quote it to make it a text" : "";
        throw new IllegalArgumentException(unlike(type, value).getMessage() + hint);
    }

    private static JsonNode bytes(String type, JsonNode value) {
        try {
            if (value.isTextual()) {
                return NODES.textNode(
                        Base64.getEncoder().encodeToString(Base64.getDecoder().decode(value.textValue())));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is \"" + value.textValue() + "\", and bytes are written in Base64", e);
        }
        throw unlike(type, value);
    }

    private interface Times {
        String canonical(String text);
    }

    private static JsonNode time(String type, JsonNode value, Times times) {
        if (!value.isTextual()) {
            throw unlike(type, value);
        }
        try {
            return NODES.textNode(times.canonical(value.textValue().strip()));
        } catch (DateTimeException e) {
            throw unlike(type, value);
        }
    }

    private static String local(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static String instant(String text) {
        String iso = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T").replace(" ", "");
        boolean zoned = iso.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)$") && iso.length() > 10 && hasZone(iso);
        Instant moment = zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) + "Z";
    }

    /** The hyphens of a date are no zone. */
    private static boolean hasZone(String iso) {
        String time = iso.substring(10);
        return time.endsWith("Z") || time.contains("+") || time.contains("-");
    }

    private static IllegalArgumentException unlike(String type, JsonNode value) {
        String what = value.isTextual()
                ? "the text \"" + value.textValue() + "\""
                : value.isValueNode() ? value.asText() : value.isArray() ? "a list" : "a map";
        return new IllegalArgumentException("is " + what + ", and the column is " + type);
    }
}
