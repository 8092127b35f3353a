package dev.tidewater.flink.parquet.rows;

import dev.tidewater.flink.parquet.columns.FixedColumn;
import dev.tidewater.flink.parquet.columns.IntColumn;
import dev.tidewater.flink.parquet.columns.LongColumn;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;

/** Leaves of decimals, by the number that is left without the point. */
final class Decimals {
    private Decimals() {}

    /** Up to 9 digits. */
    static final class AsInt extends Leaf<IntColumn> {
        private final Digits digits;

        AsInt(Place place, IntColumn column, Digits digits) {
            super(place, column);
            this.digits = digits;
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, (int) digits.unscaled(row.getDecimal(index, digits.precision(), digits.scale())));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(
                    repetition, (int) digits.unscaled(array.getDecimal(position, digits.precision(), digits.scale())));
        }
    }

    /** Up to 18 digits. */
    static final class AsLong extends Leaf<LongColumn> {
        private final Digits digits;

        AsLong(Place place, LongColumn column, Digits digits) {
            super(place, column);
            this.digits = digits;
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, digits.unscaled(row.getDecimal(index, digits.precision(), digits.scale())));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, digits.unscaled(array.getDecimal(position, digits.precision(), digits.scale())));
        }
    }

    /** Up to 38 digits. */
    static final class AsFixed extends Leaf<FixedColumn> {
        private final Digits digits;

        AsFixed(Place place, FixedColumn column, Digits digits) {
            super(place, column);
            this.digits = digits;
        }

        @Override
        void take(RowData row, int repetition) {
            column.addNumber(
                    repetition, digits.unscaledBytes(row.getDecimal(index, digits.precision(), digits.scale())));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.addNumber(
                    repetition, digits.unscaledBytes(array.getDecimal(position, digits.precision(), digits.scale())));
        }
    }

    /**
     * What a decimal column takes. A value with another scale would be written as another number, so it is refused.
     *
     * @param path name of the column, for messages
     * @param most digits that the column takes
     * @param precision digits of the rows' type, which binary rows need in order to find the value
     * @param scale digits behind the point, of both
     */
    record Digits(String path, int most, int precision, int scale) {
        long unscaled(DecimalData value) {
            check(value);
            return value.toUnscaledLong();
        }

        byte[] unscaledBytes(DecimalData value) {
            check(value);
            return value.toUnscaledBytes();
        }

        private void check(DecimalData value) {
            if (value.scale() != scale || value.precision() > most) {
                throw new IllegalArgumentException(
                        "column " + path + " is DECIMAL(" + most + ", " + scale + "), and a row has " + value
                                + ", a DECIMAL(" + value.precision() + ", " + value.scale() + ")");
            }
        }
    }
}
