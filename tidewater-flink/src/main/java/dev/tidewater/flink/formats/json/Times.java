package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import org.apache.flink.table.data.TimestampData;

/**
 * Readers of dates and times, of texts of ISO 8601, and of numbers where the schema says that Kafka Connect writes them.
 * Digits that the column does not have are cut off, towards the past.
 */
final class Times {
    private static final int MILLIS_PER_DAY = 86_400_000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANO_DIGITS = 9;

    private Times() {}

    /** A text that is a time; a number as well, if Kafka Connect has written it. */
    abstract static class OfTimes extends Texts.OfMeaning {
        final Iso8601 time = new Iso8601();
        private final ValueReader epoch;
        private final boolean numbers;

        OfTimes(String meaning, Written written, Numbers.OfWhole epoch) {
            super(meaning);
            this.epoch = epoch;
            this.numbers = written == Written.EPOCH;
        }

        /** What a number of the schema's unit stands for. */
        abstract Object since(Number number);

        @Override
        Object read(Input in, int at) throws DecodeException {
            return isNumber(in, at) ? since((Number) epoch.read(in, at)) : super.read(in, at);
        }

        @Override
        int check(Input in, int at) throws DecodeException {
            return isNumber(in, at) ? epoch.check(in, at) : super.check(in, at);
        }

        private boolean isNumber(Input in, int at) {
            return numbers && in.peek(at) != '"';
        }
    }

    static final class OfDate extends OfTimes {
        OfDate(Written written) {
            super("a date", written, new Numbers.OfWhole(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }

        @Override
        Object since(Number days) {
            return days;
        }

        @Override
        Object meant(byte[] text, int from, int to, int at) throws DecodeException {
            checkMeant(text, from, to, at);
            return (int) time.day();
        }

        @Override
        void checkMeant(byte[] text, int from, int to, int at) throws DecodeException {
            if (!time.parseDate(text, from, to)) {
                throw new DecodeException(Reason.NOT_A_TIME, at, "a date is expected, like 2026-01-31");
            }
        }
    }

    /** TIME, which Flink holds in milliseconds of the day whatever its precision. */
    static final class OfTime extends OfTimes {
        private final int step;

        OfTime(Written written, int precision) {
            super("a time", written, new Numbers.OfWhole(Integer.class, 0, MILLIS_PER_DAY - 1));
            this.step = (int) NumberText.power(Math.max(0, 3 - precision));
        }

        @Override
        Object since(Number millis) {
            return millis.intValue() - millis.intValue() % step;
        }

        @Override
        Object meant(byte[] text, int from, int to, int at) throws DecodeException {
            checkMeant(text, from, to, at);
            return since((int) (time.nanoOfDay() / NANOS_PER_MILLI));
        }

        @Override
        void checkMeant(byte[] text, int from, int to, int at) throws DecodeException {
            if (!time.parseTime(text, from, to)) {
                throw new DecodeException(Reason.NOT_A_TIME, at, "a time of day is expected, like 12:30:59.123");
            }
            if (time.offsetSeconds() != 0) {
                throw new DecodeException(Reason.NOT_A_TIME, at, "a TIME has no offset from UTC");
            }
        }
    }

    /** TIMESTAMP, which is a local time, or TIMESTAMP_LTZ, which is a moment and needs an offset from UTC. */
    static final class OfTimestamp extends OfTimes {
        private final boolean zoned;
        private final int nanosPerStep;
        private final int millisPerStep;

        OfTimestamp(Zone zone, Written written, int precision) {
            super("a timestamp", written, new Numbers.OfWhole(Long.class, Long.MIN_VALUE, Long.MAX_VALUE));
            this.zoned = zone == Zone.UTC;
            this.nanosPerStep = (int) NumberText.power(Math.min(6, NANO_DIGITS - precision));
            this.millisPerStep = (int) NumberText.power(Math.max(0, 3 - precision));
        }

        @Override
        Object since(Number millis) {
            return timestamp(millis.longValue(), 0);
        }

        private TimestampData timestamp(long millis, int nanos) {
            return TimestampData.fromEpochMillis(
                    millisPerStep == 1 ? millis : millis - Math.floorMod(millis, millisPerStep),
                    nanos == 0 ? 0 : nanos - nanos % nanosPerStep);
        }

        @Override
        Object meant(byte[] text, int from, int to, int at) throws DecodeException {
            checkMeant(text, from, to, at);
            long seconds = time.seconds() - time.offsetSeconds();
            int millis = time.nano() / NANOS_PER_MILLI;
            return timestamp(seconds * 1_000 + millis, time.nano() - millis * NANOS_PER_MILLI);
        }

        @Override
        void checkMeant(byte[] text, int from, int to, int at) throws DecodeException {
            if (!time.parseDateTime(text, from, to)) {
                throw new DecodeException(
                        Reason.NOT_A_TIME,
                        at,
                        "a timestamp is expected, like 2026-01-31T12:30:59.123" + (zoned ? "Z" : ""));
            }
            if (time.isZoned() != zoned) {
                throw new DecodeException(
                        Reason.NOT_A_TIME,
                        at,
                        zoned
                                ? "it lacks Z or an offset from UTC, without which it is no moment; a local time is a TIMESTAMP"
                                : "it has an offset from UTC, and a TIMESTAMP is a local time; a moment is a TIMESTAMP_LTZ");
            }
        }
    }

    /** Whether a timestamp says where its clock stands. */
    enum Zone {
        NONE,
        UTC
    }
}
