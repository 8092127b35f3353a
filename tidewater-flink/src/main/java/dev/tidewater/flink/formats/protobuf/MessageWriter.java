package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.EncodeException;
import java.util.List;
import org.apache.flink.table.data.RowData;

/** Writes the fields of a message from a row, in the order of their numbers. */
final class MessageWriter implements ValueWriter {
    private final Column[] columns;
    private final List<Oneof> oneofs;

    /** A column and what it is written as. */
    record Column(String name, RowData.FieldGetter getter, FieldWriter writer) {}

    /** Columns of which one may be set. */
    record Oneof(String name, List<Column> members) {}

    MessageWriter(List<Column> columns, List<Oneof> oneofs) {
        this.columns = columns.toArray(Column[]::new);
        this.oneofs = List.copyOf(oneofs);
    }

    @Override
    public void write(Object value, Output out) throws EncodeException {
        RowData row = (RowData) value;
        for (Oneof oneof : oneofs) {
            requireOne(oneof, row);
        }
        for (Column column : columns) {
            try {
                column.writer().write(column.getter().getFieldOrNull(row), out);
            } catch (EncodeException e) {
                throw e.within(column.name());
            }
        }
    }

    private static void requireOne(Oneof oneof, RowData row) throws EncodeException {
        List<String> set = oneof.members().stream()
                .filter(member -> member.getter().getFieldOrNull(row) != null)
                .map(Column::name)
                .toList();
        if (set.size() > 1) {
            throw new EncodeException(
                    "only one of oneof \"" + oneof.name() + "\" can be set, and these are: " + String.join(", ", set));
        }
    }
}
