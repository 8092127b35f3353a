package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.DecimalType;

/** Reads a decimal, in bytes or fixed, to a column whose scale is the same or larger. */
final class OfDecimal extends ValueReader {
    /** Ten to the 38th, beyond Flink's largest precision, fits in so many bytes. */
    private static final int MOST_BYTES = 16;

    private static final int LONG_DIGITS = 18;

    private final int fixedSize;
    private final int writtenScale;
    private final int precision;
    private final int scale;
    private final boolean compact;
    private final long factor;
    private final long largestWritten;

    /** @param fixedSize bytes of the fixed type, or -1 if the length is in front of the bytes */
    OfDecimal(int fixedSize, int writtenScale, DecimalType column) {
        this.fixedSize = fixedSize;
        this.writtenScale = writtenScale;
        this.precision = column.getPrecision();
        this.scale = column.getScale();
        this.compact = precision <= LONG_DIGITS;
        this.factor = compact ? power(scale - writtenScale) : 1;
        this.largestWritten = compact ? (power(precision) - 1) / factor : 0;
    }

    @Override
    DecimalData read(Input in) throws DecodeException {
        int start = in.position();
        int length = fixedSize >= 0 ? fixedSize : in.readLength();
        int at = in.advance(length);
        if (compact && length > 0 && length <= Long.BYTES) {
            return DecimalData.fromUnscaledLong(rescaled(in, start, at, length), precision, scale);
        }
        return large(in, start, at, length);
    }

    @Override
    public void check(Input in) throws DecodeException {
        int start = in.position();
        int length = fixedSize >= 0 ? fixedSize : in.readLength();
        int at = in.advance(length);
        if (compact && length > 0 && length <= Long.BYTES) {
            rescaled(in, start, at, length);
        } else {
            large(in, start, at, length);
        }
    }

    private long rescaled(Input in, int start, int at, int length) throws DecodeException {
        long unscaled = in.unscaled(at, length);
        if (unscaled > largestWritten || unscaled < -largestWritten) {
            throw in.fault(Reason.DECIMAL_OVERFLOW, start);
        }
        return unscaled * factor;
    }

    private DecimalData large(Input in, int start, int from, int size) throws DecodeException {
        if (size == 0) {
            throw in.fault(Reason.BAD_LENGTH, start);
        }
        int at = from;
        int length = size;
        while (length > 1 && in.byteAt(at) == in.byteAt(at + 1) >> 7) {
            at++;
            length--;
        }
        if (length > MOST_BYTES) {
            throw in.fault(Reason.DECIMAL_OVERFLOW, start);
        }
        if (compact && length <= Long.BYTES) {
            return DecimalData.fromUnscaledLong(rescaled(in, start, at, length), precision, scale);
        }
        byte[] unscaled = new byte[length];
        for (int i = 0; i < length; i++) {
            unscaled[i] = in.byteAt(at + i);
        }
        BigDecimal number = new BigDecimal(new BigInteger(unscaled), writtenScale);
        DecimalData fitting = DecimalData.fromBigDecimal(number, precision, scale);
        if (fitting == null) {
            throw in.fault(Reason.DECIMAL_OVERFLOW, start);
        }
        return fitting;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
