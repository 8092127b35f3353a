package dev.tidewater.flink.parquet.columns;

import java.util.Arrays;

/** Distinct numbers in the order in which they were met. Number and index lie side by side, so that a lookup misses one cache line. */
final class LongDictionary extends Dictionary {
    private static final int FIRST_SLOTS = 64;

    private final int width;
    /** Pairs of a value and its index + 1; 0 is an empty slot. At most half of them are used. */
    private long[] slots = new long[2 * FIRST_SLOTS];

    private long[] entries = new long[FIRST_SLOTS / 2];
    private int size;

    /** @param width bytes of a value in the dictionary's page, 4 or 8 */
    LongDictionary(int width) {
        this.width = width;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long entryBytes() {
        return (long) size * width;
    }

    @Override
    long memory() {
        return 8L * (slots.length + entries.length);
    }

    /** The index of the value, which is added if it is new. */
    int index(long value) {
        int mask = slots.length - 2;
        int slot = (int) Hash.mix(value) << 1 & mask;
        while (true) {
            long found = slots[slot + 1];
            if (found == 0) {
                return add(value, slot);
            }
            if (slots[slot] == value) {
                return (int) found - 1;
            }
            slot = slot + 2 & mask;
        }
    }

    private int add(long value, int slot) {
        slots[slot] = value;
        slots[slot + 1] = size + 1L;
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size++] = value;
        if (4 * size > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new long[2 * slots.length];
        int mask = slots.length - 2;
        for (int i = 0; i < size; i++) {
            int slot = (int) Hash.mix(entries[i]) << 1 & mask;
            while (slots[slot + 1] != 0) {
                slot = slot + 2 & mask;
            }
            slots[slot] = entries[i];
            slots[slot + 1] = i + 1L;
        }
    }

    @Override
    void write(int count, Bytes out) {
        int at = out.claim(count * width);
        for (int i = 0; i < count; i++, at += width) {
            if (width == 4) {
                Bytes.INT.set(out.array, at, (int) entries[i]);
            } else {
                Bytes.LONG.set(out.array, at, entries[i]);
            }
        }
    }
}
