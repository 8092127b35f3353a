package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import java.util.Objects;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of one writer's schema, straight from their bytes into rows. Made by {@link AvroDecoding}. Not
 * thread safe.
 */
public final class AvroRowDecoder {
    /** A class of its own is worth its while for a schema that is not seen once or twice only. */
    private static final int UNROLL_AFTER = 1_000;

    private final RecordReader record;
    private final int arity;
    private final @Nullable GenericRowData reused;
    private @Nullable Unrolled unrolled;
    private int seen;

    private AvroRowDecoder(RecordReader record, int arity, @Nullable GenericRowData reused) {
        this.record = record;
        this.arity = arity;
        this.reused = reused;
    }

    static AvroRowDecoder making(RecordReader record, int arity) {
        return new AvroRowDecoder(record, arity, null);
    }

    static AvroRowDecoder reusing(RecordReader record, int arity) {
        return new AvroRowDecoder(record, arity, new GenericRowData(arity));
    }

    /**
     * The row of a record. Its text refers to the array instead of copying it: the array must not change while the row is
     * in use, and stays in memory as long.
     *
     * @throws DecodeException if the record is damaged, or its values do not fit the columns
     */
    public GenericRowData decode(byte[] bytes, int offset, int length) throws DecodeException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        GenericRowData row = reused;
        if (row == null) {
            row = new GenericRowData(arity);
        } else {
            row.setRowKind(RowKind.INSERT);
        }
        Input in = new Input(bytes, offset, length);
        Unrolled quick = unrolled;
        int end = quick == null ? fill(in, row, offset) : quick.fill(in, row, offset);
        if (end != offset + length) {
            throw new DecodeException(DecodeException.Reason.TRAILING_BYTES, end);
        }
        return row;
    }

    private int fill(Input in, GenericRowData row, int offset) throws DecodeException {
        if (++seen == UNROLL_AFTER) {
            unroll();
        }
        return record.fill(in, row, offset);
    }

    /** From now on, as after many records. */
    void unroll() {
        unrolled = record.unrolled();
    }
}
