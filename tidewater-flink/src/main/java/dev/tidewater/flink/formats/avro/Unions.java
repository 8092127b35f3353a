package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Unions: of null and one type, which is a nullable column; of several types, which is a row with one field a branch. */
final class Unions {
    private Unions() {}

    /** The branches that are not null. */
    static List<Schema> branches(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
    }

    /** Whether it is a union that needs a row. */
    static boolean isGeneral(Schema schema) {
        return schema.isUnion() && branches(schema).size() > 1;
    }

    /** The fields of the row of a general union: the type's name, with its namespace where two would be the same. */
    static List<String> names(List<Schema> branches) {
        List<String> names = new ArrayList<>();
        for (Schema branch : branches) {
            long alike = branches.stream()
                    .filter(other -> other.getName().equals(branch.getName()))
                    .count();
            names.add(alike == 1 ? branch.getName() : branch.getFullName());
        }
        return names;
    }

    /** A value that is always null. */
    static final class OfNull extends ValueReader {
        private final Nulls nulls;

        OfNull(Nulls nulls) {
            this.nulls = nulls;
        }

        @Override
        @Nullable
        Object read(Input in) throws DecodeException {
            check(in);
            return null;
        }

        @Override
        public void check(Input in) throws DecodeException {
            if (nulls == Nulls.REFUSED) {
                throw in.fault(Reason.NULL_NOT_ALLOWED, in.position());
            }
        }
    }

    /** Whether the column takes null. */
    enum Nulls {
        TAKEN,
        REFUSED
    }

    /** A union of null and one other type. */
    static final class OfNullable extends ValueReader {
        private final int nullIndex;
        private final Nulls nulls;
        private final ValueReader value;

        OfNullable(int nullIndex, Nulls nulls, ValueReader value) {
            this.nullIndex = nullIndex;
            this.nulls = nulls;
            this.value = value;
        }

        /** Reads the branch; the value follows if it is not null. */
        boolean isNull(Input in) throws DecodeException {
            return Unions.isNull(in, nullIndex, nulls);
        }

        @Override
        @Nullable
        Object read(Input in) throws DecodeException {
            return isNull(in) ? null : value.read(in);
        }

        @Override
        public void check(Input in) throws DecodeException {
            if (!isNull(in)) {
                value.check(in);
            }
        }
    }

    static boolean isNull(Input in, int nullIndex, Nulls nulls) throws DecodeException {
        int at = in.position();
        if (in.readUnionIndex(2) != nullIndex) {
            return false;
        }
        if (nulls == Nulls.REFUSED) {
            throw in.fault(Reason.NULL_NOT_ALLOWED, at);
        }
        return true;
    }

    /** A union of the writer, each branch with its reader. */
    static final class OfUnion extends ValueReader {
        private final @Nullable ValueReader[] branches;

        /** @param branches by the writer's index; null for one that the reader's schema cannot take */
        OfUnion(@Nullable ValueReader[] branches) {
            this.branches = branches;
        }

        @Override
        @Nullable
        Object read(Input in) throws DecodeException {
            return branch(in).read(in);
        }

        @Override
        public void check(Input in) throws DecodeException {
            branch(in).check(in);
        }

        private ValueReader branch(Input in) throws DecodeException {
            int at = in.position();
            ValueReader branch = branches[in.readUnionIndex(branches.length)];
            if (branch == null) {
                throw in.fault(Reason.UNREADABLE_BRANCH, at);
            }
            return branch;
        }
    }

    /** One branch of a general union: a row of which that branch's field is set. */
    static final class OfBranch extends ValueReader {
        private final int arity;
        private final int field;
        private final String name;
        private final ValueReader value;

        OfBranch(int arity, int field, String name, ValueReader value) {
            this.arity = arity;
            this.field = field;
            this.name = name;
            this.value = value;
        }

        @Override
        Object read(Input in) throws DecodeException {
            GenericRowData row = new GenericRowData(arity);
            try {
                row.setField(field, value.read(in));
            } catch (DecodeException e) {
                throw e.within(name);
            }
            return row;
        }

        @Override
        public void check(Input in) throws DecodeException {
            try {
                value.check(in);
            } catch (DecodeException e) {
                throw e.within(name);
            }
        }
    }
}
