package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over one record in Protobuf's encoding. Every read is within the innermost message that is open, and nothing is
 * allocated from a length that is not covered by bytes of the record.
 *
 * <p>There is one for each record, as of Avro's.
 */
final class Input {
    /** Messages within each other, as many as Google's readers take. */
    static final int MAX_DEPTH = 100;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_VARINT = 10;

    private final byte[] bytes;
    private int end;
    private int position;
    private int depth;
    private MemorySegment @Nullable [] segments;

    Input(byte[] record, int offset, int length) {
        bytes = record;
        position = offset;
        end = offset + length;
    }

    int position() {
        return position;
    }

    boolean hasMore() {
        return position < end;
    }

    /** A fault of the value that started here. */
    DecodeException fault(Reason reason, int at) {
        return new DecodeException(reason, at);
    }

    /** That the bytes end, which is a fault where something is to follow. */
    DecodeException truncated() {
        return new DecodeException(Reason.TRUNCATED, end);
    }

    /** The number of a field and how it is encoded. */
    int readTag() throws DecodeException {
        int at = position;
        int first = bytes[at];
        long tag;
        if (first >= 0) {
            position = at + 1;
            tag = first;
        } else {
            tag = readVarint();
        }
        if (tag >>> 32 != 0 || Wire.number((int) tag) == 0 || Wire.wire((int) tag) > Wire.FIXED32) {
            throw fault(Reason.BAD_TAG, at);
        }
        return (int) tag;
    }

    /** Seven bits a byte, lowest first. A form longer than need be is allowed, up to nine bytes. */
    long readVarint() throws DecodeException {
        int at = position;
        if (at < end) {
            int first = bytes[at];
            if (first >= 0) {
                position = at + 1;
                return first;
            }
            if (at + 1 < end) {
                int second = bytes[at + 1];
                if (second >= 0) {
                    position = at + 2;
                    return (first & 0x7F) | (second << 7);
                }
            }
        }
        return readLongVarint(at);
    }

    private long readLongVarint(int at) throws DecodeException {
        long bits = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (at + i >= end) {
                throw truncated();
            }
            int next = bytes[at + i];
            bits |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                // Of the tenth byte one bit is left, and Google's readers do not even look at it.
                if (i == LONGEST_VARINT - 1 && next != 1) {
                    break;
                }
                position = at + i + 1;
                return bits;
            }
        }
        throw fault(Reason.BAD_VARINT, at);
    }

    int readFixed32() throws DecodeException {
        return (int) INT.get(bytes, advance(Integer.BYTES));
    }

    long readFixed64() throws DecodeException {
        return (long) LONG.get(bytes, advance(Long.BYTES));
    }

    private int advance(int size) throws DecodeException {
        int at = position;
        if (size > end - at) {
            throw truncated();
        }
        position = at + size;
        return at;
    }

    /** A length that the bytes left can hold. */
    private int readLength() throws DecodeException {
        int at = position;
        long length = readVarint();
        if (length < 0) {
            throw fault(Reason.BAD_LENGTH, at);
        }
        if (length > end - position) {
            throw truncated();
        }
        return (int) length;
    }

    /** Text that refers to the record's own array. */
    BinaryStringData readString() throws DecodeException {
        int length = readLength();
        int at = position;
        validate(at, length);
        position = at + length;
        return new BinaryStringData(segments(), at, length);
    }

    void checkString() throws DecodeException {
        int length = readLength();
        validate(position, length);
        position += length;
    }

    private MemorySegment[] segments() {
        MemorySegment[] wrapped = segments;
        if (wrapped == null) {
            wrapped = new MemorySegment[] {MemorySegmentFactory.wrap(bytes)};
            segments = wrapped;
        }
        return wrapped;
    }

    private void validate(int at, int length) throws DecodeException {
        int valid = Utf8.validUntil(bytes, at, at + length);
        if (valid != at + length) {
            throw fault(Reason.NOT_UTF_8, valid);
        }
    }

    byte[] readBytes() throws DecodeException {
        int length = readLength();
        int at = position;
        position = at + length;
        return Arrays.copyOfRange(bytes, at, position);
    }

    void skipBytes() throws DecodeException {
        int length = readLength();
        position += length;
    }

    /**
     * Reads a length and lets the bytes end behind so many.
     *
     * @return where they ended before, for {@link #close}
     */
    int open() throws DecodeException {
        int length = readLength();
        int outer = end;
        end = position + length;
        return outer;
    }

    void close(int outer) {
        end = outer;
    }

    void enter() throws DecodeException {
        if (++depth > MAX_DEPTH) {
            throw fault(Reason.TOO_DEEP, position);
        }
    }

    void leave() {
        depth--;
    }

    /** Passes over the value of a field that is not known. */
    void skip(int tag) throws DecodeException {
        switch (Wire.wire(tag)) {
            case Wire.VARINT -> readVarint();
            case Wire.FIXED64 -> advance(Long.BYTES);
            case Wire.LENGTH -> skipBytes();
            case Wire.GROUP -> skipGroup(Wire.number(tag));
            case Wire.FIXED32 -> advance(Integer.BYTES);
            default -> throw fault(Reason.BAD_GROUP, position);
        }
    }

    private void skipGroup(int number) throws DecodeException {
        enter();
        while (true) {
            if (!hasMore()) {
                throw truncated();
            }
            int at = position;
            int tag = readTag();
            if (Wire.wire(tag) == Wire.END_OF_GROUP) {
                if (Wire.number(tag) != number) {
                    throw fault(Reason.BAD_GROUP, at);
                }
                leave();
                return;
            }
            skip(tag);
        }
    }
}
