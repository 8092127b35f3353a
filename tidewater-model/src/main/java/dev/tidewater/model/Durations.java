package dev.tidewater.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 2s}, {@code 1min}, {@code 1h}, {@code 7d}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\s*(ms|s|min|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    /** @throws IllegalArgumentException with a message for the user */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        Require.that(form.matches(), "\"" + text + "\" is not a duration");
        try {
            Duration unit = UNITS.getOrDefault(form.group(2), Duration.ZERO);
            Duration duration = unit.multipliedBy(Long.parseLong(form.group(1)));
            Require.that(duration.toMillis() >= 0, "\"" + text + "\" is not a duration");
            return duration;
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is longer than can be counted", e);
        }
    }

    /** In the greatest unit that keeps a whole number, to the millisecond; {@link #parse} reads it back. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        for (String unit : new String[] {"d", "h", "min", "s"}) {
            long length = UNITS.getOrDefault(unit, Duration.ZERO).toMillis();
            if (millis != 0 && millis % length == 0) {
                return millis / length + unit;
            }
        }
        return millis + "ms";
    }
}
