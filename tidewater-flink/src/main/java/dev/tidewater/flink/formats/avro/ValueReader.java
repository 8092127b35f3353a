package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import org.jspecify.annotations.Nullable;

/** Reads one value into Flink's internal structures, or passes over it with the same verdict. */
abstract class ValueReader implements Checker {
    abstract @Nullable Object read(Input in) throws DecodeException;

    /** Throws whatever {@link #read} would throw, and makes nothing. */
    @Override
    public abstract void check(Input in) throws DecodeException;
}
