package dev.tidewater.flink.parquet.columns;

import java.util.Optional;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * FLOAT, kept as its bits. Parquet's bounds take NaN for the greatest value and -0.0 for less than 0.0, as
 * {@link Float#compare} does; Iceberg's leave NaNs out and count them.
 */
public final class FloatColumn extends IntColumn {
    private long nans;
    private float least = Float.POSITIVE_INFINITY;
    private float greatest = Float.NEGATIVE_INFINITY;

    public FloatColumn(ColumnSpec spec) {
        super(spec);
    }

    public void add(int repetition, float value) {
        add(repetition, Float.floatToRawIntBits(value));
    }

    @Override
    void keepBounds(@Nullable Statistics<?> statistics, int @Nullable [] used) {
        int nansHere = 0;
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            int bits = values[i];
            float value = Float.intBitsToFloat(bits);
            if (Float.isNaN(value)) {
                nansHere++;
            } else {
                low = Math.min(low, ordered(bits));
                high = Math.max(high, ordered(bits));
            }
        }
        nans += nansHere;
        if (count > nansHere) {
            float lowest = Float.intBitsToFloat(ordered(low));
            float highest = Float.intBitsToFloat(ordered(high));
            least = Float.compare(lowest, least) < 0 ? lowest : least;
            greatest = Float.compare(highest, greatest) > 0 ? highest : greatest;
            update(statistics, lowest);
            update(statistics, highest);
        }
        if (nansHere > 0) {
            update(statistics, Float.NaN);
        }
    }

    private static void update(@Nullable Statistics<?> statistics, float value) {
        if (statistics != null) {
            statistics.updateStats(value);
        }
    }

    /** Bits that compare as numbers do, and back again. */
    private static int ordered(int bits) {
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    @Override
    public Optional<FieldMetrics<?>> fieldMetrics() {
        boolean bounded = allValues() - allNulls() > nans;
        return Optional.of(new FieldMetrics<@Nullable Float>(
                type.getId().intValue(),
                allValues(),
                allNulls(),
                nans,
                bounded ? least : null,
                bounded ? greatest : null,
                Types.FloatType.get()));
    }
}
