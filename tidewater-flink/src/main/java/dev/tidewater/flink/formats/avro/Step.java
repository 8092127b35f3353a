package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.avro.Unions.Nulls;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** What is done with one field of a record, in the order in which the writer wrote them. */
interface Step extends Checker {
    /** Reads the field, and sets what is wanted of it in the row. */
    void fill(Input in, GenericRowData row) throws DecodeException;

    /** Sets to null what the field would have set. */
    void clear(GenericRowData row);

    /** The field goes into the row as it is. */
    record Store(int slot, ValueReader reader) implements Step {
        @Override
        public void fill(Input in, GenericRowData row) throws DecodeException {
            row.setField(slot, reader.read(in));
        }

        @Override
        public void check(Input in) throws DecodeException {
            reader.check(in);
        }

        @Override
        public void clear(GenericRowData row) {
            row.setField(slot, null);
        }
    }

    /** Nothing of the field is wanted. */
    record Pass(Checker checker) implements Step {
        @Override
        public void fill(Input in, GenericRowData row) throws DecodeException {
            checker.check(in);
        }

        @Override
        public void check(Input in) throws DecodeException {
            checker.check(in);
        }

        @Override
        public void clear(GenericRowData row) {}
    }

    /** The field is a record, and parts of it go into the row of the record around it. */
    record Flatten(RecordReader record) implements Step {
        @Override
        public void fill(Input in, GenericRowData row) throws DecodeException {
            record.fill(in, row);
        }

        @Override
        public void check(Input in) throws DecodeException {
            record.check(in);
        }

        @Override
        public void clear(GenericRowData row) {
            record.clear(row);
        }
    }

    /** As {@link Flatten}, of a record that may be null. */
    record FlattenNullable(int nullIndex, Nulls nulls, RecordReader record) implements Step {
        @Override
        public void fill(Input in, GenericRowData row) throws DecodeException {
            if (Unions.isNull(in, nullIndex, nulls)) {
                record.clear(row);
            } else {
                record.fill(in, row);
            }
        }

        @Override
        public void check(Input in) throws DecodeException {
            if (!Unions.isNull(in, nullIndex, nulls)) {
                record.check(in);
            }
        }

        @Override
        public void clear(GenericRowData row) {
            record.clear(row);
        }
    }

    /** The field is read as a whole, and then parts of it are taken out. */
    record Extract(ValueReader reader, List<Part> parts) implements Step {
        @Override
        public void fill(Input in, GenericRowData row) throws DecodeException {
            Object value = reader.read(in);
            for (Part part : parts) {
                row.setField(part.slot(), part.of(value));
            }
        }

        @Override
        public void check(Input in) throws DecodeException {
            reader.check(in);
        }

        @Override
        public void clear(GenericRowData row) {
            parts.forEach(part -> row.setField(part.slot(), null));
        }
    }

    /** @param getters from the value inwards; none for the value itself */
    record Part(int slot, List<RowData.FieldGetter> getters) {
        @Nullable
        Object of(@Nullable Object whole) {
            Object value = whole;
            for (RowData.FieldGetter getter : getters) {
                if (value == null) {
                    return null;
                }
                value = getter.getFieldOrNull((RowData) value);
            }
            return value;
        }
    }

    /** A field that the writer does not have. It is decoded anew for each row, since rows may be changed. */
    record Default(Step step, byte[] encoded) implements Step {
        @Override
        public void fill(Input in, GenericRowData row) throws DecodeException {
            step.fill(new Input(encoded, 0, encoded.length), row);
        }

        @Override
        public void check(Input in) {}

        @Override
        public void clear(GenericRowData row) {
            step.clear(row);
        }
    }

    /** A column that the writer does not have, and for which there is no default. */
    record Absent(int slot) implements Step {
        @Override
        public void fill(Input in, GenericRowData row) {
            clear(row);
        }

        @Override
        public void check(Input in) {}

        @Override
        public void clear(GenericRowData row) {
            row.setField(slot, null);
        }
    }
}
