package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** What is done with the value of a field that is a column, unless it is null. */
sealed interface Step {
    /** Sets what is wanted of the value in the row, and answers where the value ends. */
    int fill(Input in, int at, GenericRowData row) throws DecodeException;

    int check(Input in, int at) throws DecodeException;

    /** The value goes into the row as it is. */
    record Store(int slot, ValueReader reader) implements Step {
        @Override
        public int fill(Input in, int at, GenericRowData row) throws DecodeException {
            return reader.fill(in, at, row, slot);
        }

        @Override
        public int check(Input in, int at) throws DecodeException {
            return reader.check(in, at);
        }
    }

    /** Nothing of the value is wanted. */
    record Pass(ValueReader reader) implements Step {
        @Override
        public int fill(Input in, int at, GenericRowData row) throws DecodeException {
            return reader.check(in, at);
        }

        @Override
        public int check(Input in, int at) throws DecodeException {
            return reader.check(in, at);
        }
    }

    /** The value is an object, and fields of it go into the row of the object around it. */
    record Flatten(OfObject fields) implements Step {
        @Override
        public int fill(Input in, int at, GenericRowData row) throws DecodeException {
            return fields.fill(in, at, row);
        }

        @Override
        public int check(Input in, int at) throws DecodeException {
            return fields.check(in, at);
        }
    }

    /** The value is read as a whole, and then parts of it are taken out. */
    record Extract(ValueReader reader, List<Part> parts) implements Step {
        @Override
        public int fill(Input in, int at, GenericRowData row) throws DecodeException {
            Object value = reader.read(in, at);
            for (Part part : parts) {
                row.setField(part.slot(), part.of(value));
            }
            return in.end();
        }

        @Override
        public int check(Input in, int at) throws DecodeException {
            return reader.check(in, at);
        }
    }

    /**
     * A part of a value.
     *
     * @param getters from the value inwards; none for the value itself
     */
    record Part(int slot, List<RowData.FieldGetter> getters) {
        @Nullable
        Object of(Object whole) {
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
}
