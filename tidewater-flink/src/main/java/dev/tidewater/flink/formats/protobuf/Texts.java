package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Readers of text, of bytes and of enums. */
final class Texts {
    private Texts() {}

    /** Null if a column of the type does not take such values. */
    static @Nullable Scalar reader(Kind kind, LogicalType column) {
        if (kind != Kind.STRING && kind != Kind.BYTES) {
            return null;
        }
        return switch (column.getTypeRoot()) {
            case CHAR, VARCHAR -> new OfString();
            case BINARY, VARBINARY -> kind == Kind.STRING ? new OfTextAsBytes() : new OfBytes();
            default -> null;
        };
    }

    static final class OfString extends Scalar {
        @Override
        Object read(Input in) throws DecodeException {
            return in.readString();
        }

        @Override
        void check(Input in) throws DecodeException {
            in.checkString();
        }
    }

    private static class OfBytes extends Scalar {
        @Override
        Object read(Input in) throws DecodeException {
            return in.readBytes();
        }

        @Override
        void check(Input in) throws DecodeException {
            in.skipBytes();
        }
    }

    private static final class OfTextAsBytes extends Scalar {
        @Override
        Object read(Input in) throws DecodeException {
            return in.readString().toBytes();
        }

        @Override
        void check(Input in) throws DecodeException {
            in.checkString();
        }
    }

    /**
     * The symbol of a number. A number without one is text of digits if the enum is open; if it is closed, the field is
     * as if it were not there.
     */
    static final class OfEnum extends Scalar {
        private final Map<Integer, StringData> symbols = new HashMap<>();
        private final boolean open;

        /** @param reader whose symbols count where both have the number */
        OfEnum(Symbols writer, @Nullable Symbols reader) {
            open = writer.open();
            writer.numbers().forEach((symbol, number) -> symbols.putIfAbsent(number, StringData.fromString(symbol)));
            if (reader != null) {
                for (int number : reader.numbers().values()) {
                    String symbol = reader.symbol(number);
                    symbols.put(number, StringData.fromString(symbol));
                }
            }
        }

        @Override
        @Nullable
        Object read(Input in) throws DecodeException {
            int number = (int) in.readVarint();
            StringData symbol = symbols.get(number);
            return symbol != null || !open ? symbol : StringData.fromString(Integer.toString(number));
        }
    }
}
