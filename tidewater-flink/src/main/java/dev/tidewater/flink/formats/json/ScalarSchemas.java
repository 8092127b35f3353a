package dev.tidewater.flink.formats.json;

import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/** What a schema says of values that are texts or numbers: with its format, and with hints. */
final class ScalarSchemas {
    private static final int MILLIS = 3;
    private static final int MICROS = 6;

    private ScalarSchemas() {}

    static Shape plain(LogicalType type) {
        return new Shape.Scalar(type, Written.AS_COLUMN);
    }

    static Shape string(JsonNode schema, String path) {
        if (schema.path(Hints.TITLE).asText().equals(Hints.DECIMAL)) {
            return new Shape.Scalar(decimal(schema, path), Written.UNSCALED);
        }
        String format = schema.path("format").asText();
        if (schema.path(Hints.CONNECT_TYPE).asText().equals(Hints.BYTES)
                || schema.path("contentEncoding").asText().equals("base64")
                || format.equals("byte")) {
            return plain(bytes(schema));
        }
        if (schema.path(Hints.FLINK_TYPE).asText().equals(Hints.LOCAL)) {
            return plain(new TimestampType(false, precision(schema, MICROS)));
        }
        return plain(
                switch (format) {
                    case "date" -> new DateType(false);
                    case "time" -> new TimeType(false, precision(schema, MILLIS));
                    case "date-time" -> new LocalZonedTimestampType(false, precision(schema, MICROS));
                    default -> text(schema);
                });
    }

    private static LogicalType text(JsonNode schema) {
        int most = schema.path(Hints.FLINK_MAX_LENGTH).asInt(0);
        if (most < 1) {
            return new VarCharType(false, VarCharType.MAX_LENGTH);
        }
        return schema.path(Hints.FLINK_MIN_LENGTH).asInt(0) == most
                ? new CharType(false, most)
                : new VarCharType(false, most);
    }

    private static LogicalType bytes(JsonNode schema) {
        int most = schema.path(Hints.FLINK_MAX_LENGTH).asInt(0);
        if (most < 1) {
            return new VarBinaryType(false, VarBinaryType.MAX_LENGTH);
        }
        return schema.path(Hints.FLINK_MIN_LENGTH).asInt(0) == most
                ? new BinaryType(false, most)
                : new VarBinaryType(false, most);
    }

    static Shape number(JsonNode schema, LogicalType usual, String path) {
        Optional<LogicalType> time = time(schema);
        if (time.isPresent()) {
            return new Shape.Scalar(time.get(), Written.EPOCH);
        }
        if (schema.path(Hints.TITLE).asText().equals(Hints.DECIMAL)) {
            return new Shape.Scalar(decimal(schema, path), Written.NUMBER);
        }
        return plain(
                switch (schema.path(Hints.CONNECT_TYPE).asText()) {
                    case "int8" -> new TinyIntType(false);
                    case "int16" -> new SmallIntType(false);
                    case "int32" -> new IntType(false);
                    case "int64" -> new BigIntType(false);
                    case "float32" -> new FloatType(false);
                    case "float64" -> new DoubleType(false);
                    default -> usual;
                });
    }

    private static Optional<LogicalType> time(JsonNode schema) {
        return Optional.ofNullable(
                switch (schema.path(Hints.TITLE).asText()) {
                    case Hints.DATE -> new DateType(false);
                    case Hints.TIME -> new TimeType(false, precision(schema, MILLIS));
                    case Hints.TIMESTAMP ->
                        schema.path(Hints.FLINK_TYPE).asText().equals(Hints.LOCAL)
                                ? new TimestampType(false, precision(schema, MILLIS))
                                : new LocalZonedTimestampType(false, precision(schema, MILLIS));
                    default -> null;
                });
    }

    private static int precision(JsonNode schema, int usual) {
        int precision = schema.path(Hints.FLINK_PRECISION).asInt(usual);
        return precision < 0 || precision > TimestampType.MAX_PRECISION ? usual : precision;
    }

    private static LogicalType decimal(JsonNode schema, String path) {
        JsonNode parameters = schema.path(Hints.CONNECT_PARAMETERS);
        int scale = parameters.path(Hints.SCALE).asInt(0);
        int precision = parameters
                .path(Hints.FLINK_PRECISION)
                .asInt(parameters.path(Hints.CONNECT_PRECISION).asInt(DecimalType.MAX_PRECISION));
        if (precision < 1 || precision > DecimalType.MAX_PRECISION || scale < 0 || scale > precision) {
            throw new IncompatibleJsonSchemaException(
                    path,
                    "a decimal of " + precision + " digits, " + scale
                            + " of them behind the point, and a column has at most " + DecimalType.MAX_PRECISION);
        }
        return new DecimalType(false, precision, scale);
    }
}
