package dev.tidewater.flink.parquet.rows;

import dev.tidewater.flink.parquet.columns.LongColumn;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;

/** Leaves of points in time. */
final class Instants {
    private Instants() {}

    /** TIMESTAMP and TIMESTAMP_LTZ, in microseconds. */
    static final class OfMicros extends Leaf<LongColumn> {
        private final int precision;

        OfMicros(Place place, LongColumn column, int precision) {
            super(place, column);
            this.precision = precision;
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, micros(row.getTimestamp(index, precision)));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, micros(array.getTimestamp(position, precision)));
        }
    }

    /** TIMESTAMP and TIMESTAMP_LTZ, in nanoseconds. */
    static final class OfNanos extends Leaf<LongColumn> {
        private final int precision;

        OfNanos(Place place, LongColumn column, int precision) {
            super(place, column);
            this.precision = precision;
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, nanos(row.getTimestamp(index, precision)));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, nanos(array.getTimestamp(position, precision)));
        }
    }

    private static long micros(TimestampData instant) {
        return instant.getMillisecond() * 1000 + instant.getNanoOfMillisecond() / 1000;
    }

    private static long nanos(TimestampData instant) {
        return instant.getMillisecond() * 1_000_000 + instant.getNanoOfMillisecond();
    }
}
