package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.EncodeException;
import java.time.LocalDate;
import org.apache.flink.table.data.TimestampData;

/** Dates and times as ISO 8601 writes them. Seconds are always there, digits behind them as far as they are no zeros. */
final class TimeText {
    private static final int MILLIS_PER_DAY = 86_400_000;
    private static final int NANO_DIGITS = 9;
    private static final int MOST_DAYS = 10_000 * 366;

    private TimeText() {}

    static void date(int day, Output out) throws EncodeException {
        out.write('"');
        writeDate(day, out);
        out.write('"');
    }

    static void time(int millisOfDay, Output out) {
        out.write('"');
        writeTime(millisOfDay, 0, out);
        out.write('"');
    }

    /** @param zone what stands behind the time */
    static void timestamp(TimestampData time, String zone, Output out) throws EncodeException {
        out.write('"');
        writeDate(Math.floorDiv(time.getMillisecond(), MILLIS_PER_DAY), out);
        out.write('T');
        writeTime((int) Math.floorMod(time.getMillisecond(), (long) MILLIS_PER_DAY), time.getNanoOfMillisecond(), out);
        out.writeAscii(zone);
        out.write('"');
    }

    private static void writeDate(long day, Output out) throws EncodeException {
        int year = Math.abs(day) > MOST_DAYS ? -1 : LocalDate.ofEpochDay(day).getYear();
        if (year < 0 || year > 9999) {
            throw new EncodeException("the year is not between 0 and 9999");
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        out.writePadded(year, 4);
        out.write('-');
        out.writePadded(date.getMonthValue(), 2);
        out.write('-');
        out.writePadded(date.getDayOfMonth(), 2);
    }

    private static void writeTime(int millisOfDay, int nanoOfMilli, Output out) {
        int second = millisOfDay / 1_000;
        out.writePadded(second / 3_600, 2);
        out.write(':');
        out.writePadded(second / 60 % 60, 2);
        out.write(':');
        out.writePadded(second % 60, 2);
        int nano = millisOfDay % 1_000 * 1_000_000 + nanoOfMilli;
        if (nano == 0) {
            return;
        }
        int digits = NANO_DIGITS;
        while (nano % 10 == 0) {
            nano /= 10;
            digits--;
        }
        out.write('.');
        out.writePadded(nano, digits);
    }
}
