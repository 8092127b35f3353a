package dev.tidewater.flink.formats;

import org.apache.flink.table.data.RowData;

/** Makes keys or values of a topic's records of rows. Not thread safe. */
@FunctionalInterface
public interface RowEncoder {
    /**
     * A record's key or value, with all that goes before it.
     *
     * @throws EncodeException if a value does not fit the schema
     */
    byte[] encode(RowData row) throws EncodeException;
}
