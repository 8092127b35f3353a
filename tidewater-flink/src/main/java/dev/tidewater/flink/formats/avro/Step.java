package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.avro.Unions.Nulls;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * What is done with one field of a record, in the order in which the writer wrote them. Steps are records, since the
 * compiler takes the fields of a record for constants, see {@link Unrolled}.
 */
interface Step extends Checker {
    /**
     * Reads the field and sets what is wanted of it in the row.
     *
     * @param at where the field starts; where the cursor stands does not matter
     * @return where the next one starts
     */
    int fill(Input in, GenericRowData row, int at) throws DecodeException;

    /** Sets to null what the field would have set. */
    void clear(GenericRowData row);

    /** The field goes into the row as it is. */
    static Step store(int slot, ValueReader reader) {
        return reader instanceof Texts.OfString ? new StoreText(slot) : new Store(slot, reader);
    }

    /** Nothing of the field is wanted. */
    static Step pass(Checker checker) {
        return checker instanceof Texts.OfString ? new PassText() : new Pass(checker);
    }

    record Store(int slot, ValueReader reader) implements Step {
        @Override
        public int fill(Input in, GenericRowData row, int at) throws DecodeException {
            in.seek(at);
            row.setField(slot, reader.read(in));
            return in.position();
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

    /** As {@link Store}. From field to field the processor waits for the position, so it stays out of memory. */
    record StoreText(int slot) implements Step {
        @Override
        public int fill(Input in, GenericRowData row, int at) throws DecodeException {
            int end = in.endOfPlainText(at);
            if (end >= 0) {
                row.setField(slot, in.textUpTo(at, end));
                return end;
            }
            in.seek(at);
            row.setField(slot, in.readString());
            return in.position();
        }

        @Override
        public void check(Input in) throws DecodeException {
            in.checkString();
        }

        @Override
        public void clear(GenericRowData row) {
            row.setField(slot, null);
        }
    }

    record Pass(Checker checker) implements Step {
        @Override
        public int fill(Input in, GenericRowData row, int at) throws DecodeException {
            in.seek(at);
            checker.check(in);
            return in.position();
        }

        @Override
        public void check(Input in) throws DecodeException {
            checker.check(in);
        }

        @Override
        public void clear(GenericRowData row) {}
    }

    /** As {@link Pass}. */
    record PassText() implements Step {
        @Override
        public int fill(Input in, GenericRowData row, int at) throws DecodeException {
            int end = in.endOfPlainText(at);
            if (end >= 0) {
                return end;
            }
            in.seek(at);
            in.checkString();
            return in.position();
        }

        @Override
        public void check(Input in) throws DecodeException {
            in.checkString();
        }

        @Override
        public void clear(GenericRowData row) {}
    }

    /** The field is a record, and parts of it go into the row of the record around it. */
    record Flatten(RecordReader fields) implements Step {
        @Override
        public int fill(Input in, GenericRowData row, int at) throws DecodeException {
            return fields.fill(in, row, at);
        }

        @Override
        public void check(Input in) throws DecodeException {
            fields.check(in);
        }

        @Override
        public void clear(GenericRowData row) {
            fields.clear(row);
        }
    }

    /** As {@link Flatten}, of a record that may be null. */
    record FlattenNullable(int nullIndex, Nulls nulls, RecordReader fields) implements Step {
        @Override
        public int fill(Input in, GenericRowData row, int at) throws DecodeException {
            in.seek(at);
            if (Unions.isNull(in, nullIndex, nulls)) {
                fields.clear(row);
                return in.position();
            }
            return fields.fill(in, row, in.position());
        }

        @Override
        public void check(Input in) throws DecodeException {
            if (!Unions.isNull(in, nullIndex, nulls)) {
                fields.check(in);
            }
        }

        @Override
        public void clear(GenericRowData row) {
            fields.clear(row);
        }
    }

    /** The field is read as a whole, and then parts of it are taken out. */
    record Extract(ValueReader reader, List<Part> parts) implements Step {
        @Override
        public int fill(Input in, GenericRowData row, int at) throws DecodeException {
            in.seek(at);
            Object value = reader.read(in);
            for (Part part : parts) {
                row.setField(part.slot(), part.of(value));
            }
            return in.position();
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

    /**
     * A part of a field.
     *
     * @param getters from the value inwards; none for the value itself
     */
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
    @SuppressWarnings("ArrayRecordComponent")
    record Default(Step step, byte[] encoded) implements Step {
        @Override
        public int fill(Input in, GenericRowData row, int at) throws DecodeException {
            step.fill(new Input(encoded, 0, encoded.length), row, 0);
            return at;
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
        public int fill(Input in, GenericRowData row, int at) {
            clear(row);
            return at;
        }

        @Override
        public void check(Input in) {}

        @Override
        public void clear(GenericRowData row) {
            row.setField(slot, null);
        }
    }

    /** No field. */
    record Nothing() implements Step {
        @Override
        public int fill(Input in, GenericRowData row, int at) {
            return at;
        }

        @Override
        public void check(Input in) {}

        @Override
        public void clear(GenericRowData row) {}
    }
}
