package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Readers of numbers and booleans. */
final class Numbers {
    private Numbers() {}

    /** Null if a column of the type does not take such numbers. */
    static @Nullable Scalar reader(Kind kind, LogicalType column) {
        return switch (column.getTypeRoot()) {
            case BOOLEAN -> kind == Kind.BOOL ? new OfBoolean() : null;
            case TINYINT -> isInteger(kind) ? new OfByte(kind) : null;
            case SMALLINT -> isInteger(kind) ? new OfShort(kind) : null;
            case INTEGER -> isInteger(kind) ? new OfInt(kind) : null;
            case BIGINT -> isInteger(kind) ? new OfLong(kind) : null;
            case DECIMAL -> isInteger(kind) ? new OfDecimal(kind, (DecimalType) column) : null;
            case FLOAT -> kind == Kind.FLOAT ? new OfFloat() : null;
            case DOUBLE -> kind == Kind.DOUBLE || kind == Kind.FLOAT ? new OfDouble(kind) : null;
            default -> null;
        };
    }

    private static boolean isInteger(Kind kind) {
        return switch (kind) {
            case DOUBLE, FLOAT, BOOL, STRING, BYTES, MESSAGE, GROUP -> false;
            default -> true;
        };
    }

    /** Of an unsigned number of 64 bits, the bits. */
    private static long bits(Kind kind, Input in) throws DecodeException {
        return switch (kind) {
            case INT32, ENUM -> (int) in.readVarint();
            case UINT32 -> in.readVarint() & 0xFFFF_FFFFL;
            case SINT32 -> {
                int folded = (int) in.readVarint();
                yield (folded >>> 1) ^ -(folded & 1);
            }
            case SINT64 -> {
                long folded = in.readVarint();
                yield (folded >>> 1) ^ -(folded & 1);
            }
            case FIXED32 -> in.readFixed32() & 0xFFFF_FFFFL;
            case SFIXED32 -> in.readFixed32();
            case FIXED64, SFIXED64 -> in.readFixed64();
            default -> in.readVarint();
        };
    }

    /** The number, which has to be in a range. */
    private static long inRange(Kind kind, Input in, long lowest, long highest) throws DecodeException {
        int at = in.position();
        long value = bits(kind, in);
        if (value < lowest || value > highest || (value < 0 && isUnsignedLong(kind))) {
            throw in.fault(Reason.NUMBER_OVERFLOW, at);
        }
        return value;
    }

    private static boolean isUnsignedLong(Kind kind) {
        return kind == Kind.UINT64 || kind == Kind.FIXED64;
    }

    private static final class OfByte extends Scalar {
        private final Kind kind;

        OfByte(Kind kind) {
            this.kind = kind;
        }

        @Override
        Object read(Input in) throws DecodeException {
            return (byte) inRange(kind, in, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
    }

    private static final class OfShort extends Scalar {
        private final Kind kind;

        OfShort(Kind kind) {
            this.kind = kind;
        }

        @Override
        Object read(Input in) throws DecodeException {
            return (short) inRange(kind, in, Short.MIN_VALUE, Short.MAX_VALUE);
        }
    }

    private static final class OfInt extends Scalar {
        private final Kind kind;

        OfInt(Kind kind) {
            this.kind = kind;
        }

        @Override
        Object read(Input in) throws DecodeException {
            return (int) inRange(kind, in, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }

    private static final class OfLong extends Scalar {
        private final Kind kind;

        OfLong(Kind kind) {
            this.kind = kind;
        }

        @Override
        Object read(Input in) throws DecodeException {
            return inRange(kind, in, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static final class OfDecimal extends Scalar {
        private final Kind kind;
        private final int precision;
        private final int scale;

        OfDecimal(Kind kind, DecimalType column) {
            this.kind = kind;
            this.precision = column.getPrecision();
            this.scale = column.getScale();
        }

        @Override
        Object read(Input in) throws DecodeException {
            int at = in.position();
            long bits = bits(kind, in);
            BigDecimal number = isUnsignedLong(kind) && bits < 0
                    ? new BigDecimal(new BigInteger(Long.toUnsignedString(bits)))
                    : BigDecimal.valueOf(bits);
            DecimalData decimal = DecimalData.fromBigDecimal(number, precision, scale);
            if (decimal == null) {
                throw in.fault(Reason.DECIMAL_OVERFLOW, at);
            }
            return decimal;
        }
    }

    private static final class OfBoolean extends Scalar {
        @Override
        Object read(Input in) throws DecodeException {
            return in.readVarint() != 0;
        }
    }

    private static final class OfFloat extends Scalar {
        @Override
        Object read(Input in) throws DecodeException {
            return Float.intBitsToFloat(in.readFixed32());
        }
    }

    private static final class OfDouble extends Scalar {
        private final Kind kind;

        OfDouble(Kind kind) {
            this.kind = kind;
        }

        @Override
        Object read(Input in) throws DecodeException {
            return kind == Kind.FLOAT
                    ? (double) Float.intBitsToFloat(in.readFixed32())
                    : Double.longBitsToDouble(in.readFixed64());
        }
    }
}
