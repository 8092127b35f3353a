package dev.tidewater.flink.parquet.rows;

import dev.tidewater.flink.parquet.columns.BinaryColumn;
import dev.tidewater.flink.parquet.columns.FixedColumn;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** Leaves of text and bytes. */
final class Texts {
    private Texts() {}

    /** STRING, VARCHAR and CHAR. */
    static final class OfString extends Leaf<BinaryColumn> {
        OfString(Place place, BinaryColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, (BinaryStringData) row.getString(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, (BinaryStringData) array.getString(position));
        }
    }

    /** BYTES and VARBINARY. */
    static final class OfBytes extends Leaf<BinaryColumn> {
        OfBytes(Place place, BinaryColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, row.getBinary(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, array.getBinary(position));
        }
    }

    /** BINARY of one length, and UUIDs. */
    static final class OfFixed extends Leaf<FixedColumn> {
        OfFixed(Place place, FixedColumn column) {
            super(place, column);
        }

        @Override
        void take(RowData row, int repetition) {
            column.add(repetition, row.getBinary(index));
        }

        @Override
        void take(ArrayData array, int position, int repetition) {
            column.add(repetition, array.getBinary(position));
        }
    }
}
