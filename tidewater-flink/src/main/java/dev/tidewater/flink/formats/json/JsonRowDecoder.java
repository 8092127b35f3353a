package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.util.Objects;
import org.apache.flink.table.data.GenericRowData;
import org.jspecify.annotations.Nullable;

/** Decodes JSON, straight from its bytes into rows. Made by {@link JsonDecoding}. Not thread safe. */
public final class JsonRowDecoder {
    private final @Nullable OfObject object;
    private final @Nullable Item value;
    private final int arity;

    private JsonRowDecoder(@Nullable OfObject object, @Nullable Item value, int arity) {
        this.object = object;
        this.value = value;
        this.arity = arity;
    }

    static JsonRowDecoder ofObjects(OfObject object, int arity) {
        return new JsonRowDecoder(object, null, arity);
    }

    static JsonRowDecoder ofValues(Item value, int arity) {
        return new JsonRowDecoder(null, value, arity);
    }

    /**
     * The row of a record. Its text refers to the array instead of copying it: the array must not change while the row is
     * in use, and stays in memory as long.
     *
     * @throws DecodeException if the record is no JSON, or its values do not fit the columns
     */
    public GenericRowData decode(byte[] bytes, int offset, int length) throws DecodeException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        Input in = new Input(bytes, offset, length);
        GenericRowData row = new GenericRowData(arity);
        int at = in.start(offset);
        in.requireEnd(object == null ? single(in, at, row) : whole(object, in, at, row));
        return row;
    }

    private static int whole(OfObject object, Input in, int at, GenericRowData row) throws DecodeException {
        if (in.peek(at) == 'n') {
            in.requireEnd(in.skipNull(at));
            throw new DecodeException(Reason.NULL_NOT_ALLOWED, at, "a row is expected");
        }
        return object.fill(in, at, row);
    }

    private int single(Input in, int at, GenericRowData row) throws DecodeException {
        Item item = Objects.requireNonNull(value);
        if (arity == 0) {
            return item.check(in, at);
        }
        Object read = item.read(in, at);
        for (int slot = 0; slot < arity; slot++) {
            row.setField(slot, read);
        }
        return in.end();
    }
}
