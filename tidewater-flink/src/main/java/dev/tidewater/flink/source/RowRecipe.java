package dev.tidewater.flink.source;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a record becomes rows of a table.
 *
 * @param key null if it is not read
 * @param fields what else of the record is in a row, at its end
 * @param arity of a row
 */
record RowRecipe(
        TopicOptions.Kind kind,
        @Nullable PartReader key,
        PartReader value,
        List<RecordField> fields,
        int arity,
        Rowtime rowtime)
        implements Serializable {
    RowRecipe {
        // A serializable list.
        fields = new ArrayList<>(fields);
    }

    void open(InitializationContext context) throws Exception {
        if (key != null) {
            key.schema().open(context);
        }
        value.schema().open(context);
    }

    /**
     * Adds the rows of a record, if all of it is right.
     *
     * @throws DecodeException if it is not
     * @throws IOException if something else than the record is to blame
     */
    void read(ConsumerRecord<byte[], byte[]> record, List<RowData> rows) throws DecodeException, IOException {
        RowData keyRow = key == null ? null : key(key, record);
        if (record.value() == null && kind != TopicOptions.Kind.CHANGELOG) {
            if (kind == TopicOptions.Kind.UPSERT) {
                long time = rowtime.of(keyRow, null, record.timestamp());
                rows.add(row(RowKind.DELETE, keyRow, null, record, time));
                return;
            }
            if (value.origin() == PartReader.Origin.OURS) {
                throw new DecodeException(Reason.NULL_NOT_ALLOWED, 0, "the record has no value");
            }
        }
        int first = rows.size();
        value.read(record.value(), rows);
        for (int i = first; i < rows.size(); i++) {
            RowData valueRow = rows.get(i);
            long time = rowtime.of(keyRow, valueRow, record.timestamp());
            if (!isWhole(valueRow)) {
                rows.set(i, row(valueRow.getRowKind(), keyRow, valueRow, record, time));
            }
        }
    }

    private RowData key(PartReader part, ConsumerRecord<byte[], byte[]> record) throws DecodeException, IOException {
        byte[] bytes = record.key();
        if (bytes == null && kind == TopicOptions.Kind.UPSERT) {
            throw new DecodeException(Reason.NO_KEY, 0);
        }
        if (bytes == null) {
            return new GenericRowData(part.positions().length);
        }
        List<RowData> rows = new ArrayList<>(1);
        try {
            part.read(bytes, rows);
        } catch (DecodeException e) {
            throw e.within("$key");
        }
        return rows.get(0);
    }

    /** Whether a row of the value is one of the table already. */
    private boolean isWhole(RowData row) {
        if (key != null || !fields.isEmpty() || row.getArity() != arity) {
            return false;
        }
        for (int i = 0; i < arity; i++) {
            if (value.positions()[i] != i) {
                return false;
            }
        }
        return true;
    }

    private RowData row(
            RowKind rowKind,
            @Nullable RowData keyRow,
            @Nullable RowData valueRow,
            ConsumerRecord<byte[], byte[]> record,
            long time) {
        GenericRowData row = new GenericRowData(rowKind, arity);
        if (key != null && keyRow != null) {
            copy(keyRow, key.positions(), row);
        }
        if (valueRow != null) {
            copy(valueRow, value.positions(), row);
        }
        int at = arity - fields.size();
        for (RecordField field : fields) {
            row.setField(at++, field == RecordField.ROWTIME ? TimestampData.fromEpochMillis(time) : field.of(record));
        }
        return row;
    }

    private static void copy(RowData from, int[] positions, GenericRowData to) {
        GenericRowData part = (GenericRowData) from;
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0) {
                to.setField(positions[i], part.getField(i));
            }
        }
    }
}
