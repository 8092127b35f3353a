package dev.tidewater.flink.formats.protobuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Grows as Protobuf's encoding is written into it. */
final class Output {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[256];
    private int size;

    /** Leaves so many bytes free at the start. */
    void reset(int free) {
        size = 0;
        reserve(free);
        size = free;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void writeVarint(long value) {
        reserve(LONGEST_VARINT);
        long bits = value;
        while ((bits & ~0x7FL) != 0) {
            bytes[size++] = (byte) (bits | 0x80);
            bits >>>= 7;
        }
        bytes[size++] = (byte) bits;
    }

    void writeFixed32(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void writeFixed64(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** The length, then the bytes. */
    void writeBytes(byte[] value) {
        writeVarint(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /**
     * Begins what has its length before it.
     *
     * @return for {@link #end}
     */
    int begin() {
        reserve(1);
        return ++size;
    }

    /** Writes the length of all since {@link #begin}, which mostly takes the one byte that was left for it. */
    void end(int start) {
        int length = size - start;
        int more = 0;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            more++;
        }
        if (more > 0) {
            reserve(more);
            System.arraycopy(bytes, start, bytes, start + more, length);
        }
        size = start - 1;
        writeVarint(length);
        size = start + more + length;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
    }
}
