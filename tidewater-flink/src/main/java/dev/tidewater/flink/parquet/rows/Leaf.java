package dev.tidewater.flink.parquet.rows;

import dev.tidewater.flink.parquet.columns.Column;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;

/**
 * A value with a column of its own.
 *
 * @param <C> the column
 */
abstract class Leaf<C extends Column> extends Shredder {
    final int index;
    private final Place place;
    final C column;

    Leaf(Place place, C column) {
        this.place = place;
        this.index = place.index();
        this.column = column;
    }

    @Override
    public final void field(RowData row, int repetition) {
        if (row.isNullAt(index)) {
            column.addNull(repetition, place.absent());
        } else {
            take(row, repetition);
        }
    }

    @Override
    final void element(ArrayData array, int position, int repetition) {
        if (array.isNullAt(position)) {
            column.addNull(repetition, place.absent());
        } else {
            take(array, position, repetition);
        }
    }

    @Override
    final void nothing(int repetition, int definition) {
        column.addNull(repetition, definition);
    }

    /** Takes the field, which is not null. */
    abstract void take(RowData row, int repetition);

    /** Takes the element, which is not null. */
    abstract void take(ArrayData array, int position, int repetition);
}
