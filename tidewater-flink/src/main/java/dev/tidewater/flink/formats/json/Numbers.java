package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.DecimalType;
import org.jspecify.annotations.Nullable;

/** Readers of booleans and of numbers. Nothing is rounded but what a FLOAT or DOUBLE cannot hold. */
final class Numbers {
    private Numbers() {}

    /** The number in the type of the column; null if it has digits there is no room for. */
    static @Nullable DecimalData exact(BigDecimal number, DecimalType column) {
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > column.getScale()) {
            return null;
        }
        return DecimalData.fromBigDecimal(number, column.getPrecision(), column.getScale());
    }

    static final class OfBoolean extends ValueReader {
        @Override
        Object read(Input in, int at) throws DecodeException {
            in.endAt(check(in, at));
            return in.peek(at) == 't';
        }

        @Override
        int check(Input in, int at) throws DecodeException {
            return switch (in.peek(at)) {
                case 't' -> in.skipWord(at, "true");
                case 'f' -> in.skipWord(at, "false");
                default -> throw in.wrongType(at, "a boolean");
            };
        }
    }

    /** A number, the start of which has been looked at. */
    abstract static class OfNumber extends ValueReader {
        final NumberText number = new NumberText();

        int scan(Input in, int at) throws DecodeException {
            int c = in.peek(at);
            if (c != '-' && !Input.isDigit(c)) {
                throw in.wrongType(at, "a number");
            }
            return number.scan(in, at);
        }
    }

    /** TINYINT to BIGINT. A number without a fraction will do in any spelling: 1.0 and 1e3 are whole. */
    static final class OfWhole extends OfNumber {
        private static final BigDecimal LOWEST = BigDecimal.valueOf(Long.MIN_VALUE);
        private static final BigDecimal HIGHEST = BigDecimal.valueOf(Long.MAX_VALUE);

        private final Class<? extends Number> type;
        private final long lowest;
        private final long highest;

        /** @param type Byte, Short, Integer or Long */
        OfWhole(Class<? extends Number> type, long lowest, long highest) {
            this.type = type;
            this.lowest = lowest;
            this.highest = highest;
        }

        @Override
        Object read(Input in, int at) throws DecodeException {
            int end = scan(in, at);
            in.endAt(end);
            long value = inRange(in, at, end);
            if (type == Long.class) {
                return value;
            }
            if (type == Integer.class) {
                return (int) value;
            }
            return type == Short.class ? (Object) (short) value : (Object) (byte) value;
        }

        @Override
        int check(Input in, int at) throws DecodeException {
            int end = scan(in, at);
            inRange(in, at, end);
            return end;
        }

        private long inRange(Input in, int at, int end) throws DecodeException {
            long value = number.isShort() && number.scale() == 0 ? number.unscaled() : unusual(in, at, end);
            if (value < lowest || value > highest) {
                throw new DecodeException(Reason.NUMBER_OVERFLOW, at);
            }
            return value;
        }

        private long unusual(Input in, int at, int end) throws DecodeException {
            BigDecimal exact = number.exact(in, at, end);
            if (exact == null || exact.compareTo(LOWEST) < 0 || exact.compareTo(HIGHEST) > 0) {
                throw new DecodeException(Reason.NUMBER_OVERFLOW, at);
            }
            if (exact.signum() != 0 && exact.stripTrailingZeros().scale() > 0) {
                throw new DecodeException(
                        Reason.WRONG_TYPE, at, "a number with a fraction where a whole one is expected");
            }
            return exact.longValue();
        }
    }

    /** The nearest double, or the nearest float. */
    static final class OfFraction extends OfNumber {
        /** Up to here a double holds every whole number, and a power of ten divides it with one rounding. */
        private static final long EXACT = 1L << 53;

        private static final double[] POWERS = {
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
        };

        private final boolean single;

        private OfFraction(boolean single) {
            this.single = single;
        }

        static OfFraction ofFloat() {
            return new OfFraction(true);
        }

        static OfFraction ofDouble() {
            return new OfFraction(false);
        }

        @Override
        Object read(Input in, int at) throws DecodeException {
            int end = scan(in, at);
            in.endAt(end);
            return single ? (Object) toFloat(in, at, end) : (Object) toDouble(in, at, end);
        }

        @Override
        int check(Input in, int at) throws DecodeException {
            int end = scan(in, at);
            if (single) {
                toFloat(in, at, end);
            } else {
                toDouble(in, at, end);
            }
            return end;
        }

        private float toFloat(Input in, int at, int end) throws DecodeException {
            float value = Float.parseFloat(NumberText.text(in, at, end));
            if (Float.isInfinite(value)) {
                throw new DecodeException(Reason.NUMBER_OVERFLOW, at);
            }
            return value;
        }

        private double toDouble(Input in, int at, int end) throws DecodeException {
            long unscaled = number.unscaled();
            if (number.isShort() && -EXACT <= unscaled && unscaled <= EXACT && unscaled != 0) {
                return unscaled / POWERS[number.scale()];
            }
            double value = Double.parseDouble(NumberText.text(in, at, end));
            if (Double.isInfinite(value)) {
                throw new DecodeException(Reason.NUMBER_OVERFLOW, at);
            }
            return value;
        }
    }

    /** A decimal, of a number or of a text that is a number. It must fit exactly. */
    static final class OfDecimal extends OfNumber {
        private static final int LONG_DIGITS = 18;

        private final DecimalType column;
        private final int precision;
        private final int scale;
        private final boolean compact;
        /** By the digits behind the point of a number: the largest that fits, without the point. */
        private final long[] largest;

        OfDecimal(DecimalType column) {
            this.column = column;
            this.precision = column.getPrecision();
            this.scale = column.getScale();
            this.compact = precision <= LONG_DIGITS;
            this.largest = new long[compact ? scale + 1 : 0];
            for (int i = 0; i < largest.length; i++) {
                largest[i] = (NumberText.power(precision) - 1) / NumberText.power(scale - i);
            }
        }

        @Override
        DecimalData read(Input in, int at) throws DecodeException {
            if (in.peek(at) == '"') {
                return ofText(in, at);
            }
            int end = scan(in, at);
            in.endAt(end);
            return fitting(in, at, end);
        }

        @Override
        int check(Input in, int at) throws DecodeException {
            if (in.peek(at) == '"') {
                ofText(in, at);
                return in.end();
            }
            int end = scan(in, at);
            if (!fits()) {
                fitting(in, at, end);
            }
            return end;
        }

        /** As most numbers do; whether another one does takes longer to find out. */
        private boolean fits() {
            if (!compact || !number.isShort() || number.scale() > scale) {
                return false;
            }
            long most = largest[number.scale()];
            return -most <= number.unscaled() && number.unscaled() <= most;
        }

        private DecimalData fitting(Input in, int at, int end) throws DecodeException {
            if (fits()) {
                return DecimalData.fromUnscaledLong(
                        number.unscaled() * NumberText.power(scale - number.scale()), precision, scale);
            }
            BigDecimal exact = number.exact(in, at, end);
            DecimalData fitting = exact == null ? null : exact(exact, column);
            if (fitting == null) {
                throw new DecodeException(Reason.DECIMAL_OVERFLOW, at);
            }
            return fitting;
        }

        private DecimalData ofText(Input in, int at) throws DecodeException {
            int stringEnd = in.skipString(at);
            byte[] text = in.unescaped(at, stringEnd);
            Input inner = new Input(text, 0, text.length);
            try {
                if (number.scan(inner, 0) == text.length) {
                    in.endAt(stringEnd);
                    return fitting(inner, 0, text.length);
                }
            } catch (DecodeException e) {
                if (e.reason() == Reason.DECIMAL_OVERFLOW) {
                    throw new DecodeException(Reason.DECIMAL_OVERFLOW, at);
                }
            }
            throw new DecodeException(Reason.WRONG_TYPE, at, "a text that is no number where a number is expected");
        }
    }
}
