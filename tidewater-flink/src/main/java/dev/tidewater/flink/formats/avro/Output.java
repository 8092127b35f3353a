package dev.tidewater.flink.formats.avro;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Grows as Avro's binary encoding is written into it. */
final class Output {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[256];
    private int size;

    void reset() {
        size = 0;
    }

    /** What was written, behind so many bytes that are left free. */
    byte[] toBytes(int free) {
        byte[] copy = new byte[free + size];
        System.arraycopy(bytes, 0, copy, free, size);
        return copy;
    }

    void writeBoolean(boolean value) {
        reserve(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    void writeLong(long value) {
        reserve(LONGEST_VARINT);
        long bits = (value << 1) ^ (value >> 63);
        while ((bits & ~0x7FL) != 0) {
            bytes[size++] = (byte) (bits | 0x80);
            bits >>>= 7;
        }
        bytes[size++] = (byte) bits;
    }

    void writeFloat(float value) {
        reserve(Float.BYTES);
        INT.set(bytes, size, Float.floatToRawIntBits(value));
        size += Float.BYTES;
    }

    void writeDouble(double value) {
        reserve(Double.BYTES);
        LONG.set(bytes, size, Double.doubleToRawLongBits(value));
        size += Double.BYTES;
    }

    /** The length, then the bytes. */
    void writeBytes(byte[] value) {
        writeLong(value.length);
        writeFixed(value);
    }

    void writeFixed(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
    }
}
