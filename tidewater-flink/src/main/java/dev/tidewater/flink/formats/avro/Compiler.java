package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.avro.Numbers.Wire;
import dev.tidewater.flink.formats.avro.Texts.Written;
import dev.tidewater.flink.formats.avro.Unions.Nulls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.iceberg.shaded.org.apache.avro.AvroRuntimeException;
import org.apache.iceberg.shaded.org.apache.avro.Resolver;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericData;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.iceberg.shaded.org.apache.avro.io.BinaryEncoder;
import org.apache.iceberg.shaded.org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes readers. Avro itself resolves the writer's schema against the reader's; this turns the outcome, and the types of
 * the columns, into readers of values.
 */
final class Compiler {
    private final SkippedFields skipped;
    private final WriterCheckers checkers;

    Compiler(SkippedFields skipped) {
        this.skipped = skipped;
        this.checkers = new WriterCheckers(skipped);
    }

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
     * @param wants what is wanted of the columns
     * @param arity of the row that is made
     */
    RecordReader record(Schema writer, Schema reader, RowType columns, List<Want> wants, int arity) {
        Resolver.Action action = Resolver.resolve(writer, reader);
        if (action instanceof Resolver.RecordAdjust record) {
            return record(record, columns, wants, arity, Path.ROOT);
        }
        throw new IncompatibleSchemaException(Path.ROOT, action.toString());
    }

    private RecordReader record(Resolver.RecordAdjust record, RowType columns, List<Want> wants, int arity, Path path) {
        Map<Integer, List<Want>> byColumn = wants.stream()
                .collect(Collectors.groupingBy(Want::next, Collectors.mapping(Want::within, Collectors.toList())));
        List<String> names = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        boolean[] found = new boolean[columns.getFieldCount()];
        int matched = 0;
        for (int i = 0; i < record.fieldActions.length; i++) {
            Resolver.Action action = record.fieldActions[i];
            Schema.Field written = record.writer.getFields().get(i);
            int column = action.type == Resolver.Action.Type.SKIP
                    ? -1
                    : columns.getFieldIndex(record.readerOrder[matched++].name());
            names.add(written.name());
            if (column < 0) {
                steps.add(Step.pass(checkers.of(written.schema())));
            } else {
                found[column] = true;
                List<Want> parts = byColumn.getOrDefault(column, List.of());
                steps.add(step(action, columns.getTypeAt(column), parts, path.field(written.name())));
            }
        }
        for (int i = record.firstDefault; i < record.readerOrder.length; i++) {
            Schema.Field field = record.readerOrder[i];
            int column = columns.getFieldIndex(field.name());
            if (column >= 0) {
                found[column] = true;
                Object value = record.defaults[i - record.firstDefault];
                List<Want> parts = byColumn.getOrDefault(column, List.of());
                names.add(field.name());
                steps.add(ofDefault(field, value, columns.getTypeAt(column), parts, path.field(field.name())));
            }
        }
        for (int column = 0; column < found.length; column++) {
            if (!found[column]) {
                String name = columns.getFieldNames().get(column);
                if (!columns.getTypeAt(column).isNullable()) {
                    throw new IncompatibleSchemaException(
                            path.field(name), "the schema has no such field, and the column is NOT NULL");
                }
                for (Want part : byColumn.getOrDefault(column, List.of())) {
                    names.add(name);
                    steps.add(new Step.Absent(part.slot()));
                }
            }
        }
        return new RecordReader(arity, names, steps);
    }

    private Step step(Resolver.Action action, LogicalType column, List<Want> parts, Path path) {
        if (parts.isEmpty()) {
            ValueReader reader = value(action, column, path);
            return Step.pass(skipped == SkippedFields.CHECKED ? reader : checkers.of(action.writer));
        }
        if (parts.size() == 1 && parts.get(0).isWhole()) {
            return Step.store(parts.get(0).slot(), value(action, column, path));
        }
        Step flat = parts.stream().anyMatch(Want::isWhole) ? null : flatten(action, column, parts, path);
        if (flat != null) {
            return flat;
        }
        return new Step.Extract(
                value(action, column, path),
                parts.stream().map(part -> part(part, column)).toList());
    }

    /** A step that makes no row of the record in between, if it is a record and nothing else than null besides. */
    private @Nullable Step flatten(Resolver.Action action, LogicalType column, List<Want> parts, Path path) {
        if (!(column instanceof RowType row) || Unions.isGeneral(action.reader)) {
            return null;
        }
        if (peeled(action) instanceof Resolver.RecordAdjust record) {
            return new Step.Flatten(record(record, row, parts, 0, path));
        }
        if (action instanceof Resolver.WriterUnion union && union.actions.length == 2) {
            List<Schema> types = action.writer.getTypes();
            int nullIndex = types.get(0).getType() == Schema.Type.NULL ? 0 : 1;
            if (types.get(nullIndex).getType() == Schema.Type.NULL
                    && union.actions[nullIndex].type != Resolver.Action.Type.ERROR
                    && peeled(union.actions[1 - nullIndex]) instanceof Resolver.RecordAdjust record) {
                return new Step.FlattenNullable(nullIndex, nulls(column), record(record, row, parts, 0, path));
            }
        }
        return null;
    }

    private static Resolver.Action peeled(Resolver.Action action) {
        return action instanceof Resolver.ReaderUnion union ? union.actualAction : action;
    }

    private static Step.Part part(Want want, LogicalType column) {
        List<RowData.FieldGetter> getters = new ArrayList<>();
        LogicalType type = column;
        for (int index : want.inner()) {
            type = ((RowType) type).getTypeAt(index);
            getters.add(RowData.createFieldGetter(type, index));
        }
        return new Step.Part(want.slot(), getters);
    }

    private Step ofDefault(
            Schema.Field field, @Nullable Object value, LogicalType column, List<Want> parts, Path path) {
        byte[] encoded = encode(field.schema(), value, path);
        Step step = step(Resolver.resolve(field.schema(), field.schema()), column, parts, path);
        try {
            step.check(new Input(encoded, 0, encoded.length));
        } catch (DecodeException e) {
            throw new IncompatibleSchemaException(path, "its default does not fit the column: " + e.getMessage());
        }
        return new Step.Default(step, encoded);
    }

    /** A value in the binary encoding. */
    static byte[] encode(Schema schema, @Nullable Object value, Path path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<@Nullable Object>(schema, GenericData.get()).write(value, encoder);
            encoder.flush();
        } catch (IOException | AvroRuntimeException e) {
            throw new IncompatibleSchemaException(path, "its default does not fit its type: " + e.getMessage());
        }
        return bytes.toByteArray();
    }

    private ValueReader value(Resolver.Action action, LogicalType column, Path path) {
        return switch (action.type) {
            case ERROR, SKIP -> throw new IncompatibleSchemaException(path, String.valueOf(action));
            case WRITER_UNION -> writerUnion((Resolver.WriterUnion) action, column, path);
            case READER_UNION -> {
                Resolver.ReaderUnion union = (Resolver.ReaderUnion) action;
                yield inUnion(union.reader, union.firstMatch, union.actualAction, column, path);
            }
            case RECORD -> row((Resolver.RecordAdjust) action, column, path);
            case CONTAINER -> container((Resolver.Container) action, column, path);
            case ENUM -> symbols((Resolver.EnumAdjust) action, column, path);
            case DO_NOTHING, PROMOTE -> scalar(action.writer, action.reader, column, path);
        };
    }

    private ValueReader writerUnion(Resolver.WriterUnion union, LogicalType column, Path path) {
        List<Schema> types = union.writer.getTypes();
        @Nullable ValueReader[] branches = new ValueReader[types.size()];
        int readable = 0;
        int nullIndex = -1;
        for (int i = 0; i < branches.length; i++) {
            if (union.actions[i].type != Resolver.Action.Type.ERROR) {
                branches[i] = union.unionEquiv
                        ? inUnion(union.reader, i, union.actions[i], column, path)
                        : value(union.actions[i], column, path);
                readable++;
                nullIndex = types.get(i).getType() == Schema.Type.NULL ? i : nullIndex;
            }
        }
        if (readable == 0) {
            throw new IncompatibleSchemaException(path, union.actions[0].toString());
        }
        ValueReader other = branches.length == 2 && nullIndex >= 0 ? branches[1 - nullIndex] : null;
        return other != null ? new Unions.OfNullable(nullIndex, nulls(column), other) : new Unions.OfUnion(branches);
    }

    /** What the reader has as one branch of a union. */
    private ValueReader inUnion(Schema union, int index, Resolver.Action value, LogicalType column, Path path) {
        Schema branch = union.getTypes().get(index);
        if (branch.getType() == Schema.Type.NULL) {
            return new Unions.OfNull(nulls(column));
        }
        if (!Unions.isGeneral(union) || !(column instanceof RowType row)) {
            return value(value, column, path);
        }
        List<Schema> branches = Unions.branches(union);
        String name = Unions.names(branches).get(branches.indexOf(branch));
        int field = row.getFieldIndex(name);
        if (field < 0) {
            throw new IncompatibleSchemaException(
                    path, "the row has no field \"" + name + "\" for that branch of the union");
        }
        if (!row.getChildren().stream().allMatch(LogicalType::isNullable)) {
            throw new IncompatibleSchemaException(
                    path, "the fields of a row that stands for a union must be nullable: one of them is set");
        }
        ValueReader inner = value(value, row.getTypeAt(field), path.field(name));
        return new Unions.OfBranch(row.getFieldCount(), field, name, inner);
    }

    private ValueReader row(Resolver.RecordAdjust record, LogicalType column, Path path) {
        if (!(column instanceof RowType row)) {
            throw unfit(record.writer, column, path);
        }
        List<Want> all = new ArrayList<>();
        for (int i = 0; i < row.getFieldCount(); i++) {
            all.add(new Want(i, List.of(i)));
        }
        return record(record, row, all, row.getFieldCount(), path);
    }

    private ValueReader container(Resolver.Container container, LogicalType column, Path path) {
        Schema writer = container.writer;
        if (writer.getType() == Schema.Type.ARRAY && column instanceof ArrayType array) {
            ValueReader item = value(container.elementAction, array.getElementType(), path.items());
            return new OfArray(item, WriterCheckers.smallest(writer.getElementType()));
        }
        if (writer.getType() == Schema.Type.MAP
                && column instanceof MapType map
                && map.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
            ValueReader value = value(container.elementAction, map.getValueType(), path.values());
            return new OfMap(value, OfMap.smallestEntry(writer));
        }
        throw unfit(writer, column, path);
    }

    private static ValueReader symbols(Resolver.EnumAdjust action, LogicalType column, Path path) {
        if (!column.is(LogicalTypeFamily.CHARACTER_STRING)) {
            throw unfit(action.writer, column, path);
        }
        List<String> written = action.writer.getEnumSymbols();
        List<String> read = action.reader.getEnumSymbols();
        @Nullable StringData[] symbols = new StringData[written.size()];
        for (int i = 0; i < symbols.length; i++) {
            int adjusted = action.noAdjustmentsNeeded ? i : action.adjustments[i];
            symbols[i] = adjusted < 0 ? null : StringData.fromString(read.get(adjusted));
        }
        return new Texts.OfEnum(symbols);
    }

    private static ValueReader scalar(Schema writer, Schema reader, LogicalType column, Path path) {
        ValueReader made = switch (writer.getType()) {
            case NULL -> new Unions.OfNull(nulls(column));
            case BOOLEAN -> column.is(LogicalTypeRoot.BOOLEAN) ? new Numbers.OfBoolean() : null;
            case INT -> whole(Wire.INT, writer, reader, column);
            case LONG -> whole(Wire.LONG, writer, reader, column);
            case FLOAT -> fraction(Wire.FLOAT, reader, column);
            case DOUBLE -> fraction(Wire.DOUBLE, reader, column);
            case STRING -> text(Written.STRING, column);
            case BYTES ->
                Meaning.of(writer, reader) instanceof Meaning.Decimal decimal && column instanceof DecimalType type
                        ? decimal(-1, decimal, type, path)
                        : text(Written.BYTES, column);
            case FIXED -> fixed(writer, reader, column, path);
            default -> null;
        };
        if (made == null) {
            throw unfit(writer, column, path);
        }
        return made;
    }

    private static @Nullable ValueReader whole(Wire wire, Schema writer, Schema reader, LogicalType column) {
        Meaning meaning = Meaning.of(writer, reader);
        return switch (column.getTypeRoot()) {
            case TINYINT -> wire == Wire.INT ? new Numbers.OfInt(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE) : null;
            case SMALLINT -> wire == Wire.INT ? new Numbers.OfInt(Short.class, Short.MIN_VALUE, Short.MAX_VALUE) : null;
            case INTEGER ->
                wire == Wire.INT ? new Numbers.OfInt(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE) : null;
            case DATE ->
                wire == Wire.INT && meaning instanceof Meaning.Date
                        ? new Numbers.OfInt(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE)
                        : null;
            case BIGINT -> new Numbers.OfLong(wire);
            case FLOAT, DOUBLE -> fraction(wire, reader, column);
            case TIME_WITHOUT_TIME_ZONE ->
                meaning instanceof Meaning.Time time
                        ? new Times.OfTime(wire, time.unit(), ((TimeType) column).getPrecision())
                        : null;
            case TIMESTAMP_WITHOUT_TIME_ZONE -> {
                int precision = LogicalTypeChecks.getPrecision(column);
                yield meaning instanceof Meaning.Instant instant
                        ? new Times.OfTimestamp(wire, instant.unit(), precision)
                        : meaning instanceof Meaning.Local local
                                ? new Times.OfTimestamp(wire, local.unit(), precision)
                                : null;
            }
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                meaning instanceof Meaning.Instant instant
                        ? new Times.OfTimestamp(wire, instant.unit(), LogicalTypeChecks.getPrecision(column))
                        : null;
            default -> null;
        };
    }

    private static @Nullable ValueReader fraction(Wire wire, Schema reader, LogicalType column) {
        if (column.is(LogicalTypeRoot.DOUBLE)) {
            return new Numbers.OfDouble(wire, reader.getType() == Schema.Type.FLOAT ? Wire.FLOAT : Wire.DOUBLE);
        }
        return column.is(LogicalTypeRoot.FLOAT) && wire != Wire.DOUBLE ? new Numbers.OfFloat(wire) : null;
    }

    private static @Nullable ValueReader text(Written written, LogicalType column) {
        return switch (column.getTypeRoot()) {
            case CHAR, VARCHAR -> new Texts.OfString();
            case VARBINARY -> new Texts.OfBytes(written, -1);
            case BINARY -> new Texts.OfBytes(written, ((BinaryType) column).getLength());
            default -> null;
        };
    }

    private static @Nullable ValueReader fixed(Schema writer, Schema reader, LogicalType column, Path path) {
        Meaning meaning = Meaning.of(writer, reader);
        int size = writer.getFixedSize();
        return switch (column.getTypeRoot()) {
            case DECIMAL ->
                meaning instanceof Meaning.Decimal decimal ? decimal(size, decimal, (DecimalType) column, path) : null;
            case CHAR, VARCHAR -> meaning instanceof Meaning.Uuid ? new Texts.OfFixedUuid() : null;
            case VARBINARY -> new Texts.OfFixed(size);
            case BINARY -> ((BinaryType) column).getLength() == size ? new Texts.OfFixed(size) : null;
            default -> null;
        };
    }

    private static ValueReader decimal(int fixedSize, Meaning.Decimal written, DecimalType column, Path path) {
        if (written.scale() > column.getScale()) {
            throw new IncompatibleSchemaException(
                    path,
                    "a decimal with " + written.scale() + " digits after the point does not fit "
                            + column.asSummaryString());
        }
        return new OfDecimal(fixedSize, written.scale(), column);
    }

    private static Nulls nulls(LogicalType column) {
        return column.isNullable() ? Nulls.TAKEN : Nulls.REFUSED;
    }

    private static IncompatibleSchemaException unfit(Schema writer, LogicalType column, Path path) {
        return new IncompatibleSchemaException(
                path, "Avro's " + Schemas.describe(writer) + " cannot be read as " + column.asSummaryString());
    }
}
