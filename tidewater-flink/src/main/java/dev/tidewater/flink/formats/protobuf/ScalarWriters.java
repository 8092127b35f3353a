package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.EncodeException;
import java.math.BigInteger;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Writers of values that are no messages. */
final class ScalarWriters {
    private static final int LONG_BITS = 64;

    private ScalarWriters() {}

    /** Null if a field of the kind does not take values of the column. */
    static @Nullable ValueWriter of(Field field, LogicalType column) {
        Kind kind = field.kind();
        Symbols symbols = field.symbols();
        return switch (column.getTypeRoot()) {
            case BOOLEAN -> kind == Kind.BOOL ? new OfBoolean() : null;
            case TINYINT, SMALLINT, INTEGER, BIGINT -> isInteger(kind) ? new OfInteger(kind) : null;
            case DECIMAL -> isInteger(kind) && ((DecimalType) column).getScale() == 0 ? new OfInteger(kind) : null;
            case FLOAT -> kind == Kind.FLOAT ? new OfFloat() : kind == Kind.DOUBLE ? new OfDouble() : null;
            case DOUBLE -> kind == Kind.DOUBLE ? new OfDouble() : null;
            case CHAR, VARCHAR -> symbols != null ? new OfEnum(symbols) : kind == Kind.STRING ? new OfText() : null;
            case BINARY, VARBINARY -> kind == Kind.BYTES ? new OfBytes() : null;
            default -> null;
        };
    }

    private static boolean isInteger(Kind kind) {
        return switch (kind) {
            case DOUBLE, FLOAT, BOOL, STRING, BYTES, ENUM, MESSAGE, GROUP -> false;
            default -> true;
        };
    }

    private static final class OfBoolean implements ValueWriter {
        @Override
        public void write(Object value, Output out) {
            out.writeVarint((Boolean) value ? 1 : 0);
        }

        @Override
        public boolean isDefault(Object value) {
            return !(Boolean) value;
        }
    }

    private static final class OfInteger implements ValueWriter {
        private final Kind kind;

        OfInteger(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void write(Object value, Output out) throws EncodeException {
            long bits = value instanceof DecimalData decimal
                    ? bits(decimal.toBigDecimal().toBigIntegerExact())
                    : inRange(((Number) value).longValue());
            switch (kind) {
                case SINT32, SINT64 -> out.writeVarint((bits << 1) ^ (bits >> 63));
                case FIXED32, SFIXED32 -> out.writeFixed32((int) bits);
                case FIXED64, SFIXED64 -> out.writeFixed64(bits);
                default -> out.writeVarint(bits);
            }
        }

        private long bits(BigInteger number) throws EncodeException {
            boolean unsigned = kind == Kind.UINT64 || kind == Kind.FIXED64;
            if (unsigned && number.signum() >= 0 && number.bitLength() <= LONG_BITS) {
                return number.longValue();
            }
            if (unsigned || number.bitLength() >= LONG_BITS) {
                throw tooLarge(number);
            }
            return inRange(number.longValue());
        }

        private long inRange(long number) throws EncodeException {
            boolean fits = switch (kind) {
                case INT32, SINT32, SFIXED32 -> number == (int) number;
                case UINT32, FIXED32 -> number >>> 32 == 0;
                case UINT64, FIXED64 -> number >= 0;
                default -> true;
            };
            if (!fits) {
                throw tooLarge(number);
            }
            return number;
        }

        private EncodeException tooLarge(Number number) {
            return new EncodeException(number + " is out of the range of Protobuf's " + kind.word());
        }

        @Override
        public boolean isDefault(Object value) {
            return value instanceof DecimalData decimal
                    ? decimal.toBigDecimal().signum() == 0
                    : ((Number) value).longValue() == 0;
        }
    }

    private static final class OfFloat implements ValueWriter {
        @Override
        public void write(Object value, Output out) {
            out.writeFixed32(Float.floatToRawIntBits((Float) value));
        }

        @Override
        public boolean isDefault(Object value) {
            return Float.floatToRawIntBits((Float) value) == 0;
        }
    }

    private static final class OfDouble implements ValueWriter {
        @Override
        public void write(Object value, Output out) {
            out.writeFixed64(Double.doubleToRawLongBits(((Number) value).doubleValue()));
        }

        @Override
        public boolean isDefault(Object value) {
            return Double.doubleToRawLongBits(((Number) value).doubleValue()) == 0;
        }
    }

    private static final class OfText implements ValueWriter {
        @Override
        public void write(Object value, Output out) {
            out.writeBytes(((StringData) value).toBytes());
        }

        @Override
        public boolean isDefault(Object value) {
            return ((StringData) value).toBytes().length == 0;
        }
    }

    private static final class OfBytes implements ValueWriter {
        @Override
        public void write(Object value, Output out) {
            out.writeBytes((byte[]) value);
        }

        @Override
        public boolean isDefault(Object value) {
            return ((byte[]) value).length == 0;
        }
    }

    /** Text of digits is a number without a symbol, as it is read. */
    private static final class OfEnum implements ValueWriter {
        private final Symbols symbols;

        OfEnum(Symbols symbols) {
            this.symbols = symbols;
        }

        @Override
        public void write(Object value, Output out) throws EncodeException {
            Integer number = number(value.toString());
            if (number == null) {
                throw new EncodeException("\"" + value + "\" is no symbol of enum \"" + symbols.name() + "\"");
            }
            out.writeVarint(number);
        }

        private @Nullable Integer number(String text) {
            Integer number = symbols.numbers().get(text);
            if (number != null || !symbols.open()) {
                return number;
            }
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException none) {
                return null;
            }
        }

        @Override
        public boolean isDefault(Object value) {
            Integer number = number(value.toString());
            return number != null && number == 0;
        }
    }
}
