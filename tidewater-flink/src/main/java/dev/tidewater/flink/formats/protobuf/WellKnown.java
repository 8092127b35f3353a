package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
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
    private static final int LONG_DIGITS = 18;
    private static final byte[] NO_BYTES = {};

    private static final Map<String, List<Kind>> KINDS = Map.of(
            BuiltIn.TIMESTAMP, List.of(Kind.INT64, Kind.INT32),
            BuiltIn.DATE, List.of(Kind.INT32, Kind.INT32, Kind.INT32),
            BuiltIn.TIME, List.of(Kind.INT32, Kind.INT32, Kind.INT32, Kind.INT32),
            BuiltIn.DECIMAL, List.of(Kind.BYTES, Kind.UINT32, Kind.INT32));

    private WellKnown() {}

    /** Null if the message is not of such a type, or the column is of another. */
    static @Nullable ValueReader reader(Message message, LogicalType column) {
        List<Kind> kinds = message.fields().stream().map(Field::kind).toList();
        if (!kinds.equals(KINDS.get(message.name())) || !isNumberedFromOne(message)) {
            return null;
        }
        Conversion conversion = switch (message.name()) {
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
        return conversion == null ? null : new PartsReader(message.fields(), conversion);
    }

    private static boolean isNumberedFromOne(Message message) {
        for (int i = 0; i < message.fields().size(); i++) {
            if (message.fields().get(i).number() != i + 1) {
                return false;
            }
        }
        return true;
    }

    /** The fields of one message, by their numbers: up to four, of which the first may be bytes. */
    private static final class Parts {
        private byte[] bytes = NO_BYTES;
        private long first;
        private long second;
        private long third;
        private long fourth;

        void set(int number, long value) {
            switch (number) {
                case 1 -> first = value;
                case 2 -> second = value;
                case 3 -> third = value;
                default -> fourth = value;
            }
        }
    }

    @FunctionalInterface
    private interface Conversion {
        Object of(Input in, Parts parts) throws DecodeException;
    }

    /** As {@link MessageReader}, in a quarter of the time, for most records have such a message or two. */
    private static final class PartsReader extends ValueReader {
        private final List<Field> fields;
        private final Conversion conversion;

        PartsReader(List<Field> fields, Conversion conversion) {
            this.fields = fields;
            this.conversion = conversion;
        }

        @Override
        Object start() {
            return new Parts();
        }

        @Override
        void part(Input in, Object gathered, int group) throws DecodeException {
            Parts parts = (Parts) gathered;
            in.enter();
            int outer = in.open();
            while (in.hasMore()) {
                int at = in.position();
                int tag = in.readTag();
                int number = Wire.number(tag);
                if (number > fields.size() || Wire.wire(tag) == Wire.END_OF_GROUP) {
                    in.skip(tag);
                    continue;
                }
                Field field = fields.get(number - 1);
                try {
                    read(in, field.kind(), tag, at, parts);
                } catch (DecodeException e) {
                    throw e.within(field.name());
                }
            }
            in.close(outer);
            in.leave();
        }

        private static void read(Input in, Kind kind, int tag, int at, Parts parts) throws DecodeException {
            if (Wire.wire(tag) != kind.wire()) {
                throw in.fault(Reason.WRONG_WIRE_TYPE, at);
            }
            if (kind == Kind.BYTES) {
                parts.bytes = in.readBytes();
            } else {
                long value = in.readVarint();
                parts.set(Wire.number(tag), kind == Kind.INT64 ? value : (int) value);
            }
        }

        @Override
        Object result(Input in, Object gathered) throws DecodeException {
            return conversion.of(in, (Parts) gathered);
        }

        @Override
        boolean isDoneWhenFilled() {
            return false;
        }
    }

    private static Conversion timestamp(int precision) {
        int step = power(NANO_DIGITS - precision);
        return (in, parts) -> {
            long seconds = parts.first;
            int nanos = (int) parts.second;
            if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= NANOS_PER_SECOND) {
                throw in.fault(Reason.BAD_TIMESTAMP, in.position());
            }
            int kept = nanos - nanos % step;
            return TimestampData.fromEpochMillis(
                    seconds * MILLIS_PER_SECOND + kept / NANOS_PER_MILLI, kept % NANOS_PER_MILLI);
        };
    }

    private static Object date(Input in, Parts parts) throws DecodeException {
        try {
            if (parts.first < 1 || parts.first > LAST_YEAR) {
                throw in.fault(Reason.BAD_DATE, in.position());
            }
            return (int) LocalDate.of((int) parts.first, (int) parts.second, (int) parts.third)
                    .toEpochDay();
        } catch (DateTimeException e) {
            throw in.fault(Reason.BAD_DATE, in.position());
        }
    }

    private static Conversion time(int precision) {
        int step = power(NANO_DIGITS - precision);
        return (in, parts) -> {
            try {
                int nanos = (int) parts.fourth;
                LocalTime time = LocalTime.of((int) parts.first, (int) parts.second, (int) parts.third, nanos);
                return (int) (time.minusNanos(nanos % step).toNanoOfDay() / NANOS_PER_MILLI);
            } catch (DateTimeException e) {
                throw in.fault(Reason.BAD_TIME, in.position());
            }
        };
    }

    private static Conversion decimal(DecimalType column) {
        int precision = column.getPrecision();
        int scale = column.getScale();
        long limit = precision <= LONG_DIGITS ? longPower(precision) : 0;
        return (in, parts) -> {
            byte[] unscaled = parts.bytes;
            int written = (int) parts.third;
            if (unscaled.length > MOST_BYTES || Math.abs((long) written) > LARGEST_SCALE) {
                throw in.fault(Reason.DECIMAL_OVERFLOW, in.position());
            }
            DecimalData decimal;
            if (unscaled.length > 0 && unscaled.length <= Long.BYTES && written == scale && limit > 0) {
                long value = compact(unscaled);
                decimal =
                        value < limit && value > -limit ? DecimalData.fromUnscaledLong(value, precision, scale) : null;
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

    private static long compact(byte[] unscaled) {
        long value = unscaled[0];
        for (int i = 1; i < unscaled.length; i++) {
            value = (value << Byte.SIZE) | (unscaled[i] & 0xFF);
        }
        return value;
    }

    private static @Nullable DecimalData exact(BigDecimal number, int precision, int scale) {
        try {
            return DecimalData.fromBigDecimal(number.setScale(scale), precision, scale);
        } catch (ArithmeticException roundingNeeded) {
            return null;
        }
    }

    private static int power(int exponent) {
        return (int) longPower(exponent);
    }

    private static long longPower(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
