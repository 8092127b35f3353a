package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The number that a reader is looking at, in parts. Each reader has one of its own for all records. */
final class NumberText {
    /** So many digits fit into a long, whatever they are. */
    private static final int LONG_DIGITS = 18;
    /** Jackson takes no longer numbers either. */
    private static final int MOST_CHARACTERS = 1_000;
    /** {@code E-999}. */
    private static final int MOST_OF_EXPONENT = 5;

    private static final long[] POWERS = new long[LONG_DIGITS + 1];

    static {
        long power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private long digits;
    private int count;
    private int fraction;
    private int exponentAt;
    private boolean negative;

    /** Ten to the power of at most 18. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** Looks a number over and answers where it ends. */
    int scan(Input in, int from) throws DecodeException {
        int at = from;
        int c = in.peek(at);
        negative = c == '-';
        if (negative) {
            c = in.peek(++at);
        }
        int firstDigit = at;
        long value = 0;
        while (Input.isDigit(c)) {
            value = value * 10 + (c - '0');
            c = in.peek(++at);
        }
        int whole = at - firstDigit;
        if (whole == 0) {
            throw in.unexpected(at);
        }
        if (whole > 1 && in.peek(firstDigit) == '0') {
            throw in.unexpected(firstDigit + 1);
        }
        fraction = 0;
        if (c == '.') {
            int point = at;
            c = in.peek(++at);
            while (Input.isDigit(c)) {
                value = value * 10 + (c - '0');
                c = in.peek(++at);
            }
            fraction = at - point - 1;
            if (fraction == 0) {
                throw in.unexpected(at);
            }
        }
        digits = value;
        count = whole + fraction;
        exponentAt = -1;
        return (c | 0x20) == 'e' ? skipExponent(in, at) : at;
    }

    private int skipExponent(Input in, int e) throws DecodeException {
        exponentAt = e;
        int sign = in.peek(e + 1);
        int first = sign == '+' || sign == '-' ? e + 2 : e + 1;
        int at = first;
        while (Input.isDigit(in.peek(at))) {
            at++;
        }
        if (at == first) {
            throw in.unexpected(at);
        }
        return at;
    }

    /** Whether {@link #unscaled} and {@link #scale} say all. */
    boolean isShort() {
        return count <= LONG_DIGITS && exponentAt < 0;
    }

    boolean isNegative() {
        return negative;
    }

    /** The digits without the point. */
    long unscaled() {
        return negative ? -digits : digits;
    }

    /** So many digits are behind the point. */
    int scale() {
        return fraction;
    }

    /** The number itself; null if it has more digits, or a larger exponent, than a number of any column. */
    @Nullable
    BigDecimal exact(Input in, int from, int to) {
        if (to - from > MOST_CHARACTERS || (exponentAt >= 0 && to - exponentAt > MOST_OF_EXPONENT)) {
            return null;
        }
        return new BigDecimal(text(in, from, to));
    }

    static String text(Input in, int from, int to) {
        return new String(in.bytes(), from, to - from, StandardCharsets.US_ASCII);
    }
}
