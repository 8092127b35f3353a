package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.EncodeException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Writers of the message types that everybody has: their fields, without a length. */
final class WellKnownWriters {
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3_600;

    private WellKnownWriters() {}

    /** Null if the message is not of such a type, or the column is of another. */
    static @Nullable ValueWriter of(Message message, LogicalType column) {
        if (WellKnown.reader(message, column) == null) {
            return null;
        }
        return switch (message.name()) {
            case BuiltIn.TIMESTAMP -> WellKnownWriters::timestamp;
            case BuiltIn.DATE -> WellKnownWriters::date;
            case BuiltIn.TIME -> WellKnownWriters::time;
            default -> {
                int precision = ((DecimalType) column).getPrecision();
                int scale = ((DecimalType) column).getScale();
                yield (value, out) -> decimal((DecimalData) value, precision, scale, out);
            }
        };
    }

    private static void timestamp(Object value, Output out) throws EncodeException {
        TimestampData timestamp = (TimestampData) value;
        long seconds = Math.floorDiv(timestamp.getMillisecond(), MILLIS_PER_SECOND);
        int nanos = Math.floorMod(timestamp.getMillisecond(), MILLIS_PER_SECOND) * WellKnown.NANOS_PER_MILLI
                + timestamp.getNanoOfMillisecond();
        if (seconds < WellKnown.FIRST_SECOND || seconds > WellKnown.LAST_SECOND) {
            throw new EncodeException(timestamp + " is not between the years 1 and 9999");
        }
        number(1, seconds, out);
        number(2, nanos, out);
    }

    private static void date(Object value, Output out) throws EncodeException {
        LocalDate date = LocalDate.ofEpochDay((Integer) value);
        if (date.getYear() < 1 || date.getYear() > WellKnown.LAST_YEAR) {
            throw new EncodeException(date + " is not between the years 1 and 9999");
        }
        number(1, date.getYear(), out);
        number(2, date.getMonthValue(), out);
        number(3, date.getDayOfMonth(), out);
    }

    private static void time(Object value, Output out) {
        int millis = (Integer) value;
        int seconds = millis / MILLIS_PER_SECOND;
        number(1, seconds / SECONDS_PER_HOUR, out);
        number(2, seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE, out);
        number(3, seconds % SECONDS_PER_MINUTE, out);
        number(4, (long) (millis % MILLIS_PER_SECOND) * WellKnown.NANOS_PER_MILLI, out);
    }

    private static void decimal(DecimalData value, int precision, int scale, Output out) {
        BigDecimal number = value.toBigDecimal();
        out.writeVarint(Wire.tag(1, Wire.LENGTH));
        out.writeBytes(number.setScale(scale).unscaledValue().toByteArray());
        number(2, precision, out);
        number(3, scale, out);
    }

    private static void number(int field, long value, Output out) {
        if (value != 0) {
            out.writeVarint(Wire.tag(field, Wire.VARINT));
            out.writeVarint(value);
        }
    }
}
