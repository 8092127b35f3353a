package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.jspecify.annotations.Nullable;

/** What is done with one field of a message each time it occurs. */
abstract class Step {
    /** Instead of the place of a field in the row: it is only looked over. */
    static final int NOWHERE = -1;

    private final String name;
    private final int number;
    private final int wire;

    Step(Field field) {
        this.name = field.name();
        this.number = field.number();
        this.wire = field.kind().isPackable() && field.isRepeated() && field.packed()
                ? Wire.LENGTH
                : field.kind().wire();
    }

    final String name() {
        return name;
    }

    final int number() {
        return number;
    }

    /** How it is mostly encoded. */
    final int wire() {
        return wire;
    }

    boolean takes(int encoding) {
        return encoding == wire;
    }

    /** Whether this occurrence counts: a number that is unknown to a closed enum does not. */
    abstract boolean read(Input in, GenericRowData row, int encoding) throws DecodeException;

    final int group() {
        return wire == Wire.GROUP ? number : 0;
    }

    /** Of a single value. */
    static Step set(Field field, int slot, Scalar scalar) {
        return scalar instanceof Texts.OfString ? new Text(field, slot) : new Set(field, slot, scalar);
    }

    /** Of a single value that nobody wants. */
    static Step pass(Field field, Scalar scalar) {
        return scalar instanceof Texts.OfString ? new Text(field, NOWHERE) : new Pass(field, scalar);
    }

    /** The last occurrence counts. */
    private static final class Set extends Step {
        private final int slot;
        private final Scalar scalar;

        Set(Field field, int slot, Scalar scalar) {
            super(field);
            this.slot = slot;
            this.scalar = scalar;
        }

        @Override
        boolean read(Input in, GenericRowData row, int encoding) throws DecodeException {
            Object value = scalar.read(in);
            if (value == null) {
                return false;
            }
            row.setField(slot, value);
            return true;
        }
    }

    /** As {@link Set} and {@link Pass}, of text, which most fields are. */
    private static final class Text extends Step {
        private final int slot;

        Text(Field field, int slot) {
            super(field);
            this.slot = slot;
        }

        @Override
        boolean read(Input in, GenericRowData row, int encoding) throws DecodeException {
            if (slot == NOWHERE) {
                in.checkString();
            } else {
                row.setField(slot, in.readString());
            }
            return true;
        }
    }

    private static final class Pass extends Step {
        private final Scalar scalar;

        Pass(Field field, Scalar scalar) {
            super(field);
            this.scalar = scalar;
        }

        @Override
        boolean read(Input in, GenericRowData row, int encoding) throws DecodeException {
            scalar.check(in);
            return true;
        }
    }

    /** The parts of a single message are merged. */
    static final class Merge extends Step {
        private final int slot;
        private final ValueReader reader;

        Merge(Field field, int slot, ValueReader reader) {
            super(field);
            this.slot = slot;
            this.reader = reader;
        }

        @Override
        boolean read(Input in, GenericRowData row, int encoding) throws DecodeException {
            Object message = row.getField(slot);
            if (message == null) {
                message = reader.start();
                row.setField(slot, message);
            }
            reader.part(in, message, group());
            return true;
        }
    }

    /** Messages that are sound or not whatever else is read. */
    static final class PassMessage extends Step {
        private final ValueReader reader;

        PassMessage(Field field, ValueReader reader) {
            super(field);
            this.reader = reader;
        }

        @Override
        boolean read(Input in, GenericRowData row, int encoding) throws DecodeException {
            reader.whole(in, group());
            return true;
        }
    }

    /** The items of an array as long as it is being read. */
    static final class Items {
        private @Nullable Object[] values = new Object[4];
        private int size;

        void add(@Nullable Object value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        GenericArrayData array() {
            return new GenericArrayData(size == values.length ? values : Arrays.copyOf(values, size));
        }
    }

    private static @Nullable Items items(GenericRowData row, int slot) {
        if (slot == NOWHERE) {
            return null;
        }
        Items items = (Items) row.getField(slot);
        if (items == null) {
            items = new Items();
            row.setField(slot, items);
        }
        return items;
    }

    /** Several values, each with its tag or all behind one length, whatever the schema says. */
    static final class Collect extends Step {
        private final int slot;
        private final Scalar scalar;
        private final int single;

        Collect(Field field, int slot, Scalar scalar) {
            super(field);
            this.slot = slot;
            this.scalar = scalar;
            this.single = field.kind().wire();
        }

        @Override
        boolean takes(int encoding) {
            return encoding == single || (encoding == Wire.LENGTH && single != Wire.GROUP);
        }

        @Override
        boolean read(Input in, GenericRowData row, int encoding) throws DecodeException {
            Items items = items(row, slot);
            if (encoding == single) {
                readOne(in, items);
                return true;
            }
            int outer = in.open();
            while (in.hasMore()) {
                readOne(in, items);
            }
            in.close(outer);
            return true;
        }

        private void readOne(Input in, @Nullable Items items) throws DecodeException {
            if (items == null) {
                scalar.check(in);
                return;
            }
            Object value = scalar.read(in);
            if (value != null) {
                items.add(value);
            }
        }
    }

    static final class CollectMessages extends Step {
        private final int slot;
        private final ValueReader reader;

        CollectMessages(Field field, int slot, ValueReader reader) {
            super(field);
            this.slot = slot;
            this.reader = reader;
        }

        @Override
        boolean read(Input in, GenericRowData row, int encoding) throws DecodeException {
            Object message = reader.whole(in, group());
            Items items = items(row, slot);
            if (items != null) {
                items.add(message);
            }
            return true;
        }
    }

    /** The entries of a map as long as it is being read. Of a key that occurs twice the last value counts. */
    static final class Entries {
        private final Map<Object, @Nullable Object> values = new LinkedHashMap<>();

        GenericMapData map() {
            return new GenericMapData(values);
        }
    }

    static final class Enter extends Step {
        private final int slot;
        private final MessageReader entry;

        /** @param entry whose values are rows of a key and a value */
        Enter(Field field, int slot, MessageReader entry) {
            super(field);
            this.slot = slot;
            this.entry = entry;
        }

        @Override
        boolean read(Input in, GenericRowData row, int encoding) throws DecodeException {
            GenericRowData pair = (GenericRowData) entry.whole(in, 0);
            if (slot != NOWHERE && pair != null) {
                Entries entries = (Entries) row.getField(slot);
                if (entries == null) {
                    entries = new Entries();
                    row.setField(slot, entries);
                }
                entries.values.put(pair.getField(0), pair.getField(1));
            }
            return true;
        }
    }

    /** A member of a oneof takes the place of the others. */
    static final class TakingThePlace extends Step {
        private final Step member;
        private final int[] others;

        TakingThePlace(Field field, Step member, int[] others) {
            super(field);
            this.member = member;
            this.others = others;
        }

        @Override
        boolean read(Input in, GenericRowData row, int encoding) throws DecodeException {
            boolean counts = member.read(in, row, encoding);
            if (counts) {
                for (int other : others) {
                    row.setField(other, null);
                }
            }
            return counts;
        }
    }
}
