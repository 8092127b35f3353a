package dev.tidewater.flink.parquet.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow at their end, and the numbers that Parquet writes into them: little-endian ones and variable ones. */
final class Bytes {
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NONE = {};
    /** What every JVM can allocate; a few header words less than the largest index. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    byte[] array = NONE;
    int size;

    /** Makes room for so many more bytes, which the caller then writes into the array, and moves the end behind them. */
    int claim(int more) {
        int start = size;
        ensure(more);
        size = start + more;
        return start;
    }

    /** Makes room for so many more bytes without moving the end. */
    void ensure(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, grown(array.length, size + (long) more));
        }
    }

    /** A capacity for at least so many elements, doubling for as long as an array can. */
    static int grown(int capacity, long wanted) {
        if (wanted > LARGEST) {
            throw new IllegalStateException("a page of one column would be larger than 2 GiB");
        }
        return (int) Math.min(LARGEST, Math.max(wanted, Math.max(64L, capacity * 2L)));
    }

    void add(int oneByte) {
        int at = claim(1);
        array[at] = (byte) oneByte;
    }

    void addInt(int value) {
        int at = claim(4);
        INT.set(array, at, value);
    }

    void add(byte[] from, int start, int length) {
        int at = claim(length);
        System.arraycopy(from, start, array, at, length);
    }

    void addUnsignedVarInt(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            add(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        add(rest);
    }

    void clear() {
        size = 0;
    }

    /** Forgets the array too. */
    void release() {
        array = NONE;
        size = 0;
    }
}
