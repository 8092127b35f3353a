package dev.tidewater.flink.parquet.columns;

import java.util.Arrays;

/** Distinct byte strings in the order in which they were met, kept as PLAIN has them: a length of four bytes, then the bytes. */
final class BinaryDictionary extends Dictionary {
    private static final int FIRST_SLOTS = 64;
    private static final long HASH = 0xffff_ffff_0000_0000L;
    /** Up to here words are compared one by one, which is faster than the call of what compares long strings. */
    private static final int SHORT = 64;

    /**
     * Two numbers a slot, so that a lookup waits for one line of it and one of the entries: the upper half of the hash and
     * where the bytes begin, then index and length. Bytes begin at 4 or later, so 0 is an empty slot. At most half of the
     * slots are used.
     */
    private long[] slots = new long[2 * FIRST_SLOTS];

    final Bytes entries = new Bytes();
    /** Where each entry's bytes begin, and behind the last one where those of the next would. */
    private int[] starts = new int[FIRST_SLOTS];

    private int size;

    BinaryDictionary() {
        starts[0] = 4;
    }

    @Override
    int size() {
        return size;
    }

    /** Where the bytes of an entry begin in {@link #entries}. */
    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return starts[index + 1] - 4;
    }

    @Override
    long entryBytes() {
        return entries.size;
    }

    @Override
    long memory() {
        return 8L * slots.length + 4L * starts.length + entries.array.length;
    }

    /** The index of the bytes, which are added if they are new. */
    int index(byte[] bytes, int start, int length) {
        long hash = Hash.of(bytes, start, length);
        int mask = slots.length - 2;
        int slot = (int) hash << 1 & mask;
        while (true) {
            long found = slots[slot];
            if (found == 0) {
                return add(bytes, start, length, hash, slot);
            }
            if ((found ^ hash) >>> 32 == 0) {
                long entry = slots[slot + 1];
                if ((int) entry == length && equal(bytes, start, entries.array, (int) found, length)) {
                    return (int) (entry >>> 32);
                }
            }
            slot = slot + 2 & mask;
        }
    }

    private static boolean equal(byte[] bytes, int start, byte[] others, int otherStart, int length) {
        if (length > SHORT) {
            return Arrays.equals(bytes, start, start + length, others, otherStart, otherStart + length);
        }
        int done = 0;
        for (; length - done >= 8; done += 8) {
            if ((long) Bytes.LONG.get(bytes, start + done) != (long) Bytes.LONG.get(others, otherStart + done)) {
                return false;
            }
        }
        if (done == length) {
            return true;
        }
        return length >= 8
                ? (long) Bytes.LONG.get(bytes, start + length - 8)
                        == (long) Bytes.LONG.get(others, otherStart + length - 8)
                : Hash.few(bytes, start, length) == Hash.few(others, otherStart, length);
    }

    private int add(byte[] bytes, int start, int length, long hash, int slot) {
        entries.addInt(length);
        fill(slot, hash, entries.size, size, length);
        entries.add(bytes, start, length);
        size++;
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
        }
        starts[size] = entries.size + 4;
        if (4 * size > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void fill(int slot, long hash, int start, int index, int length) {
        slots[slot] = hash & HASH | start;
        slots[slot + 1] = (long) index << 32 | length;
    }

    private void rehash() {
        slots = new long[2 * slots.length];
        int mask = slots.length - 2;
        for (int i = 0; i < size; i++) {
            int length = end(i) - starts[i];
            long hash = Hash.of(entries.array, starts[i], length);
            int slot = (int) hash << 1 & mask;
            while (slots[slot] != 0) {
                slot = slot + 2 & mask;
            }
            fill(slot, hash, starts[i], i, length);
        }
    }

    @Override
    void write(int count, Bytes out) {
        out.add(entries.array, 0, starts[count] - 4);
    }
}
