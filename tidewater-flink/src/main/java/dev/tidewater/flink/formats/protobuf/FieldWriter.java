package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.EncodeException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.jspecify.annotations.Nullable;

/** Writes one column as a field: nothing, or tags and values. */
interface FieldWriter {
    void write(@Nullable Object value, Output out) throws EncodeException;

    /** The tag, and behind it the value; of a message its length in between, or the end of the group. */
    private static void tagged(Field field, ValueWriter writer, @Nullable Object value, Output out)
            throws EncodeException {
        out.writeVarint(Wire.tag(field.number(), field.kind().wire()));
        int start = field.kind() == Kind.MESSAGE ? out.begin() : 0;
        if (value == null) {
            writer.writeNull(out);
        } else {
            writer.write(value, out);
        }
        switch (field.kind()) {
            case MESSAGE -> out.end(start);
            case GROUP -> out.writeVarint(Wire.tag(field.number(), Wire.END_OF_GROUP));
            default -> {}
        }
    }

    /** One value, or none. */
    record Single(Field field, ValueWriter writer) implements FieldWriter {
        @Override
        public void write(@Nullable Object value, Output out) throws EncodeException {
            if (value == null) {
                if (field.label() != Field.Label.OPTIONAL || field.defaultText() != null) {
                    throw new EncodeException("the value is null, and the schema's field cannot be");
                }
                return;
            }
            if (field.label() != Field.Label.IMPLICIT || field.kind().isMessage() || !writer.isDefault(value)) {
                tagged(field, writer, value, out);
            }
        }
    }

    record Repeated(Field field, ArrayData.ElementGetter getter, ValueWriter writer) implements FieldWriter {
        @Override
        public void write(@Nullable Object value, Output out) throws EncodeException {
            if (value == null) {
                throw new EncodeException("the array is null, and a repeated field cannot be");
            }
            ArrayData array = (ArrayData) value;
            int size = array.size();
            if (size == 0) {
                return;
            }
            int start = 0;
            if (field.packed()) {
                out.writeVarint(Wire.tag(field.number(), Wire.LENGTH));
                start = out.begin();
            }
            for (int i = 0; i < size; i++) {
                try {
                    item(getter.getElementOrNull(array, i), out);
                } catch (EncodeException e) {
                    throw e.within("[" + i + "]");
                }
            }
            if (field.packed()) {
                out.end(start);
            }
        }

        private void item(@Nullable Object item, Output out) throws EncodeException {
            if (!field.packed()) {
                tagged(field, writer, item, out);
            } else if (item == null) {
                writer.writeNull(out);
            } else {
                writer.write(item, out);
            }
        }
    }

    /** Entries with a key and a value each. */
    record Entries(
            Field field,
            ArrayData.ElementGetter keys,
            ArrayData.ElementGetter values,
            ValueWriter key,
            ValueWriter value)
            implements FieldWriter {
        @Override
        public void write(@Nullable Object map, Output out) throws EncodeException {
            if (map == null) {
                throw new EncodeException("the map is null, and a repeated field cannot be");
            }
            ArrayData itsKeys = ((MapData) map).keyArray();
            ArrayData itsValues = ((MapData) map).valueArray();
            for (int i = 0; i < itsKeys.size(); i++) {
                try {
                    out.writeVarint(Wire.tag(field.number(), Wire.LENGTH));
                    int start = out.begin();
                    tagged(field.type().fields().get(0), key, keys.getElementOrNull(itsKeys, i), out);
                    tagged(field.type().fields().get(1), value, values.getElementOrNull(itsValues, i), out);
                    out.end(start);
                } catch (EncodeException e) {
                    throw e.within("[" + i + "]");
                }
            }
        }
    }
}
