package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.protobuf.MessageReader.Finish;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** What is done with the fields of a message when all of it is read. A slot is the place of a field in the row. */
final class Finishes {
    private Finishes() {}

    /** Refuses the message if nothing was read. */
    static Finish demanding(String field, int slot) {
        return (in, row) -> {
            if (row.getField(slot) == null) {
                throw in.fault(Reason.NULL_NOT_ALLOWED, in.position()).within(field);
            }
        };
    }

    static Finish settingTheDefault(int slot, @Nullable Object value) {
        return (in, row) -> {
            if (row.getField(slot) == null) {
                row.setField(slot, value instanceof byte[] bytes ? bytes.clone() : value);
            }
        };
    }

    /** As if a message were there of which no byte is. */
    static Finish starting(int slot, ValueReader message) {
        return (in, row) -> {
            if (row.getField(slot) == null) {
                row.setField(slot, message.start());
            }
        };
    }

    static Finish ofMessage(String field, int slot, ValueReader message) {
        return (in, row) -> {
            Object gathered = row.getField(slot);
            if (gathered != null) {
                try {
                    row.setField(slot, message.result(in, gathered));
                } catch (DecodeException e) {
                    throw e.within(field);
                }
            }
        };
    }

    static Finish ofArray(int slot) {
        return (in, row) -> {
            Step.Items items = (Step.Items) row.getField(slot);
            row.setField(slot, items == null ? new GenericArrayData(new Object[0]) : items.array());
        };
    }

    static Finish ofMap(int slot) {
        return (in, row) -> {
            Step.Entries entries = (Step.Entries) row.getField(slot);
            row.setField(slot, entries == null ? new GenericMapData(Map.of()) : entries.map());
        };
    }

    /**
     * Takes a part out of a column.
     *
     * @param getters from the column inwards
     */
    static Finish extracting(int slot, int column, List<RowData.FieldGetter> getters) {
        return (in, row) -> {
            Object value = row.getField(column);
            for (RowData.FieldGetter getter : getters) {
                value = value == null ? null : getter.getFieldOrNull((RowData) value);
            }
            row.setField(slot, value);
        };
    }
}
