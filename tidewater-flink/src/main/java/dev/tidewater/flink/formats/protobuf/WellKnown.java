package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.protobuf.MessageReader.Conversion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/**
 * Values of the message types that everybody has, from their fields. Digits of times that the column does not have are cut
 * off, towards the past; a decimal that does not fit is a fault.
 */
final class WellKnown {
    /** From the year 1 to the end of 9999, as {@code timestamp.proto} says. */
    static final long FIRST_SECOND = -62_135_596_800L;

    static final long LAST_SECOND = 253_402_300_799L;
    static final int LAST_YEAR = 9_999;
    static final int NANOS_PER_SECOND = 1_000_000_000;
    static final int NANOS_PER_MILLI = 1_000_000;

    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int NANO_DIGITS = 9;
    /** No decimal of Flink's needs more, and reckoning with more takes long. */
    private static final int MOST_BYTES = 32;

    private static final int LARGEST_SCALE = 100;

    private static final Map<String, List<Kind>> KINDS = Map.of(
            BuiltIn.TIMESTAMP, List.of(Kind.INT64, Kind.INT32),
            BuiltIn.DATE, List.of(Kind.INT32, Kind.INT32, Kind.INT32),
            BuiltIn.TIME, List.of(Kind.INT32, Kind.INT32, Kind.INT32, Kind.INT32),
            BuiltIn.DECIMAL, List.of(Kind.BYTES, Kind.UINT32, Kind.INT32));

    private WellKnown() {}

    /** Null if the message is not of such a type, or the column is of another. */
    static @Nullable Conversion conversion(Message message, LogicalType column) {
        List<Kind> kinds = message.fields().stream().map(Field::kind).toList();
        if (!kinds.equals(KINDS.get(message.name()))) {
            return null;
        }
        return switch (message.name()) {
            case BuiltIn.TIMESTAMP ->
                column.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                                || column.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
                        ? timestamp(LogicalTypeChecks.getPrecision(column))
                        : null;
            case BuiltIn.DATE -> column.is(LogicalTypeRoot.DATE) ? WellKnown::date : null;
            case BuiltIn.TIME ->
                column.is(LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE) ? time(LogicalTypeChecks.getPrecision(column)) : null;
            case BuiltIn.DECIMAL -> column instanceof DecimalType decimal ? decimal(decimal) : null;
            default -> null;
        };
    }

    private static Conversion timestamp(int precision) {
        int step = power(NANO_DIGITS - precision);
        return (in, row) -> {
            long seconds = row.getLong(0);
            int nanos = row.getInt(1);
            if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= NANOS_PER_SECOND) {
                throw in.fault(Reason.BAD_TIMESTAMP, in.position());
            }
            int kept = nanos - nanos % step;
            return TimestampData.fromEpochMillis(
                    seconds * MILLIS_PER_SECOND + kept / NANOS_PER_MILLI, kept % NANOS_PER_MILLI);
        };
    }

    private static Object date(Input in, GenericRowData row) throws DecodeException {
        try {
            if (row.getInt(0) < 1 || row.getInt(0) > LAST_YEAR) {
                throw in.fault(Reason.BAD_DATE, in.position());
            }
            return (int)
                    LocalDate.of(row.getInt(0), row.getInt(1), row.getInt(2)).toEpochDay();
        } catch (DateTimeException e) {
            throw in.fault(Reason.BAD_DATE, in.position());
        }
    }

    private static Conversion time(int precision) {
        int step = power(NANO_DIGITS - precision);
        return (in, row) -> {
            try {
                int nanos = row.getInt(3);
                LocalTime time = LocalTime.of(row.getInt(0), row.getInt(1), row.getInt(2), nanos);
                return (int) (time.minusNanos(nanos % step).toNanoOfDay() / NANOS_PER_MILLI);
            } catch (DateTimeException e) {
                throw in.fault(Reason.BAD_TIME, in.position());
            }
        };
    }

    private static Conversion decimal(DecimalType column) {
        int precision = column.getPrecision();
        int scale = column.getScale();
        return (in, row) -> {
            byte[] unscaled = row.getBinary(0);
            int written = row.getInt(2);
            if (unscaled.length > MOST_BYTES || Math.abs((long) written) > LARGEST_SCALE) {
                throw in.fault(Reason.DECIMAL_OVERFLOW, in.position());
            }
            DecimalData decimal = null;
            if (unscaled.length > 0 && unscaled.length <= Long.BYTES && written == scale && precision <= 18) {
                decimal = compact(unscaled, precision, scale);
            } else {
                BigInteger whole = unscaled.length == 0 ? BigInteger.ZERO : new BigInteger(unscaled);
                decimal = exact(new BigDecimal(whole, written), precision, scale);
            }
            if (decimal == null) {
                throw in.fault(Reason.DECIMAL_OVERFLOW, in.position());
            }
            return decimal;
        };
    }

    private static @Nullable DecimalData compact(byte[] unscaled, int precision, int scale) {
        long value = unscaled[0];
        for (int i = 1; i < unscaled.length; i++) {
            value = (value << Byte.SIZE) | (unscaled[i] & 0xFF);
        }
        long limit = 1;
        for (int i = 0; i < precision; i++) {
            limit *= 10;
        }
        return value < limit && value > -limit ? DecimalData.fromUnscaledLong(value, precision, scale) : null;
    }

    private static @Nullable DecimalData exact(BigDecimal number, int precision, int scale) {
        try {
            return DecimalData.fromBigDecimal(number.setScale(scale), precision, scale);
        } catch (ArithmeticException roundingNeeded) {
            return null;
        }
    }

    private static int power(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
