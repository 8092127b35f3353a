package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object into a row, or into a part of one. Writers put the fields of their records in the same order mostly: after
 * each field the one is tried first that came after it last time.
 */
final class OfObject extends ValueReader {
    private final int arity;
    private final Field[] fields;
    private final @Nullable Field[] byHash;
    /** The first field of the last object. */
    private @Nullable Field first;
    /** Counts objects, so that a field can tell whether it was in this one already. */
    private long round;

    /** @param arity of the row that {@link #read} makes */
    OfObject(int arity, List<Field> fields) {
        this.arity = arity;
        this.fields = fields.toArray(Field[]::new);
        this.byHash = new Field[Integer.highestOneBit(2 * fields.size() + 1) * 2];
        for (Field field : fields) {
            int slot = field.name.hash() & byHash.length - 1;
            while (byHash[slot] != null) {
                slot = slot + 1 & byHash.length - 1;
            }
            byHash[slot] = field;
        }
        for (int i = 0; i < this.fields.length; i++) {
            this.fields[i].next = i + 1 < this.fields.length ? this.fields[i + 1] : null;
        }
        this.first = fields.isEmpty() ? null : this.fields[0];
    }

    /** A field that is a column. */
    static final class Field {
        private final Name name;
        private final Step step;
        private final Item.Nulls nulls;
        private long seenIn;
        /** What followed last time. */
        private @Nullable Field next;

        Field(String name, Step step, Item.Nulls nulls) {
            this.name = new Name(name);
            this.step = step;
            this.nulls = nulls;
        }

        int fill(Input in, int at, GenericRowData row) throws DecodeException {
            return in.peek(at) == 'n' ? skipNull(in, at) : step.fill(in, at, row);
        }

        int check(Input in, int at) throws DecodeException {
            return in.peek(at) == 'n' ? skipNull(in, at) : step.check(in, at);
        }

        private int skipNull(Input in, int at) throws DecodeException {
            int end = in.skipNull(at);
            if (nulls == Item.Nulls.REFUSED) {
                throw new DecodeException(Reason.NULL_NOT_ALLOWED, at);
            }
            return end;
        }
    }

    @Override
    Object read(Input in, int at) throws DecodeException {
        GenericRowData row = new GenericRowData(arity);
        in.endAt(walk(in, at, row));
        return row;
    }

    /** Sets in a row, whose fields are null, what is wanted of the object, and answers where the object ends. */
    int fill(Input in, int at, GenericRowData row) throws DecodeException {
        return walk(in, at, row);
    }

    @Override
    int check(Input in, int at) throws DecodeException {
        return walk(in, at, null);
    }

    private int walk(Input in, int from, @Nullable GenericRowData row) throws DecodeException {
        if (in.peek(from) != '{') {
            throw in.wrongType(from, "an object");
        }
        long thisRound = ++round;
        int seen = 0;
        Field previous = null;
        int at = from + 1;
        int c = in.peek(at);
        if (c <= ' ') {
            at = in.skipSpace(at);
            c = in.peek(at);
        }
        boolean empty = c == '}';
        while (!empty) {
            Field field = previous == null ? first : previous.next;
            int nameAt = at;
            if (field != null && field.name.isAt(in, at)) {
                at += field.name.size();
            } else {
                at = in.skipName(at);
                field = find(in, nameAt, at);
                if (field != null) {
                    learn(previous, field);
                }
            }
            at = in.skipColon(at);
            try {
                if (field == null) {
                    at = in.skipValue(at);
                } else {
                    if (field.seenIn == thisRound) {
                        throw new DecodeException(Reason.DUPLICATE_FIELD, nameAt);
                    }
                    field.seenIn = thisRound;
                    seen++;
                    at = row == null ? field.check(in, at) : field.fill(in, at, row);
                    previous = field;
                }
            } catch (DecodeException e) {
                throw e.within(in.nameAt(nameAt));
            }
            c = in.peek(at);
            if (c <= ' ') {
                at = in.skipSpace(at);
                c = in.peek(at);
            }
            if (c == '}') {
                break;
            }
            if (c != ',') {
                throw in.unexpected(at);
            }
            at++;
            if (in.peek(at) <= ' ') {
                at = in.skipSpace(at);
            }
        }
        if (seen < fields.length) {
            requireNullable(thisRound, at);
        }
        return at + 1;
    }

    private void learn(@Nullable Field previous, Field field) {
        if (previous == null) {
            first = field;
        } else {
            previous.next = field;
        }
    }

    private @Nullable Field find(Input in, int nameAt, int nameEnd) {
        byte[] bytes = in.bytes();
        int from = nameAt + 1;
        int to = nameEnd - 1;
        if (in.isEscaped()) {
            bytes = in.unescaped(nameAt, nameEnd);
            from = 0;
            to = bytes.length;
        }
        int slot = Name.hash(bytes, from, to) & byHash.length - 1;
        Field found = byHash[slot];
        while (found != null && !found.name.is(bytes, from, to)) {
            slot = slot + 1 & byHash.length - 1;
            found = byHash[slot];
        }
        return found;
    }

    private void requireNullable(long thisRound, int at) throws DecodeException {
        for (Field field : fields) {
            if (field.seenIn != thisRound && field.nulls == Item.Nulls.REFUSED) {
                throw new DecodeException(Reason.NULL_NOT_ALLOWED, at, "there is no such field")
                        .within(field.name.toString());
            }
        }
    }
}
