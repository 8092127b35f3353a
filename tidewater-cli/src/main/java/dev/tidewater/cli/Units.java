package dev.tidewater.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Quantities as people read them. */
final class Units {
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

    static String bytes(long bytes) {
        double mebibytes = bytes / (1024.0 * 1024.0);
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.2f GiB", mebibytes / 1024);
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
