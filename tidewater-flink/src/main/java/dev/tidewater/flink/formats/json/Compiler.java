package dev.tidewater.flink.formats.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Makes readers for columns. */
final class Compiler {
    private Compiler() {}

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

    /** @param arity of the row that is made */
    static OfObject object(RowType columns, Shape shape, List<Want> wants, int arity, String path) {
        Map<Integer, List<Want>> byColumn = wants.stream()
                .collect(Collectors.groupingBy(Want::next, Collectors.mapping(Want::within, Collectors.toList())));
        List<OfObject.Field> fields = new ArrayList<>();
        for (int column = 0; column < columns.getFieldCount(); column++) {
            String name = columns.getFieldNames().get(column);
            LogicalType type = columns.getTypeAt(column);
            List<Want> parts = byColumn.getOrDefault(column, List.of());
            Step step = step(type, shape.field(name), parts, within(path, name));
            fields.add(new OfObject.Field(name, step, nulls(type)));
        }
        return new OfObject(arity, fields);
    }

    private static Step step(LogicalType column, Shape shape, List<Want> parts, String path) {
        if (parts.isEmpty()) {
            return new Step.Pass(value(column, shape, path));
        }
        if (parts.size() == 1 && parts.get(0).isWhole()) {
            return new Step.Store(parts.get(0).slot(), value(column, shape, path));
        }
        if (column instanceof RowType row && parts.stream().noneMatch(Want::isWhole)) {
            return new Step.Flatten(object(row, shape, parts, 0, path));
        }
        return new Step.Extract(
                value(column, shape, path),
                parts.stream().map(part -> part(part, column)).toList());
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

    static Item item(LogicalType column, Shape shape, String path) {
        return new Item(value(column, shape, path), nulls(column));
    }

    private static ValueReader value(LogicalType column, Shape shape, String path) {
        Written written = shape.written();
        return switch (column.getTypeRoot()) {
            case BOOLEAN -> new Numbers.OfBoolean();
            case TINYINT -> new Numbers.OfWhole(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> new Numbers.OfWhole(Short.class, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> new Numbers.OfWhole(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> new Numbers.OfWhole(Long.class, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> Numbers.OfFraction.ofFloat();
            case DOUBLE -> Numbers.OfFraction.ofDouble();
            case DECIMAL -> {
                DecimalType type = (DecimalType) column;
                yield (written == Written.UNSCALED || written == Written.NUMBER)
                                && shape.type() instanceof DecimalType writtenType
                        ? new Texts.OfUnscaled(writtenType.getScale(), type)
                        : new Numbers.OfDecimal(type);
            }
            case CHAR, VARCHAR -> written == Written.ANY ? new Texts.OfAny() : new Texts.OfString();
            case VARBINARY -> new Texts.OfBytes(-1);
            case BINARY -> new Texts.OfBytes(((BinaryType) column).getLength());
            case DATE -> new Times.OfDate(written);
            case TIME_WITHOUT_TIME_ZONE -> new Times.OfTime(written, LogicalTypeChecks.getPrecision(column));
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                new Times.OfTimestamp(Times.Zone.NONE, written, LogicalTypeChecks.getPrecision(column));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                new Times.OfTimestamp(Times.Zone.UTC, written, LogicalTypeChecks.getPrecision(column));
            case ARRAY -> new OfArray(item(((ArrayType) column).getElementType(), shape.item(), path + "[]"));
            case MAP -> map((MapType) column, shape, path);
            case ROW -> {
                RowType row = (RowType) column;
                List<Want> all = IntStream.range(0, row.getFieldCount())
                        .mapToObj(i -> new Want(i, List.of(i)))
                        .toList();
                yield object(row, shape, all, row.getFieldCount(), path);
            }
            default -> throw unfit(column, path);
        };
    }

    private static ValueReader map(MapType column, Shape shape, String path) {
        if (!column.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
            throw unfit(column, path);
        }
        return new OfMap(item(column.getValueType(), shape.item(), path + "{}"));
    }

    static Item.Nulls nulls(LogicalType column) {
        return column.isNullable() ? Item.Nulls.TAKEN : Item.Nulls.REFUSED;
    }

    static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static IncompatibleJsonSchemaException unfit(LogicalType column, String path) {
        return new IncompatibleJsonSchemaException(
                path,
                column instanceof MapType map
                        ? "the keys of a map are text in JSON, not "
                                + map.getKeyType().asSummaryString()
                        : "JSON has no form for " + column.asSummaryString());
    }
}
