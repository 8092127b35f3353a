package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.util.UUID;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.jspecify.annotations.Nullable;

/** Readers of text and of bytes. */
final class Texts {
    private static final int UUID_BYTES = 16;

    private Texts() {}

    /** STRING, of a string or of bytes that must be UTF-8. */
    static final class OfString extends ValueReader {
        @Override
        Object read(Input in) throws DecodeException {
            return in.readString();
        }

        @Override
        public void check(Input in) throws DecodeException {
            in.checkString();
        }
    }

    /** BYTES, or BINARY of a certain length, of bytes or of a string. */
    static final class OfBytes extends ValueReader {
        private final boolean text;
        private final int wanted;

        /** @param wanted length of a BINARY column, -1 if any will do */
        OfBytes(Written written, int wanted) {
            this.text = written == Written.STRING;
            this.wanted = wanted;
        }

        @Override
        Object read(Input in) throws DecodeException {
            if (!text && wanted < 0) {
                return in.readBytes();
            }
            int size = checked(in);
            return in.copyBefore(size);
        }

        @Override
        public void check(Input in) throws DecodeException {
            checked(in);
        }

        private int checked(Input in) throws DecodeException {
            int start = in.position();
            int size = text ? in.checkString() : in.skipBytes();
            if (wanted >= 0 && size != wanted) {
                throw in.fault(Reason.BAD_LENGTH, start);
            }
            return size;
        }
    }

    /** What the writer's schema says of a run of bytes. */
    enum Written {
        STRING,
        BYTES
    }

    static final class OfFixed extends ValueReader {
        private final int size;

        OfFixed(int size) {
            this.size = size;
        }

        @Override
        Object read(Input in) throws DecodeException {
            return in.copy(size);
        }

        @Override
        public void check(Input in) throws DecodeException {
            in.advance(size);
        }
    }

    /** The usual text of a UUID that was written in 16 bytes. */
    static final class OfFixedUuid extends ValueReader {
        @Override
        Object read(Input in) throws DecodeException {
            int at = in.advance(UUID_BYTES);
            UUID uuid = new UUID(in.unscaled(at, Long.BYTES), in.unscaled(at + Long.BYTES, Long.BYTES));
            return BinaryStringData.fromString(uuid.toString());
        }

        @Override
        public void check(Input in) throws DecodeException {
            in.advance(UUID_BYTES);
        }
    }

    static final class OfEnum extends ValueReader {
        private final @Nullable StringData[] symbols;

        /** @param symbols by the writer's index; null for one that the reader's enum cannot take */
        OfEnum(@Nullable StringData[] symbols) {
            this.symbols = symbols;
        }

        @Override
        Object read(Input in) throws DecodeException {
            int at = in.position();
            StringData symbol = symbols[in.readEnumIndex(symbols.length)];
            if (symbol == null) {
                throw in.fault(Reason.UNKNOWN_SYMBOL, at);
            }
            return symbol;
        }

        @Override
        public void check(Input in) throws DecodeException {
            read(in);
        }
    }
}
