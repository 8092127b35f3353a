package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value that a message stands for. The encoding allows a message to come in several parts, so it is gathered
 * first, and the value is made of it when all parts are in.
 */
abstract class ValueReader {
    /** What the parts of one message are gathered in. */
    abstract Object start();

    /**
     * Reads one part: a length and as many bytes, or a group.
     *
     * @param gathered what {@link #start} has made
     * @param group its number, or 0 if it is none
     */
    abstract void part(Input in, Object gathered, int group) throws DecodeException;

    /** The value of a message of which all parts have been read. */
    abstract @Nullable Object result(Input in, Object gathered) throws DecodeException;

    /** Whether {@link #result} does nothing, so that parts need not be gathered to know whether they are sound. */
    abstract boolean isDoneWhenFilled();

    /** Reads a message of which this is the only part. */
    final @Nullable Object whole(Input in, int group) throws DecodeException {
        Object gathered = start();
        part(in, gathered, group);
        return result(in, gathered);
    }
}
