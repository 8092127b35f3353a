package dev.tidewater.flink.parquet.columns;

import java.util.Optional;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * DOUBLE, kept as its bits. Parquet's bounds take NaN for the greatest value and -0.0 for less than 0.0, as
 * {@link Double#compare} does; Iceberg's leave NaNs out and count them.
 */
public final class DoubleColumn extends LongColumn {
    private long nans;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    public DoubleColumn(ColumnSpec spec) {
        super(spec);
    }

    public void add(int repetition, double value) {
        add(repetition, Double.doubleToRawLongBits(value));
    }

    @Override
    void keepBounds(@Nullable Statistics<?> statistics, int @Nullable [] used) {
        int nansHere = 0;
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long bits = values[i];
            double value = Double.longBitsToDouble(bits);
            if (Double.isNaN(value)) {
                nansHere++;
            } else {
                low = Math.min(low, ordered(bits));
                high = Math.max(high, ordered(bits));
            }
        }
        nans += nansHere;
        if (count > nansHere) {
            double lowest = Double.longBitsToDouble(ordered(low));
            double highest = Double.longBitsToDouble(ordered(high));
            least = Double.compare(lowest, least) < 0 ? lowest : least;
            greatest = Double.compare(highest, greatest) > 0 ? highest : greatest;
            update(statistics, lowest);
            update(statistics, highest);
        }
        if (nansHere > 0) {
            update(statistics, Double.NaN);
        }
    }

    private static void update(@Nullable Statistics<?> statistics, double value) {
        if (statistics != null) {
            statistics.updateStats(value);
        }
    }

    /** Bits that compare as numbers do, and back again. */
    private static long ordered(long bits) {
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    @Override
    public Optional<FieldMetrics<?>> fieldMetrics() {
        boolean bounded = allValues() - allNulls() > nans;
        return Optional.of(new FieldMetrics<@Nullable Double>(
                type.getId().intValue(),
                allValues(),
                allNulls(),
                nans,
                bounded ? least : null,
                bounded ? greatest : null,
                Types.DoubleType.get()));
    }
}
