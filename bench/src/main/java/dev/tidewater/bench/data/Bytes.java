package dev.tidewater.bench.data;

import java.util.Arrays;

/** Bytes that grow. */
final class Bytes {
    private byte[] bytes = new byte[1024];
    private int size;

    void clear() {
        size = 0;
    }

    void put(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) value;
    }

    void put(byte[] more) {
        if (size + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more.length));
        }
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }
}
