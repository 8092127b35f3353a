package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.avro.Numbers.Whole;
import dev.tidewater.flink.formats.avro.Numbers.Wire;
import org.apache.flink.table.data.TimestampData;

/** Readers of timestamps and of times of day. Digits that the column does not have are cut off, towards the past. */
final class Times {
    private static final long SECONDS_PER_DAY = 86_400;

    private Times() {}

    /** The unit of a number that is a time. */
    enum Unit {
        MILLIS(3),
        MICROS(6),
        NANOS(9);

        private final int digits;

        Unit(int digits) {
            this.digits = digits;
        }

        /** After the decimal point of a second. */
        int digits() {
            return digits;
        }

        long perSecond() {
            return power(digits);
        }

        /** So many of this unit are one step of a column with this precision. */
        long perStep(int precision) {
            return power(Math.max(0, digits - precision));
        }

        private static long power(int exponent) {
            long power = 1;
            for (int i = 0; i < exponent; i++) {
                power *= 10;
            }
            return power;
        }
    }

    static final class OfTimestamp extends Whole {
        private final long perMilli;
        private final long nanosPerUnit;
        private final long step;

        OfTimestamp(Wire wire, Unit unit, int precision) {
            super(wire);
            this.perMilli = unit.perSecond() / 1_000;
            this.nanosPerUnit = 1_000_000_000 / unit.perSecond();
            this.step = unit.perStep(precision);
        }

        @Override
        TimestampData read(Input in) throws DecodeException {
            long value = number(in);
            long millis = perMilli == 1 ? value : Math.floorDiv(value, perMilli);
            long rest = value - millis * perMilli;
            if (step != 1) {
                if (step >= perMilli) {
                    rest = 0;
                    millis -= Math.floorMod(millis, step / perMilli);
                } else {
                    rest -= rest % step;
                }
            }
            return TimestampData.fromEpochMillis(millis, (int) (rest * nanosPerUnit));
        }
    }

    /** TIME, which Flink holds in milliseconds of the day whatever its precision. */
    static final class OfTime extends ValueReader {
        private final Wire wire;
        private final long perDay;
        private final long perMilli;
        private final long step;

        OfTime(Wire wire, Unit unit, int precision) {
            this.wire = wire;
            this.perDay = SECONDS_PER_DAY * unit.perSecond();
            this.perMilli = unit.perSecond() / 1_000;
            this.step = unit.perStep(precision);
        }

        @Override
        Object read(Input in) throws DecodeException {
            long value = timeOfDay(in);
            return (int) ((value - value % step) / perMilli);
        }

        @Override
        public void check(Input in) throws DecodeException {
            timeOfDay(in);
        }

        private long timeOfDay(Input in) throws DecodeException {
            int at = in.position();
            long value = wire == Wire.INT ? in.readInt() : in.readLong();
            if (value < 0 || value >= perDay) {
                throw in.fault(Reason.BAD_TIME, at);
            }
            return value;
        }
    }
}
