package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.EncodeException;

/** Writes one value that is not null. */
@FunctionalInterface
interface ValueWriter {
    /** @param value in Flink's internal structure for the type of the column */
    void write(Object value, Output out) throws EncodeException;
}
