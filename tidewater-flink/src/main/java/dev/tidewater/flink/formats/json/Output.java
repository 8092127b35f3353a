package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.EncodeException;
import dev.tidewater.flink.formats.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows as JSON is written into it. */
final class Output {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

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

    void write(char oneByte) {
        reserve(1);
        bytes[size++] = (byte) oneByte;
    }

    void write(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
    }

    void writeAscii(String json) {
        reserve(json.length());
        for (int i = 0; i < json.length(); i++) {
            bytes[size++] = (byte) json.charAt(i);
        }
    }

    /** The digits, with zeros before them up to the width. */
    void writePadded(int number, int width) {
        reserve(width);
        int rest = number;
        for (int i = width - 1; i >= 0; i--) {
            bytes[size + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += width;
    }

    /** The text between quotes. Only what JSON does not allow there is escaped. */
    void writeString(byte[] utf8) throws EncodeException {
        if (Utf8.validUntil(utf8, 0, utf8.length) != utf8.length) {
            throw new EncodeException("the text is not valid UTF-8");
        }
        write('"');
        if (needsEscapes(utf8)) {
            for (byte c : utf8) {
                if (isEscaped(c)) {
                    escape(c);
                } else {
                    write((char) (c & 0xFF));
                }
            }
        } else {
            write(utf8);
        }
        write('"');
    }

    private static boolean needsEscapes(byte[] utf8) {
        for (byte c : utf8) {
            if (isEscaped(c)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEscaped(byte c) {
        return c == '"' || c == '\\' || (c >= 0 && c < ' ');
    }

    private void escape(byte c) {
        reserve(6);
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = c;
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[c >> 4];
                bytes[size++] = HEX[c & 15];
            }
        }
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
    }
}
