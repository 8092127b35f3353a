package dev.tidewater.flink.parquet.columns;

/**
 * A hash whose every bit hangs on every bit of the value. Weaker ones put strings with a common beginning ("prod-…") side
 * by side, and lookups become walks.
 */
final class Hash {
    private static final long FIRST = 0x9e3779b97f4a7c15L;
    private static final long SECOND = 0xd6e8feb86659fd93L;

    private Hash() {}

    static long mix(long value) {
        long hash = (value ^ value >>> 32) * SECOND;
        hash = (hash ^ hash >>> 32) * SECOND;
        return hash ^ hash >>> 32;
    }

    static long of(byte[] bytes, int start, int length) {
        long hash = length * FIRST;
        int at = start;
        int end = start + length;
        for (; end - at >= 8; at += 8) {
            hash = step(hash, (long) Bytes.LONG.get(bytes, at));
        }
        if (at < end) {
            hash = step(hash, length >= 8 ? (long) Bytes.LONG.get(bytes, end - 8) : few(bytes, at, end));
        }
        return mix(hash);
    }

    private static long step(long hash, long word) {
        long product = (hash ^ word) * FIRST;
        return product ^ product >>> 29;
    }

    private static long few(byte[] bytes, int start, int end) {
        long word = 0;
        for (int at = start; at < end; at++) {
            word = word << 8 | bytes[at] & 0xff;
        }
        return word;
    }
}
