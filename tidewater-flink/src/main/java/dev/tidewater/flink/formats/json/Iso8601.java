package dev.tidewater.flink.formats.json;

/**
 * A date, a time of day or both, as ISO 8601 and RFC 3339 write them: {@code 2026-01-31}, {@code 12:30}, {@code
 * 12:30:59.123456789}, with {@code T} or a space in between, with {@code Z} or an offset behind. Each reader has one of its
 * own for all records.
 */
final class Iso8601 {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int DATE_SIZE = 10;
    private static final int MOST_FRACTION_DIGITS = 9;

    /** Since 1970. */
    private long day;
    /** Of the day. */
    private int second;

    private int nano;
    private boolean zoned;
    /** East of Greenwich. */
    private int offsetSeconds;

    long day() {
        return day;
    }

    long nanoOfDay() {
        return second * NANOS_PER_SECOND + nano;
    }

    int nano() {
        return nano;
    }

    /** Of the local time since 1970. */
    long seconds() {
        return day * 86_400 + second;
    }

    boolean isZoned() {
        return zoned;
    }

    int offsetSeconds() {
        return offsetSeconds;
    }

    boolean parseDate(byte[] text, int from, int to) {
        return to - from == DATE_SIZE && date(text, from);
    }

    boolean parseTime(byte[] text, int from, int to) {
        return time(text, from, to);
    }

    boolean parseDateTime(byte[] text, int from, int to) {
        if (to - from <= DATE_SIZE || !date(text, from)) {
            return false;
        }
        byte separator = text[from + DATE_SIZE];
        return (separator == 'T' || separator == ' ') && time(text, from + DATE_SIZE + 1, to);
    }

    private boolean date(byte[] text, int at) {
        int century = two(text, at);
        int ofCentury = two(text, at + 2);
        int month = two(text, at + 5);
        int dayOfMonth = two(text, at + 8);
        if ((century | ofCentury | month | dayOfMonth) < 0 || text[at + 4] != '-' || text[at + 7] != '-') {
            return false;
        }
        int year = century * 100 + ofCentury;
        if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysOf(month, year)) {
            return false;
        }
        day = epochDay(year, month, dayOfMonth);
        return true;
    }

    private static int daysOf(int month, int year) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    /** The year is taken to begin in March, so that the day of a leap year is its last. */
    private static long epochDay(int year, int month, int dayOfMonth) {
        int y = month <= 2 ? year - 1 : year;
        int sinceMarch = (month + 9) % 12;
        long days = 365L * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400);
        return days + (153 * sinceMarch + 2) / 5 + dayOfMonth - 1 - 719_468;
    }

    private boolean time(byte[] text, int from, int to) {
        if (to - from < 5) {
            return false;
        }
        int hour = two(text, from);
        int minute = two(text, from + 3);
        if ((hour | minute) < 0 || hour > 23 || minute > 59 || text[from + 2] != ':') {
            return false;
        }
        second = hour * 3600 + minute * 60;
        nano = 0;
        int at = from + 5;
        if (at < to && text[at] == ':') {
            int seconds = at + 3 <= to ? two(text, at + 1) : -1;
            if (seconds < 0 || seconds > 59) {
                return false;
            }
            second += seconds;
            at += 3;
            if (at < to && text[at] == '.') {
                at = fraction(text, at + 1, to);
            }
        }
        return at > 0 && zone(text, at, to);
    }

    /** Answers where it ends, or -1. */
    private int fraction(byte[] text, int from, int to) {
        int value = 0;
        int at = from;
        while (at < to && Input.isDigit(text[at]) && at - from < MOST_FRACTION_DIGITS) {
            value = value * 10 + (text[at] - '0');
            at++;
        }
        if (at == from) {
            return -1;
        }
        nano = value * (int) NumberText.power(MOST_FRACTION_DIGITS - (at - from));
        return at;
    }

    private boolean zone(byte[] text, int at, int to) {
        offsetSeconds = 0;
        zoned = at < to;
        if (!zoned) {
            return true;
        }
        byte sign = text[at];
        int size = to - at;
        if (sign == 'Z') {
            return size == 1;
        }
        if ((sign != '+' && sign != '-') || (size != 3 && size != 5 && size != 6)) {
            return false;
        }
        if (size == 6 && text[at + 3] != ':') {
            return false;
        }
        int hours = two(text, at + 1);
        int minutes = size == 3 ? 0 : two(text, to - 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return false;
        }
        int seconds = hours * 3600 + minutes * 60;
        offsetSeconds = sign == '-' ? -seconds : seconds;
        return true;
    }

    /** A number of two digits, or less than zero. */
    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return (tens | ones | 9 - tens | 9 - ones) < 0 ? -1 : tens * 10 + ones;
    }
}
