package dev.tidewater.flink.formats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF (table 3-7 of the Unicode
 * standard). ASCII is tested eight bytes at a time.
 */
public final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The index of the first byte of the first malformed character, or {@code to} if all is well. */
    public static int validUntil(byte[] bytes, int from, int to) {
        return isAscii(bytes, from, to) ? to : validCharactersUntil(bytes, from, to);
    }

    /** Never true for what is not ASCII. Of no text at all, and of one near an end of a short array, it may be false. */
    public static boolean isAscii(byte[] bytes, int from, int to) {
        int size = to - from;
        if (size > Long.BYTES) {
            long high = (long) LONG.get(bytes, to - Long.BYTES);
            for (int at = from; at + Long.BYTES < to; at += Long.BYTES) {
                high |= (long) LONG.get(bytes, at);
            }
            return (high & HIGH_BITS) == 0;
        }
        int others = Byte.SIZE * (Long.BYTES - size);
        if (from + Long.BYTES <= bytes.length) {
            return (((long) LONG.get(bytes, from) << others) & HIGH_BITS) == 0;
        }
        return to >= Long.BYTES && (((long) LONG.get(bytes, to - Long.BYTES) >>> others) & HIGH_BITS) == 0;
    }

    private static int validCharactersUntil(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int first = bytes[at];
            if (first >= 0) {
                at = at + Long.BYTES > to || ((long) LONG.get(bytes, at) & HIGH_BITS) != 0 ? at + 1 : at + Long.BYTES;
                continue;
            }
            int size = sizeOf(bytes, at, to);
            if (size == 0) {
                return at;
            }
            at += size;
        }
        return to;
    }

    /** The size of a character of two to four bytes, or 0 if it is malformed. */
    private static int sizeOf(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        int size = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (size == 0 || to - at < size) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < size; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }
}
