package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.EncodeException;
import org.jspecify.annotations.Nullable;

/** Writes values of one column, null among them. */
@FunctionalInterface
interface ValueWriter {
    void write(@Nullable Object value, Output out) throws EncodeException;

    /** Writes values other than null. */
    @FunctionalInterface
    interface Present {
        void write(Object value, Output out) throws EncodeException;
    }
}
