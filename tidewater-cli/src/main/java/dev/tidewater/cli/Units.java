package dev.tidewater.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Quantities as people read them. */
final class Units {
    private static final double KIBI = 1024;

    private Units() {}

    /** {@code 340 ms}, {@code 7.9 s}, {@code 12 min}. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return duration.toMinutes() < 120 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }

    /** {@code 512 B}, {@code 3 KiB}, {@code 42 MiB}, {@code 1.25 GiB}. */
    static String bytes(long bytes) {
        if (bytes < KIBI) {
            return bytes + " B";
        }
        double kibibytes = bytes / KIBI;
        if (kibibytes < KIBI) {
            return String.format(Locale.ROOT, "%.0f KiB", kibibytes);
        }
        double mebibytes = kibibytes / KIBI;
        return mebibytes < KIBI
                ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.2f GiB", mebibytes / KIBI);
    }

    /** {@code 12,345}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 record}, {@code 12,345 records}. */
    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 3 s ago}. */
    static String ago(Instant instant, Clock clock) {
        Duration age = Duration.between(instant, clock.instant());
        return (age.isNegative() ? "0 s" : coarse(age)) + " ago";
    }

    private static String coarse(Duration age) {
        if (age.toSeconds() < 120) {
            return age.toSeconds() + " s";
        }
        if (age.toMinutes() < 120) {
            return age.toMinutes() + " min";
        }
        return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " d";
    }
}
