package dev.tidewater.flink.parquet.rows;

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;

/** Takes one value, of a row's field or of an array's element, and puts it into the columns below it. */
public abstract class Shredder {
    /** Takes the field that this shredder is for. */
    public abstract void field(RowData row, int repetition);

    /** Takes an element of an array, or a key or value of a map. */
    abstract void element(ArrayData array, int position, int repetition);

    /** Tells all columns below that there is nothing, because of what is null or empty at this level. */
    abstract void nothing(int repetition, int definition);
}
