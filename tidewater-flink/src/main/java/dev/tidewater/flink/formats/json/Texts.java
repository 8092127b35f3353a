package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.DecimalType;

/** Readers of text, and of bytes that are written as text. */
final class Texts {
    private Texts() {}

    /** STRING. Of a string its text; of any other value the JSON text, byte for byte, which claims nothing else. */
    static final class OfString extends ValueReader {
        @Override
        Object read(Input in, int at) throws DecodeException {
            int end = in.skipValue(at);
            in.endAt(end);
            return in.peek(at) == '"' ? in.string(at, end) : in.slice(at, end);
        }

        @Override
        int check(Input in, int at) throws DecodeException {
            return in.skipValue(at);
        }

        @Override
        int fill(Input in, int at, GenericRowData row, int slot) throws DecodeException {
            if (in.peek(at) != '"') {
                return super.fill(in, at, row, slot);
            }
            int end = in.skipString(at);
            row.setField(slot, in.string(at, end));
            return end;
        }
    }

    /** The JSON text of any value. */
    static final class OfAny extends ValueReader {
        @Override
        Object read(Input in, int at) throws DecodeException {
            int end = in.skipValue(at);
            in.endAt(end);
            return in.slice(at, end);
        }

        @Override
        int check(Input in, int at) throws DecodeException {
            return in.skipValue(at);
        }
    }

    /** A string that means something else than text. */
    abstract static class OfMeaning extends ValueReader {
        private final String meaning;

        OfMeaning(String meaning) {
            this.meaning = meaning;
        }

        /** What the text stands for; a fault is one of the value that starts there. */
        abstract Object meant(byte[] text, int from, int to, int at) throws DecodeException;

        abstract void checkMeant(byte[] text, int from, int to, int at) throws DecodeException;

        @Override
        Object read(Input in, int at) throws DecodeException {
            int end = skip(in, at);
            in.endAt(end);
            if (in.isEscaped()) {
                byte[] text = in.unescaped(at, end);
                return meant(text, 0, text.length, at);
            }
            return meant(in.bytes(), at + 1, end - 1, at);
        }

        @Override
        int check(Input in, int at) throws DecodeException {
            int end = skip(in, at);
            if (in.isEscaped()) {
                byte[] text = in.unescaped(at, end);
                checkMeant(text, 0, text.length, at);
            } else {
                checkMeant(in.bytes(), at + 1, end - 1, at);
            }
            return end;
        }

        private int skip(Input in, int at) throws DecodeException {
            if (in.peek(at) != '"') {
                throw in.wrongType(at, meaning);
            }
            return in.skipString(at);
        }
    }

    /** BYTES, or BINARY of a certain length, of Base64. */
    static final class OfBytes extends OfMeaning {
        private final int wanted;

        /** @param wanted length of a BINARY column, -1 if any will do */
        OfBytes(int wanted) {
            super("a text of Base64");
            this.wanted = wanted;
        }

        @Override
        Object meant(byte[] text, int from, int to, int at) throws DecodeException {
            return Base64Text.decode(text, from, size(text, from, to, at));
        }

        @Override
        void checkMeant(byte[] text, int from, int to, int at) throws DecodeException {
            size(text, from, to, at);
        }

        private int size(byte[] text, int from, int to, int at) throws DecodeException {
            int size = Base64Text.size(text, from, to);
            if (size < 0) {
                throw new DecodeException(Reason.NOT_BASE64, at);
            }
            if (wanted >= 0 && size != wanted) {
                throw new DecodeException(Reason.BAD_LENGTH, at, size + " bytes, and the column has " + wanted);
            }
            return size;
        }
    }

    /**
     * A decimal of its unscaled value, big-endian two's complement in Base64, or of a number: Kafka Connect writes the one
     * or the other under the same schema.
     */
    static final class OfUnscaled extends OfMeaning {
        private static final int MOST_BYTES = 64;

        private final int writtenScale;
        private final ValueReader number;
        private final DecimalType column;

        OfUnscaled(int writtenScale, DecimalType column) {
            super("a text of Base64");
            this.writtenScale = writtenScale;
            this.number = new Numbers.OfDecimal(column);
            this.column = column;
        }

        @Override
        Object read(Input in, int at) throws DecodeException {
            return in.peek(at) == '"' ? super.read(in, at) : number.read(in, at);
        }

        @Override
        int check(Input in, int at) throws DecodeException {
            return in.peek(at) == '"' ? super.check(in, at) : number.check(in, at);
        }

        @Override
        Object meant(byte[] text, int from, int to, int at) throws DecodeException {
            int size = Base64Text.size(text, from, to);
            if (size <= 0) {
                throw new DecodeException(Reason.NOT_BASE64, at);
            }
            DecimalData decimal = size > MOST_BYTES
                    ? null
                    : Numbers.exact(
                            new BigDecimal(new BigInteger(Base64Text.decode(text, from, size)), writtenScale), column);
            if (decimal == null) {
                throw new DecodeException(Reason.DECIMAL_OVERFLOW, at);
            }
            return decimal;
        }

        @Override
        void checkMeant(byte[] text, int from, int to, int at) throws DecodeException {
            meant(text, from, to, at);
        }
    }
}
