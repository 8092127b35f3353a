package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import org.jspecify.annotations.Nullable;

/** Reads one value that is no message into Flink's internal structures, or passes over it with the same verdict. */
abstract class Scalar {
    /** Null if the value is to be taken for one that is not there. */
    abstract @Nullable Object read(Input in) throws DecodeException;

    /** Throws whatever {@link #read} would throw. */
    void check(Input in) throws DecodeException {
        read(in);
    }
}
