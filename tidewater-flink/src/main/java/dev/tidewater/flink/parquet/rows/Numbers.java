package dev.tidewater.flink.parquet.rows;

import dev.tidewater.flink.parquet.columns.BooleanColumn;
import dev.tidewater.flink.parquet.columns.DoubleColumn;
import dev.tidewater.flink.parquet.columns.FloatColumn;
import dev.tidewater.flink.parquet.columns.IntColumn;
import dev.tidewater.flink.parquet.columns.LongColumn;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;

/** Leaves of numbers that Flink's rows hold as they are. */
final class Numbers {
    private Numbers() {}

    /** BOOLEAN. */
    static final class OfBoolean extends Leaf<BooleanColumn> {
        OfBoolean(Place place, BooleanColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, row.getBoolean(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, array.getBoolean(position));
        }
    }

    /** TINYINT, which Iceberg keeps as an int. */
    static final class OfByte extends Leaf<IntColumn> {
        OfByte(Place place, IntColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, row.getByte(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, array.getByte(position));
        }
    }

    /** SMALLINT, which Iceberg keeps as an int. */
    static final class OfShort extends Leaf<IntColumn> {
        OfShort(Place place, IntColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, row.getShort(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, array.getShort(position));
        }
    }

    /** INT and DATE. */
    static final class OfInt extends Leaf<IntColumn> {
        OfInt(Place place, IntColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, row.getInt(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, array.getInt(position));
        }
    }

    /** BIGINT. */
    static final class OfLong extends Leaf<LongColumn> {
        OfLong(Place place, LongColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, row.getLong(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, array.getLong(position));
        }
    }

    /** FLOAT. */
    static final class OfFloat extends Leaf<FloatColumn> {
        OfFloat(Place place, FloatColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, row.getFloat(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, array.getFloat(position));
        }
    }

    /** DOUBLE. */
    static final class OfDouble extends Leaf<DoubleColumn> {
        OfDouble(Place place, DoubleColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, row.getDouble(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, array.getDouble(position));
        }
    }

    /** TIME, milliseconds of the day in Flink, microseconds in Iceberg. */
    static final class OfTime extends Leaf<LongColumn> {
        OfTime(Place place, LongColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, 1000L * row.getInt(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, 1000L * array.getInt(position));
        }
    }
}
