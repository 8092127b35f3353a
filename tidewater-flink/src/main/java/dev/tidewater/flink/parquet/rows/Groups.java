package dev.tidewater.flink.parquet.rows;

import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;

/** Values with values inside: structs, lists and maps. */
final class Groups {
    private Groups() {}

    /** What structs, lists and maps have in common: they may be null, and then everything inside is. */
    abstract static class Group<T> extends Shredder {
        final Place place;
        private final Shredder[] inside;

        Group(Place place, List<Shredder> inside) {
            this.place = place;
            this.inside = inside.toArray(new Shredder[0]);
        }

        @Override
        public final void field(RowData row, int repetition) {
            if (row.isNullAt(place.index())) {
                nothing(repetition, place.absent());
            } else {
                take(of(row), repetition);
            }
        }

        @Override
        final void element(ArrayData array, int position, int repetition) {
            if (array.isNullAt(position)) {
                nothing(repetition, place.absent());
            } else {
                take(of(array, position), repetition);
            }
        }

        @Override
        final void nothing(int repetition, int definition) {
            for (Shredder each : inside) {
                each.nothing(repetition, definition);
            }
        }

        final int size() {
            return inside.length;
        }

        final Shredder inside(int index) {
            return inside[index];
        }

        abstract T of(RowData row);

        abstract T of(ArrayData array, int position);

        abstract void take(T value, int repetition);
    }

    static final class Struct extends Group<RowData> {
        private final int arity;

        /** @param arity fields of the row, for those kept in a binary form */
        Struct(Place place, List<Shredder> fields, int arity) {
            super(place, fields);
            this.arity = arity;
        }

        @Override
        RowData of(RowData row) {
            return row.getRow(place.index(), arity);
        }

        @Override
        RowData of(ArrayData array, int position) {
            return array.getRow(position, arity);
        }

        @Override
        void take(RowData value, int repetition) {
            for (int i = 0; i < size(); i++) {
                inside(i).field(value, repetition);
            }
        }
    }

    static final class Lists extends Group<ArrayData> {
        Lists(Place place, Shredder element) {
            super(place, List.of(element));
        }

        @Override
        ArrayData of(RowData row) {
            return row.getArray(place.index());
        }

        @Override
        ArrayData of(ArrayData array, int position) {
            return array.getArray(position);
        }

        @Override
        void take(ArrayData value, int repetition) {
            int length = value.size();
            if (length == 0) {
                nothing(repetition, place.present());
                return;
            }
            Shredder element = inside(0);
            element.element(value, 0, repetition);
            for (int i = 1; i < length; i++) {
                element.element(value, i, place.repetition() + 1);
            }
        }
    }

    static final class Maps extends Group<MapData> {
        Maps(Place place, Shredder key, Shredder value) {
            super(place, List.of(key, value));
        }

        @Override
        MapData of(RowData row) {
            return row.getMap(place.index());
        }

        @Override
        MapData of(ArrayData array, int position) {
            return array.getMap(position);
        }

        @Override
        void take(MapData value, int repetition) {
            int length = value.size();
            if (length == 0) {
                nothing(repetition, place.present());
                return;
            }
            ArrayData keys = value.keyArray();
            ArrayData values = value.valueArray();
            for (int i = 0; i < length; i++) {
                int at = i == 0 ? repetition : place.repetition() + 1;
                inside(0).element(keys, i, at);
                inside(1).element(values, i, at);
            }
        }
    }
}
