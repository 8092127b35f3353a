package dev.tidewater.flink.parquet.columns;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** INT32: numbers, dates, decimals of up to 9 digits. */
public class IntColumn extends Column {
    private static final int[] NONE = {};

    int[] values = NONE;
    private @Nullable LongDictionary entries;

    public IntColumn(ColumnSpec spec) {
        super(spec);
    }

    public final void add(int repetition, int value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, Bytes.grown(count, count + 1L));
        }
        values[count++] = value;
        addLevels(repetition);
    }

    @Override
    final Dictionary newDictionary() {
        entries = new LongDictionary(Integer.BYTES);
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
        return 4L * count;
    }

    @Override
    final void writePlain(Bytes out) {
        int at = out.claim(Math.multiplyExact(Integer.BYTES, count));
        byte[] array = out.array;
        for (int i = 0; i < count; i++, at += Integer.BYTES) {
            Bytes.INT.set(array, at, values[i]);
        }
    }

    @Override
    void keepBounds(@Nullable Statistics<?> statistics, int @Nullable [] used) {
        if (statistics == null) {
            return;
        }
        int least = Integer.MAX_VALUE;
        int greatest = Integer.MIN_VALUE;
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
        return 4L * values.length;
    }
}
