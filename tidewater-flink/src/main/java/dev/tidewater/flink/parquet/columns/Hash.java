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
            hash = step(hash, length >= 8 ? (long) Bytes.LONG.get(bytes, end - 8) : few(bytes, at, length));
        }
        return mix(hash);
    }

    private static long step(long hash, long word) {
        long product = (hash ^ word) * FIRST;
        return product ^ product >>> 29;
    }

    /** Seven bytes or less as a number, a different one for each string of that length: both ends, which overlap. */
    static long few(byte[] bytes, int start, int length) {
        if (length >= 4) {
            long first = (int) Bytes.INT.get(bytes, start);
            return first << 32 | (int) Bytes.INT.get(bytes, start + length - 4) & 0xffff_ffffL;
        }
        if (length == 0) {
            return 0;
        }
        return bytes[start] << 16 | (bytes[start + length / 2] & 0xff) << 8 | bytes[start + length - 1] & 0xff;
    }
}
