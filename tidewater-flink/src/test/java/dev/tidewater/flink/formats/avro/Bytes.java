package dev.tidewater.flink.formats.avro;

import java.io.ByteArrayOutputStream;

/** Avro's encoding, put together by hand. */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Zigzag, in the shortest form. */
    Bytes number(long value) {
        long bits = (value << 1) ^ (value >> 63);
        while ((bits & ~0x7FL) != 0) {
            out.write((int) (bits & 0x7F | 0x80));
            bits >>>= 7;
        }
        out.write((int) bits);
        return this;
    }

    Bytes raw(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    Bytes text(String ascii) {
        number(ascii.length());
        ascii.chars().forEach(out::write);
        return this;
    }

    byte[] array() {
        return out.toByteArray();
    }
}
