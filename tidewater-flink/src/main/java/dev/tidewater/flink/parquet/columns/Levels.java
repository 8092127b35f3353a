package dev.tidewater.flink.parquet.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Definition or repetition levels of the open page of a column, a byte each. Nothing is kept where they could only be 0. */
final class Levels {
    private static final byte[] NONE = {};

    private final int max;
    private byte[] levels = NONE;
    private int count;

    Levels(int max) {
        if (max > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("nested " + max + " levels deep; 127 are possible");
        }
        this.max = max;
    }

    int max() {
        return max;
    }

    void add(int level) {
        if (max > 0) {
            if (count == levels.length) {
                levels = Arrays.copyOf(levels, Bytes.grown(count, count + 1L));
            }
            levels[count++] = (byte) level;
        }
    }

    /** Writes them as a page of version 1 has them: the number of bytes, then runs. Nothing where they could only be 0. */
    void encode(Scratch scratch, Bytes out) {
        if (max == 0) {
            return;
        }
        int header = out.claim(4);
        int width = RunLengths.width(max);
        if (allEqual()) {
            RunLengths.encodeRun(levels[0], count, width, out);
        } else {
            int[] values = scratch.ints(count);
            for (int i = 0; i < count; i++) {
                values[i] = levels[i];
            }
            scratch.runLengths.encode(values, count, width, out);
        }
        Bytes.INT.set(out.array, header, out.size - header - 4);
    }

    private boolean allEqual() {
        byte first = levels[0];
        for (int i = 1; i < count; i++) {
            if (levels[i] != first) {
                return false;
            }
        }
        return true;
    }

    /** How often each level occurs in the page; nothing if Parquet leaves it out, which it does up to {@code omitted}. */
    List<Long> histogram(int omitted) {
        if (max <= omitted) {
            return new ArrayList<>();
        }
        long[] counts = new long[max + 1];
        for (int i = 0; i < count; i++) {
            counts[levels[i]]++;
        }
        List<Long> histogram = new ArrayList<>(max + 1);
        for (long each : counts) {
            histogram.add(each);
        }
        return histogram;
    }

    void clear() {
        count = 0;
    }

    void release() {
        levels = NONE;
        count = 0;
    }

    long memory() {
        return levels.length;
    }
}
