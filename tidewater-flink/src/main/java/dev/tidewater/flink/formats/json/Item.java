package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import org.jspecify.annotations.Nullable;

/** An item of an array, a value of a map or the whole of a record, which may be null. */
record Item(ValueReader reader, Nulls nulls) {
    /** What becomes of null. */
    enum Nulls {
        TAKEN,
        REFUSED
    }

    @Nullable
    Object read(Input in, int at) throws DecodeException {
        if (in.peek(at) == 'n') {
            in.endAt(skipNull(in, at));
            return null;
        }
        return reader.read(in, at);
    }

    int check(Input in, int at) throws DecodeException {
        return in.peek(at) == 'n' ? skipNull(in, at) : reader.check(in, at);
    }

    private int skipNull(Input in, int at) throws DecodeException {
        int end = in.skipNull(at);
        if (nulls == Nulls.REFUSED) {
            throw new DecodeException(DecodeException.Reason.NULL_NOT_ALLOWED, at);
        }
        return end;
    }
}
