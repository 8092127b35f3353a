package dev.tidewater.flink.formats.avro;

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
 * A cursor over one record in Avro's binary encoding. Every read is within bounds, and nothing is allocated from a length
 * that is not covered by bytes of the record.
 *
 * <p>There is one for each record. One for all would live in the old generation, and G1 pays for each reference that is
 * stored there with a memory fence, which takes longer than the allocation.
 */
final class Input {
    /** Of items that take no bytes, a record could claim any number; it may have this many in all. */
    static final int MAX_EMPTY_ITEMS = 65_536;

    /** Levels of a recursive schema, which a column cannot have but a skipped field can. */
    static final int MAX_DEPTH = 256;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle BIG_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;
    private MemorySegment @Nullable [] segments;
    private long blockEnd;
    private int emptyItems;
    private int depth;

    Input(byte[] record, int offset, int length) {
        bytes = record;
        position = offset;
        end = offset + length;
    }

    int position() {
        return position;
    }

    void seek(int to) {
        position = to;
    }

    /** A fault of the value that started here. */
    DecodeException fault(Reason reason, int at) {
        return new DecodeException(reason, at);
    }

    boolean readBoolean() throws DecodeException {
        if (position >= end) {
            throw fault(Reason.TRUNCATED, end);
        }
        byte value = bytes[position];
        if ((value & ~1) != 0) {
            throw fault(Reason.BAD_BOOLEAN, position);
        }
        position++;
        return value != 0;
    }

    int readInt() throws DecodeException {
        int at = position;
        if (at < end) {
            int first = bytes[at];
            if (first >= 0) {
                position = at + 1;
                return (first >>> 1) ^ -(first & 1);
            }
        }
        long value = readLong();
        if ((int) value != value) {
            throw fault(Reason.BAD_VARINT, at);
        }
        return (int) value;
    }

    /** Zigzag, seven bits a byte, lowest first. Every Avro encoder writes the shortest form, so a longer one is damage. */
    long readLong() throws DecodeException {
        int at = position;
        if (at < end) {
            int first = bytes[at];
            if (first >= 0) {
                position = at + 1;
                return (first >>> 1) ^ -(first & 1);
            }
        }
        return at + Long.BYTES <= bytes.length ? readLongOfWord(at) : readLongByBytes(at);
    }

    /** Gathers the groups of seven bits of up to eight bytes at once. */
    private long readLongOfWord(int at) throws DecodeException {
        long word = (long) LONG.get(bytes, at);
        long stops = ~word & 0x8080808080808080L;
        if (stops == 0) {
            return readLongByBytes(at);
        }
        long ours = stops ^ (stops - 1);
        int size = Long.bitCount(ours) >>> 3;
        if (at + size > end) {
            throw fault(Reason.TRUNCATED, end);
        }
        if (bytes[at + size - 1] == 0) {
            throw fault(Reason.BAD_VARINT, at);
        }
        position = at + size;
        long bits = word & ours & 0x7F7F7F7F7F7F7F7FL;
        bits = (bits & 0x007F007F007F007FL) | ((bits & 0x7F007F007F007F00L) >>> 1);
        bits = (bits & 0x00003FFF00003FFFL) | ((bits & 0x3FFF00003FFF0000L) >>> 2);
        bits = (bits & 0x000000000FFFFFFFL) | ((bits & 0x0FFFFFFF00000000L) >>> 4);
        return (bits >>> 1) ^ -(bits & 1);
    }

    private long readLongByBytes(int from) throws DecodeException {
        long bits = 0;
        for (int i = 0; i < 10; i++) {
            if (from + i >= end) {
                throw fault(Reason.TRUNCATED, end);
            }
            int next = bytes[from + i];
            bits |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                if ((i > 0 && next == 0) || (i == 9 && next > 1)) {
                    throw fault(Reason.BAD_VARINT, from);
                }
                position = from + i + 1;
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw fault(Reason.BAD_VARINT, from);
    }

    float readFloat() throws DecodeException {
        return Float.intBitsToFloat((int) INT.get(bytes, advance(Float.BYTES)));
    }

    double readDouble() throws DecodeException {
        return Double.longBitsToDouble((long) LONG.get(bytes, advance(Double.BYTES)));
    }

    /** The start of so many bytes, which are passed over. */
    int advance(int size) throws DecodeException {
        int at = position;
        if (size > end - at) {
            throw fault(Reason.TRUNCATED, end);
        }
        position = at + size;
        return at;
    }

    /** A length that the bytes left can hold. */
    int readLength() throws DecodeException {
        int at = position;
        if (at < end) {
            int first = bytes[at];
            if ((first & 0x81) == 0 && first >> 1 < end - at) {
                position = at + 1;
                return first >> 1;
            }
        }
        long length = readLong();
        if (length < 0) {
            throw fault(Reason.BAD_LENGTH, at);
        }
        if (length > end - position) {
            throw fault(Reason.TRUNCATED, end);
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

    /** Where a text ends that starts here, if it is ASCII and its length takes one byte; -1 if not, or if it is damaged. */
    int endOfPlainText(int at) {
        if (at >= end) {
            return -1;
        }
        int length = bytes[at];
        int to = at + 1 + (length >> 1);
        return (length & 0x81) == 0 && to <= end && Utf8.isAscii(bytes, at + 1, to) ? to : -1;
    }

    /** The text of which {@link #endOfPlainText} found the end. */
    BinaryStringData textUpTo(int at, int to) {
        return new BinaryStringData(segments(), at + 1, to - at - 1);
    }

    private MemorySegment[] segments() {
        MemorySegment[] wrapped = segments;
        if (wrapped == null) {
            wrapped = new MemorySegment[] {MemorySegmentFactory.wrap(bytes)};
            segments = wrapped;
        }
        return wrapped;
    }

    /** Passes over text and answers its size in bytes. */
    int checkString() throws DecodeException {
        int length = readLength();
        int at = position;
        validate(at, length);
        position = at + length;
        return length;
    }

    private void validate(int at, int length) throws DecodeException {
        int valid = Utf8.validUntil(bytes, at, at + length);
        if (valid != at + length) {
            throw fault(Reason.NOT_UTF_8, valid);
        }
    }

    byte[] readBytes() throws DecodeException {
        return copy(readLength());
    }

    /** Passes over bytes, or over text of which the encoding does not matter, and answers the size. */
    int skipBytes() throws DecodeException {
        int length = readLength();
        position += length;
        return length;
    }

    byte[] copy(int length) throws DecodeException {
        int at = advance(length);
        return Arrays.copyOfRange(bytes, at, at + length);
    }

    /** The bytes that were just passed over. */
    byte[] copyBefore(int length) {
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    byte byteAt(int index) {
        return bytes[index];
    }

    /** A big-endian two's complement number of one to eight bytes. */
    long unscaled(int at, int length) {
        if (at + Long.BYTES <= bytes.length) {
            return (long) BIG_ENDIAN_LONG.get(bytes, at) >> (Byte.SIZE * (Long.BYTES - length));
        }
        long value = bytes[at];
        for (int i = 1; i < length; i++) {
            value = (value << Byte.SIZE) | (bytes[at + i] & 0xFF);
        }
        return value;
    }

    int readUnionIndex(int branches) throws DecodeException {
        return readIndex(branches, Reason.BAD_UNION_INDEX);
    }

    int readEnumIndex(int symbols) throws DecodeException {
        return readIndex(symbols, Reason.BAD_ENUM_INDEX);
    }

    private int readIndex(int size, Reason otherwise) throws DecodeException {
        int at = position;
        int index = readInt();
        if (index < 0 || index >= size) {
            throw fault(otherwise, at);
        }
        return index;
    }

    /**
     * The number of items in the next block of an array or a map, 0 at its end. If the block says its size in bytes,
     * {@link #blockEnd()} is where it must end.
     *
     * @param smallestItem the least bytes an item can take
     */
    int readBlock(int smallestItem) throws DecodeException {
        int at = position;
        long count = readLong();
        blockEnd = -1;
        if (count < 0) {
            count = -count;
            blockEnd = (long) readLength() + position;
            if (count < 0) {
                throw fault(Reason.BAD_LENGTH, at);
            }
        }
        if (smallestItem == 0) {
            if (count > MAX_EMPTY_ITEMS - emptyItems) {
                throw fault(Reason.BAD_LENGTH, at);
            }
            emptyItems += (int) count;
        } else if (count > (end - position) / smallestItem) {
            throw fault(Reason.TRUNCATED, end);
        }
        return (int) count;
    }

    /** Where the block just begun must end, or -1 if it does not say. Read it before the items. */
    long blockEnd() {
        return blockEnd;
    }

    void endBlock(long expected) throws DecodeException {
        if (expected >= 0 && expected != position) {
            throw fault(Reason.BAD_LENGTH, position);
        }
    }

    void enter() throws DecodeException {
        if (++depth > MAX_DEPTH) {
            throw fault(Reason.TOO_DEEP, position);
        }
    }

    void leave() {
        depth--;
    }
}
