package dev.tidewater.flink.formats;

import java.io.IOException;
import org.apache.flink.table.data.GenericRowData;

/** Makes rows of the keys or the values of a topic's records. Not thread safe. */
@FunctionalInterface
public interface RowDecoder {
    /**
     * The row of a record. Its text may refer to the array instead of copying it: the array must not change while the row
     * is in use.
     *
     * @throws DecodeException if the record cannot become a row
     * @throws IOException if its schema could not be had, which says nothing about the record
     */
    GenericRowData decode(byte[] record) throws DecodeException, IOException;
}
