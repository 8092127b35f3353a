package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.protobuf.Field.Label;
import dev.tidewater.flink.formats.protobuf.MessageReader.Conversion;
import dev.tidewater.flink.formats.protobuf.MessageReader.Finish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Makes readers of messages. The reader's schema says which number a column has, the writer's how the field of that number
 * is encoded and what it means that it is not there.
 */
final class Compiler {
    private final Map<Message, MessageReader> unread = new HashMap<>();
    private final Map<Message, Boolean> demanding = new HashMap<>();

    /**
     * A part of a column that is wanted.
     *
     * @param slot its place in the row that is made
     * @param inner the indexes of the fields that lead to it from the column inwards; none for the column itself
     */
    record Want(int slot, List<Integer> inner) {
        boolean isWhole() {
            return inner.isEmpty();
        }

        int next() {
            return inner.get(0);
        }

        Want within() {
            return new Want(slot, inner.subList(1, inner.size()));
        }
    }

    /**
     * Fields of the writer and of the reader that have the same number.
     *
     * @param reader the writer's if there is no other
     */
    private record Pair(Field writer, Field reader) {}

    /**
     * @param wants what is wanted of the columns
     * @param arity of the row that is made
     */
    MessageReader record(Message writer, Message reader, RowType columns, List<Want> wants, int arity) {
        return message(writer, reader, columns, wants, arity, Path.ROOT);
    }

    private MessageReader message(
            Message writer, Message reader, RowType columns, List<Want> wants, int arity, Path path) {
        MessageReader made = new MessageReader();
        new Building(writer, reader, columns, wants, arity, path).define(made, null);
        return made;
    }

    /** Of a message that has no column: only its own soundness matters. */
    private MessageReader unread(Message message) {
        MessageReader known = unread.get(message);
        if (known == null) {
            known = new MessageReader();
            unread.put(message, known);
            new Building(message, message, new RowType(List.of()), List.of(), 0, Path.ROOT).define(known, null);
        }
        return known;
    }

    /** Whether something within a message must be there. */
    private boolean isDemanding(Message message) {
        Boolean known = demanding.get(message);
        if (known == null) {
            known = isDemanding(message, new HashSet<>());
            demanding.put(message, known);
        }
        return known;
    }

    private static boolean isDemanding(Message message, Set<Message> seen) {
        return seen.add(message)
                && message.fields().stream()
                        .anyMatch(field -> field.label() == Label.REQUIRED
                                || (field.kind().isMessage() && isDemanding(field.type(), seen)));
    }

    /** One message being compiled. */
    private final class Building {
        private final Message writer;
        private final Message reader;
        private final RowType columns;
        private final Map<Integer, List<Want>> wants;
        private final int arity;
        private final Path path;
        private final List<Step> steps = new ArrayList<>();
        private final List<Finish> finishes = new ArrayList<>();
        private final List<Finish> extractions = new ArrayList<>();
        private final Map<Integer, Integer> slots = new HashMap<>();
        private int width;

        Building(Message writer, Message reader, RowType columns, List<Want> wants, int arity, Path path) {
            this.writer = writer;
            this.reader = reader;
            this.columns = columns;
            this.wants = wants.stream()
                    .collect(Collectors.groupingBy(Want::next, Collectors.mapping(Want::within, Collectors.toList())));
            this.arity = arity;
            this.path = path;
            this.width = arity;
        }

        /** @param conversion of the columns; null if they are the value */
        void define(MessageReader made, @Nullable Conversion conversion) {
            boolean[] found = new boolean[columns.getFieldCount()];
            for (Field written : writer.byNumber()) {
                Field read = reader.field(written.number());
                int column = read == null ? -1 : columns.getFieldIndex(read.name());
                if (read == null || column < 0) {
                    addUnread(written);
                } else {
                    found[column] = true;
                    addColumn(new Pair(written, read), column);
                }
            }
            for (int column = 0; column < found.length; column++) {
                if (!found[column]) {
                    addAbsent(column);
                }
            }
            finishes.addAll(extractions);
            Conversion itsOwn =
                    conversion != null ? conversion : width == arity ? Conversion.AS_IT_IS : Conversion.first(arity);
            made.define(width, placed(), finishes, itsOwn);
        }

        /** Members of a oneof, once it is known where the others are. */
        private List<Step> placed() {
            List<Step> placed = new ArrayList<>();
            List<Field> fields = writer.byNumber();
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                int[] others = field.oneof().isEmpty()
                        ? new int[0]
                        : fields.stream()
                                .filter(other -> other.oneof().equals(field.oneof())
                                        && other.number() != field.number()
                                        && slots.containsKey(other.number()))
                                .mapToInt(other -> slots.getOrDefault(other.number(), 0))
                                .toArray();
                placed.add(others.length == 0 ? steps.get(i) : new Step.TakingThePlace(field, steps.get(i), others));
            }
            return placed;
        }

        private int hidden() {
            return width++;
        }

        private void addUnread(Field field) {
            if (field.kind().isMessage()) {
                MessageReader message = unread(field.type());
                boolean required = field.label() == Label.REQUIRED;
                if (required || (!field.isRepeated() && isDemanding(field.type()))) {
                    int slot = slot(field, hidden());
                    steps.add(new Step.Merge(field, slot, message));
                    finishes.add(Finishes.ofMessage(field.name(), slot, message));
                } else {
                    steps.add(new Step.PassMessage(field, message));
                }
            } else if (field.isRepeated()) {
                steps.add(new Step.Collect(field, Step.NOWHERE, unreadScalar(field)));
            } else if (field.label() == Label.REQUIRED) {
                steps.add(Step.set(field, slot(field, hidden()), unreadScalar(field)));
            } else {
                steps.add(Step.pass(field, unreadScalar(field)));
            }
            Integer slot = slots.get(field.number());
            if (field.label() == Label.REQUIRED && slot != null) {
                demand(field, slot);
            }
        }

        private int slot(Field field, int slot) {
            slots.put(field.number(), slot);
            return slot;
        }

        private void demand(Field field, int slot) {
            finishes.add(Finishes.demanding(field.name(), slot));
        }

        private void addColumn(Pair field, int column) {
            List<Want> parts = wants.getOrDefault(column, List.of());
            LogicalType type = columns.getTypeAt(column);
            Path inner = path.field(field.reader().name());
            if (parts.isEmpty()) {
                addField(field, type, Step.NOWHERE, inner);
            } else if (parts.size() == 1 && parts.get(0).isWhole()) {
                addField(field, type, parts.get(0).slot(), inner);
            } else {
                int whole = hidden();
                addField(field, type, whole, inner);
                for (Want part : parts) {
                    extract(part, whole, type);
                }
            }
        }

        private void extract(Want part, int whole, LogicalType column) {
            List<RowData.FieldGetter> getters = new ArrayList<>();
            LogicalType type = column;
            for (int index : part.inner()) {
                type = ((RowType) type).getTypeAt(index);
                getters.add(RowData.createFieldGetter(type, index));
            }
            extractions.add(Finishes.extracting(part.slot(), whole, getters));
        }

        private void addField(Pair field, LogicalType column, int slot, Path inner) {
            Field written = field.writer();
            if (written.isMap()
                    && column instanceof MapType map
                    && field.reader().isMap()) {
                steps.add(new Step.Enter(written, slotOrNowhere(written, slot), entry(field, map, inner)));
                if (slot != Step.NOWHERE) {
                    finishes.add(Finishes.ofMap(slot));
                }
            } else if (written.isRepeated() && !written.isMap() && column instanceof ArrayType array) {
                addArray(field, array.getElementType(), slot, inner.items());
            } else if (written.isRepeated()) {
                throw unfit(written, column, inner);
            } else if (written.kind().isMessage()) {
                addMessage(field, column, slot, inner);
            } else {
                addScalar(field, column, slot, inner);
            }
        }

        private int slotOrNowhere(Field field, int slot) {
            return slot == Step.NOWHERE ? slot : slot(field, slot);
        }

        private void addArray(Pair field, LogicalType item, int slot, Path inner) {
            Field written = field.writer();
            int to = slotOrNowhere(written, slot);
            steps.add(
                    written.kind().isMessage()
                            ? new Step.CollectMessages(written, to, value(field, item, inner, Use.READ))
                            : new Step.Collect(written, to, scalar(field, item, inner)));
            if (slot != Step.NOWHERE) {
                finishes.add(Finishes.ofArray(slot));
            }
        }

        private void addMessage(Pair field, LogicalType column, int slot, Path inner) {
            Field written = field.writer();
            ValueReader message = value(field, column, inner, slot == Step.NOWHERE ? Use.CHECK : Use.READ);
            boolean needed = written.label() == Label.REQUIRED || !column.isNullable();
            if (slot == Step.NOWHERE && message.isDoneWhenFilled() && !needed) {
                steps.add(new Step.PassMessage(written, message));
                return;
            }
            int to = slot == Step.NOWHERE ? hidden() : slot;
            if (written.label() == Label.IMPLICIT) {
                // The value of a map's entry is there even if no byte of it is.
                finishes.add(Finishes.starting(to, message));
            } else if (needed) {
                demand(written, to);
            }
            steps.add(new Step.Merge(written, slot(written, to), message));
            if (!message.isDoneWhenFilled()) {
                finishes.add(Finishes.ofMessage(written.name(), to, message));
            }
        }

        private void addScalar(Pair field, LogicalType column, int slot, Path inner) {
            Field written = field.writer();
            Scalar scalar = scalar(field, column, inner);
            Field defaults = defaults(field, column);
            Finish settingTheDefault = defaults == null ? null : settingTheDefault(defaults, column, slot, inner);
            boolean needed = written.label() == Label.REQUIRED || (defaults == null && !column.isNullable());
            if (slot == Step.NOWHERE && !needed) {
                steps.add(Step.pass(written, scalar));
                return;
            }
            int to = slot == Step.NOWHERE ? hidden() : slot;
            steps.add(Step.set(written, slot(written, to), scalar));
            if (needed) {
                demand(written, to);
            } else if (settingTheDefault != null) {
                finishes.add(settingTheDefault);
            }
        }

        /** The field whose default counts where no byte is, or null if that stands for null. */
        private @Nullable Field defaults(Pair field, LogicalType column) {
            Field written = field.writer();
            if (written.label() == Label.IMPLICIT || written.defaultText() != null) {
                return written;
            }
            Field read = field.reader();
            boolean has = read.label() == Label.IMPLICIT || read.defaultText() != null;
            return has
                            && !column.isNullable()
                            && !read.isRepeated()
                            && !read.kind().isMessage()
                    ? read
                    : null;
        }

        private static Finish settingTheDefault(Field field, LogicalType column, int slot, Path inner) {
            Object value;
            try {
                value = scalar(new Pair(field, field), column, inner).read(Defaults.encoded(field, inner));
            } catch (DecodeException e) {
                throw new ProtobufSchemaException(inner, "its default does not fit the column: " + e.getMessage());
            }
            if (value == null && !column.isNullable()) {
                throw new ProtobufSchemaException(inner, "its enum has no symbol for the default");
            }
            return Finishes.settingTheDefault(slot, value);
        }

        /** A column whose field the writer does not have. */
        private void addAbsent(int column) {
            String name = columns.getFieldNames().get(column);
            LogicalType type = columns.getTypeAt(column);
            Path inner = path.field(name);
            Field read = reader.field(name);
            List<Integer> whole = wants.getOrDefault(column, List.of()).stream()
                    .filter(Want::isWhole)
                    .map(Want::slot)
                    .toList();
            if (read != null && read.isRepeated()) {
                Object nothing =
                        type instanceof MapType ? new GenericMapData(Map.of()) : new GenericArrayData(new Object[0]);
                whole.forEach(slot -> finishes.add((in, row) -> row.setField(slot, nothing)));
            } else if (read != null
                    && !read.kind().isMessage()
                    && (read.label() == Label.IMPLICIT || read.defaultText() != null)) {
                whole.forEach(slot -> finishes.add(settingTheDefault(read, type, slot, inner)));
            } else if (!type.isNullable()) {
                throw new ProtobufSchemaException(inner, "the schema has no such field, and the column is NOT NULL");
            }
        }
    }

    /** What becomes of a value. */
    private enum Use {
        READ,
        CHECK
    }

    private MessageReader entry(Pair field, MapType map, Path path) {
        Message entry = field.writer().type();
        RowType pair = new RowType(
                false,
                List.of(
                        new RowType.RowField("key", map.getKeyType().copy(false)),
                        new RowType.RowField("value", map.getValueType())));
        return message(entry, field.reader().type(), pair, all(pair), 2, path);
    }

    /** Of a message that is a column, or an item or a value of one. */
    private ValueReader value(Pair field, LogicalType column, Path path, Use use) {
        Message writer = field.writer().type();
        if (!field.reader().kind().isMessage()) {
            throw unfit(field.writer(), column, path);
        }
        ValueReader wellKnown = WellKnown.reader(writer, column);
        if (wellKnown != null) {
            return wellKnown;
        }
        Message reader = field.reader().type();
        if (column instanceof RowType row && !ProtobufTypes.isWrapped(field.reader())) {
            return use == Use.READ
                    ? message(writer, reader, row, all(row), row.getFieldCount(), path)
                    : message(writer, reader, row, List.of(), 0, path);
        }
        if (ProtobufTypes.isWrapper(field.reader())) {
            RowType one = new RowType(
                    false, List.of(new RowType.RowField(reader.fields().get(0).name(), column)));
            MessageReader made = new MessageReader();
            new Building(writer, reader, one, all(one), 1, path).define(made, (in, row) -> row.getField(0));
            return made;
        }
        throw unfit(field.writer(), column, path);
    }

    private static List<Want> all(RowType columns) {
        return IntStream.range(0, columns.getFieldCount())
                .mapToObj(index -> new Want(index, List.of(index)))
                .toList();
    }

    private static Scalar scalar(Pair field, LogicalType column, Path path) {
        Field written = field.writer();
        Symbols symbols = written.symbols();
        Scalar made = symbols != null && column.is(LogicalTypeFamily.CHARACTER_STRING)
                ? new Texts.OfEnum(symbols, field.reader().symbols())
                : Texts.reader(written.kind(), column);
        if (made == null) {
            made = Numbers.reader(written.kind(), column);
        }
        if (made == null) {
            throw unfit(written, column, path);
        }
        return made;
    }

    private static Scalar unreadScalar(Field field) {
        LogicalType itsOwn = ProtobufTypes.scalarType(field);
        return scalar(new Pair(field, field), itsOwn, Path.ROOT.field(field.name()));
    }

    private static ProtobufSchemaException unfit(Field field, LogicalType column, Path path) {
        return new ProtobufSchemaException(
                path, "Protobuf's " + field.describe() + " cannot be read as " + column.asSummaryString());
    }
}
