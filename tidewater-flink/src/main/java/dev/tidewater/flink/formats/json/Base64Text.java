package dev.tidewater.flink.formats.json;

import java.util.Arrays;

/** Base64 of RFC 4648, section 4, without line breaks; with or without padding. */
final class Base64Text {
    private static final byte[] SIXES = new byte[256];

    static {
        Arrays.fill(SIXES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            SIXES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private Base64Text() {}

    /** How many bytes the text stands for; -1 if it is no Base64, or if bits of its last character are left over. */
    static int size(byte[] text, int from, int to) {
        int end = unpadded(text, from, to);
        int characters = end - from;
        int all = 0;
        for (int i = from; i < end; i++) {
            all |= SIXES[text[i] & 0xFF];
        }
        int rest = characters & 3;
        if (all < 0 || rest == 1) {
            return -1;
        }
        int unused = rest == 2 ? 0x0F : rest == 3 ? 0x03 : 0;
        if (unused != 0 && (SIXES[text[end - 1] & 0xFF] & unused) != 0) {
            return -1;
        }
        return (int) (characters * 6L / 8);
    }

    private static int unpadded(byte[] text, int from, int to) {
        int end = to;
        if ((to - from & 3) == 0) {
            for (int i = 0; i < 2 && end > from && text[end - 1] == '='; i++) {
                end--;
            }
        }
        return end;
    }

    /** The bytes, of which {@link #size} has told how many there are. */
    static byte[] decode(byte[] text, int from, int size) {
        byte[] out = new byte[size];
        int bits = 0;
        int held = 0;
        int at = from;
        for (int i = 0; i < size; i++) {
            while (held < 8) {
                bits = bits << 6 | SIXES[text[at++] & 0xFF];
                held += 6;
            }
            held -= 8;
            out[i] = (byte) (bits >>> held);
        }
        return out;
    }
}
