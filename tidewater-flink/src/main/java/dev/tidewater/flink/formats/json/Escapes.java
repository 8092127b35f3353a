package dev.tidewater.flink.formats.json;

import java.util.Arrays;

/** What the escapes of a string stand for. */
final class Escapes {
    private Escapes() {}

    /** The text in UTF-8 of a string that has been looked over, from behind its first quote to its last. */
    static byte[] resolve(byte[] bytes, int from, int to) {
        // An escape is never shorter than what it stands for.
        byte[] out = new byte[to - from];
        int size = 0;
        int at = from;
        while (at < to) {
            byte c = bytes[at];
            if (c != '\\') {
                out[size++] = c;
                at++;
                continue;
            }
            byte kind = bytes[at + 1];
            at += 2;
            if (kind != 'u') {
                out[size++] = character(kind);
                continue;
            }
            int code = unit(bytes, at);
            at += 4;
            if (Character.isHighSurrogate((char) code)) {
                code = Character.toCodePoint((char) code, (char) unit(bytes, at + 2));
                at += 6;
            }
            size = encode(code, out, size);
        }
        return size == out.length ? out : Arrays.copyOf(out, size);
    }

    private static byte character(byte kind) {
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> kind;
        };
    }

    private static int unit(byte[] bytes, int at) {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            unit = unit << 4 | Character.digit(bytes[at + i], 16);
        }
        return unit;
    }

    private static int encode(int code, byte[] out, int from) {
        int size = from;
        if (code < 0x80) {
            out[size++] = (byte) code;
        } else if (code < 0x800) {
            out[size++] = (byte) (0xC0 | code >> 6);
            out[size++] = (byte) (0x80 | code & 0x3F);
        } else if (code < 0x10000) {
            out[size++] = (byte) (0xE0 | code >> 12);
            out[size++] = (byte) (0x80 | code >> 6 & 0x3F);
            out[size++] = (byte) (0x80 | code & 0x3F);
        } else {
            out[size++] = (byte) (0xF0 | code >> 18);
            out[size++] = (byte) (0x80 | code >> 12 & 0x3F);
            out[size++] = (byte) (0x80 | code >> 6 & 0x3F);
            out[size++] = (byte) (0x80 | code & 0x3F);
        }
        return size;
    }
}
