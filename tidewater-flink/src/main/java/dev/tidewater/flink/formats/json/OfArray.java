package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import java.util.Arrays;
import org.apache.flink.table.data.GenericArrayData;
import org.jspecify.annotations.Nullable;

/** Reads an array. */
final class OfArray extends ValueReader {
    private static final @Nullable Object[] NONE = new Object[0];
    private static final int FIRST_ROOM = 8;

    private final Item item;

    OfArray(Item item) {
        this.item = item;
    }

    @Override
    Object read(Input in, int from) throws DecodeException {
        @Nullable Object[] items = NONE;
        int size = 0;
        int at = first(in, from);
        try {
            while (at >= 0) {
                if (size == items.length) {
                    items = Arrays.copyOf(items, size == 0 ? FIRST_ROOM : size + size / 2);
                }
                items[size] = item.read(in, at);
                at = next(in, in.end());
                size++;
            }
        } catch (DecodeException e) {
            throw e.within("[" + size + "]");
        }
        return new GenericArrayData(size == items.length ? items : Arrays.copyOf(items, size));
    }

    @Override
    int check(Input in, int from) throws DecodeException {
        int seen = 0;
        int at = first(in, from);
        try {
            while (at >= 0) {
                at = next(in, item.check(in, at));
                seen++;
            }
        } catch (DecodeException e) {
            throw e.within("[" + seen + "]");
        }
        return in.end();
    }

    /** Where the first item starts; -1 if there is none, and then the cursor is at the end. */
    private static int first(Input in, int from) throws DecodeException {
        if (in.peek(from) != '[') {
            throw in.wrongType(from, "an array");
        }
        int at = in.skipSpace(from + 1);
        if (in.peek(at) == ']') {
            in.endAt(at + 1);
            return -1;
        }
        return at;
    }

    private static int next(Input in, int from) throws DecodeException {
        int at = in.skipSpace(from);
        int c = in.peek(at);
        if (c == ',') {
            return in.skipSpace(at + 1);
        }
        if (c == ']') {
            in.endAt(at + 1);
            return -1;
        }
        throw in.unexpected(at);
    }
}
