package dev.tidewater.flink.parquet.columns;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** INT64: numbers, times, instants, decimals of up to 18 digits. */
public class LongColumn extends Column {
    private static final long[] NONE = {};

    long[] values = NONE;
    private @Nullable LongDictionary entries;

    public LongColumn(ColumnSpec spec) {
        super(spec);
    }

    public final void add(int repetition, long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, Bytes.grown(count, count + 1L));
        }
        values[count++] = value;
        addLevels(repetition);
    }

    @Override
    final Dictionary newDictionary() {
        entries = new LongDictionary(Long.BYTES);
        return entries;
    }

    @Override
    final void forgetDictionary() {
        entries = null;
    }

    @Override
    final void lookUp(int from, int to, int[] into) {
        LongDictionary dictionary = entries;
        if (dictionary != null) {
            for (int i = from; i < to; i++) {
                into[i] = dictionary.index(values[i]);
            }
        }
    }

    @Override
    final long plainBytes() {
        return 8L * count;
    }

    @Override
    final void writePlain(Bytes out) {
        int at = out.claim(Math.multiplyExact(Long.BYTES, count));
        byte[] array = out.array;
        for (int i = 0; i < count; i++, at += Long.BYTES) {
            Bytes.LONG.set(array, at, values[i]);
        }
    }

    @Override
    void keepBounds(@Nullable Statistics<?> statistics, int @Nullable [] used) {
        if (statistics == null) {
            return;
        }
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        statistics.updateStats(least);
        statistics.updateStats(greatest);
    }

    @Override
    final void clearValues() {}

    @Override
    final void releaseValues() {
        values = NONE;
    }

    @Override
    final long valueMemory() {
        return 8L * values.length;
    }
}
