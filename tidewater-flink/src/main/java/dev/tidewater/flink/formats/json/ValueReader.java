package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import org.apache.flink.table.data.GenericRowData;

/** Reads values for one column, other than null. A value is refused by {@link #check} exactly if it is by the others. */
abstract class ValueReader {
    /**
     * The value for the column. Where it ended is then {@link Input#end()}.
     *
     * @param at where the value starts
     */
    abstract Object read(Input in, int at) throws DecodeException;

    /** Looks the value over and answers where it ends. */
    abstract int check(Input in, int at) throws DecodeException;

    /** Sets the value in the row and answers where it ends. */
    int fill(Input in, int at, GenericRowData row, int slot) throws DecodeException {
        row.setField(slot, read(in, at));
        return in.end();
    }
}
