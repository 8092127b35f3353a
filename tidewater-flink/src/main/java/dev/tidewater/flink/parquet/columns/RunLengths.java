package dev.tidewater.flink.parquet.columns;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.bitpacking.Packer;

/**
 * Parquet's hybrid of run lengths and bit packing, for dictionary indexes and levels. Eight equal values or more become
 * a run, looked for where a group of eight begins; the rest is packed.
 */
final class RunLengths {
    private static final int GROUP = 8;
    /** Groups behind one header, so that the header is one byte, as parquet-java writes it. */
    private static final int MOST_GROUPS = 63;

    private static final BytePacker[] PACKERS = new BytePacker[33];

    static {
        Arrays.setAll(PACKERS, Packer.LITTLE_ENDIAN::newBytePacker);
    }

    private final int[] last = new int[GROUP];

    /** Bits that values up to this one need: 0 for 0. */
    static int width(int largest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
    }

    /** One run of the same value. */
    static void encodeRun(int value, int count, int width, Bytes out) {
        out.addUnsignedVarInt(count << 1);
        for (int shift = 0; shift < width; shift += 8) {
            out.add(value >>> shift);
        }
    }

    /** The first {@code count} values, none of which needs more than {@code width} bits. */
    void encode(int[] values, int count, int width, Bytes out) {
        if (width == 0) {
            encodeRun(0, count, 0, out);
            return;
        }
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int run = runFrom(values, at, count);
            if (run < GROUP) {
                at += GROUP;
                continue;
            }
            pack(values, packedFrom, at, width, out);
            encodeRun(values[at], run, width, out);
            at += run;
            packedFrom = at;
        }
        pack(values, packedFrom, count, width, out);
    }

    private static int runFrom(int[] values, int start, int end) {
        int value = values[start];
        int at = start + 1;
        while (at < end && values[at] == value) {
            at++;
        }
        return at - start;
    }

    /** Only what ends the values may be no multiple of eight; zeros fill the last group. */
    private void pack(int[] values, int start, int end, int width, Bytes out) {
        BytePacker packer = PACKERS[width];
        int at = start;
        while (at < end) {
            int groups = Math.min(MOST_GROUPS, (end - at + GROUP - 1) / GROUP);
            out.add(groups << 1 | 1);
            int to = out.claim(groups * width);
            for (int i = 0; i < groups; i++, at += GROUP, to += width) {
                if (end - at >= GROUP) {
                    packer.pack8Values(values, at, out.array, to);
                } else {
                    Arrays.fill(last, 0);
                    System.arraycopy(values, at, last, 0, end - at);
                    packer.pack8Values(last, 0, out.array, to);
                }
            }
        }
    }
}
