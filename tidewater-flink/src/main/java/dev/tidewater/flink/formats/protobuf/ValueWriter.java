package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.EncodeException;

/** Writes one value of Flink's internal structures, without its tag. */
interface ValueWriter {
    void write(Object value, Output out) throws EncodeException;

    /** Null where there is no field to be left out: the item of an array, the value of a map. */
    default void writeNull(Output out) throws EncodeException {
        throw new EncodeException("the value is null, and an item of Protobuf's cannot be");
    }

    /** Whether a field without presence is left out for it. */
    default boolean isDefault(Object value) {
        return false;
    }
}
