package dev.tidewater.flink.parquet.columns;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** BOOLEAN: a bit a value, without dictionary. */
public final class BooleanColumn extends Column {
    private static final byte[] NONE = {};
    /** Moves the lowest bit of byte i to bit 56 + i; nothing else reaches the upper byte. */
    private static final long GATHER = 0x0102040810204080L;

    private byte[] values = NONE;

    public BooleanColumn(ColumnSpec spec) {
        super(spec);
    }

    public void add(int repetition, boolean value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, Bytes.grown(count, count + 1L));
        }
        values[count++] = value ? (byte) 1 : 0;
        addLevels(repetition);
    }

    @Override
    @Nullable
    Dictionary newDictionary() {
        return null;
    }

    @Override
    void forgetDictionary() {}

    @Override
    void lookUp(int from, int to, int[] into) {
        throw new UnsupportedOperationException("booleans have no dictionary");
    }

    @Override
    long plainBytes() {
        return (count + 7) / 8;
    }

    /** Arrays are multiples of eight long, so the last group is read whole, with zeros behind the values. */
    @Override
    void writePlain(Bytes out) {
        if (count % 8 != 0) {
            Arrays.fill(values, count, Math.min(values.length, (count + 7) / 8 * 8), (byte) 0);
        }
        int at = out.claim((count + 7) / 8);
        for (int i = 0; i < count; i += 8) {
            out.array[at++] = (byte) ((long) Bytes.LONG.get(values, i) * GATHER >>> 56);
        }
    }

    @Override
    void keepBounds(@Nullable Statistics<?> statistics, int @Nullable [] used) {
        if (statistics == null) {
            return;
        }
        int ones = 0;
        for (int i = 0; i < count; i++) {
            ones += values[i];
        }
        statistics.updateStats(ones == count);
        statistics.updateStats(ones > 0);
    }

    @Override
    void clearValues() {}

    @Override
    void releaseValues() {
        values = NONE;
    }

    @Override
    long valueMemory() {
        return values.length;
    }
}
