package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;

/** Reads an object whose names are the keys of a map. */
final class OfMap extends ValueReader {
    private final Item value;

    OfMap(Item value) {
        this.value = value;
    }

    /** What is done with a value; where it ended is in the input then. */
    private interface Reading {
        @Nullable
        Object value(Input in, int at) throws DecodeException;
    }

    @Override
    Object read(Input in, int at) throws DecodeException {
        return new GenericMapData(entries(in, at, value::read));
    }

    @Override
    int check(Input in, int at) throws DecodeException {
        entries(in, at, (input, valueAt) -> {
            input.endAt(value.check(input, valueAt));
            return null;
        });
        return in.end();
    }

    private static Map<StringData, @Nullable Object> entries(Input in, int from, Reading reading)
            throws DecodeException {
        if (in.peek(from) != '{') {
            throw in.wrongType(from, "an object");
        }
        Map<StringData, @Nullable Object> entries = new LinkedHashMap<>();
        int at = in.skipSpace(from + 1);
        if (in.peek(at) == '}') {
            in.endAt(at + 1);
            return entries;
        }
        while (true) {
            int nameEnd = in.skipName(at);
            StringData key = in.string(at, nameEnd);
            try {
                if (entries.containsKey(key)) {
                    throw new DecodeException(Reason.DUPLICATE_FIELD, at);
                }
                entries.put(key, reading.value(in, in.skipColon(nameEnd)));
            } catch (DecodeException e) {
                throw e.within("[" + key + "]");
            }
            at = in.skipSpace(in.end());
            if (in.peek(at) == '}') {
                in.endAt(at + 1);
                return entries;
            }
            if (in.peek(at) != ',') {
                throw in.unexpected(at);
            }
            at = in.skipSpace(at + 1);
        }
    }
}
