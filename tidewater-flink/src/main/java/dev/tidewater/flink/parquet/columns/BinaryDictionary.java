package dev.tidewater.flink.parquet.columns;

import java.util.Arrays;

/** Distinct byte strings in the order in which they were met, kept as PLAIN has them: a length of four bytes, then the bytes. */
final class BinaryDictionary extends Dictionary {
    private static final int FIRST_SLOTS = 64;
    private static final long HASH = 0xffff_ffff_0000_0000L;

    /** The upper half of a hash, and below it index + 1; 0 is an empty slot. At most half of them are used. */
    private long[] slots = new long[FIRST_SLOTS];

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
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (true) {
            long found = slots[slot];
            if (found == 0) {
                return add(bytes, start, length, hash, slot);
            }
            if ((found ^ hash) >>> 32 == 0) {
                int index = (int) found - 1;
                if (Arrays.equals(bytes, start, start + length, entries.array, starts[index], end(index))) {
                    return index;
                }
            }
            slot = slot + 1 & mask;
        }
    }

    private int add(byte[] bytes, int start, int length, long hash, int slot) {
        entries.addInt(length);
        entries.add(bytes, start, length);
        slots[slot] = hash & HASH | size + 1L;
        size++;
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
        }
        starts[size] = entries.size + 4;
        if (2 * size > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        long[] old = slots;
        slots = new long[2 * old.length];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            long hash = Hash.of(entries.array, starts[i], end(i) - starts[i]);
            int slot = (int) hash & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = hash & HASH | i + 1L;
        }
    }

    @Override
    void write(int count, Bytes out) {
        out.add(entries.array, 0, starts[count] - 4);
    }
}
