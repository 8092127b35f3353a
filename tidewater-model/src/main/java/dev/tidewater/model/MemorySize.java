package dev.tidewater.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory, more than nothing. Units are powers of 1024, as in Flink and the JVM. */
public record MemorySize(long bytes) implements Comparable<MemorySize> {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\s*([kmgt]?)(?:i?b)?");
    private static final String UNITS = "kmgt";

    public MemorySize {
        Require.that(bytes > 0, "a memory size is more than 0 bytes");
    }

    public static MemorySize ofMebibytes(long mebibytes) {
        return new MemorySize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /**
     * Reads {@code 512m}, {@code 1g}, {@code 64kb}, {@code 2 GiB}, or plain bytes.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static MemorySize parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        Require.that(form.matches(), "\"" + text + "\" is not a memory size");
        try {
            long factor = form.group(2).isEmpty() ? 1 : 1L << (10 * (UNITS.indexOf(form.group(2)) + 1));
            return new MemorySize(Math.multiplyExact(Long.parseLong(form.group(1)), factor));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is more memory than can be counted", e);
        }
    }

    /** Whole mebibytes, rounded down. */
    public long mebibytes() {
        return bytes >> 20;
    }

    @Override
    public int compareTo(MemorySize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** In the greatest unit that keeps a whole number, such as {@code 768m}; {@link #parse} reads it back. */
    @Override
    public String toString() {
        long number = bytes;
        int unit = -1;
        while (unit < UNITS.length() - 1 && number % 1024 == 0) {
            number /= 1024;
            unit++;
        }
        return unit < 0 ? number + "b" : number + UNITS.substring(unit, unit + 1);
    }
}
