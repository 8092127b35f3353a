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
 * @param rows what they are made of
 * @param fields what else of the record is in a row, at its end
 * @param arity of a row
 */
record RowRecipe(
        TopicOptions.Kind kind,
        @Nullable PartReader key,
        PartReader value,
        Rows rows,
        List<RecordField> fields,
        int arity,
        Rowtime rowtime)
        implements Serializable {
    /** What rows are made of. */
    enum Rows {
        /** The value alone is decoded into whole rows, with room for the fields at their end. */
        OF_VALUE,
        OF_PARTS
    }

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
    void read(ConsumerRecord<byte[], byte[]> record, List<RowData> made) throws DecodeException, IOException {
        RowData keyRow = key == null ? null : key(key, record);
        if (record.value() == null && kind != TopicOptions.Kind.CHANGELOG) {
            if (kind == TopicOptions.Kind.UPSERT) {
                long time = rowtime.of(keyRow, null, record.timestamp());
                made.add(row(RowKind.DELETE, keyRow, null, record, time));
                return;
            }
            if (value.origin() == PartReader.Origin.OURS) {
                throw new DecodeException(Reason.NULL_NOT_ALLOWED, 0, "the record has no value");
            }
        }
        int first = made.size();
        value.read(record.value(), made);
        for (int i = first; i < made.size(); i++) {
            RowData valueRow = made.get(i);
            long time = rowtime.of(keyRow, valueRow, record.timestamp());
            if (rows == Rows.OF_VALUE) {
                addFields((GenericRowData) valueRow, record, time);
            } else {
                made.set(i, row(valueRow.getRowKind(), keyRow, valueRow, record, time));
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
        addFields(row, record, time);
        return row;
    }

    private void addFields(GenericRowData row, ConsumerRecord<byte[], byte[]> record, long time) {
        int first = arity - fields.size();
        for (int i = 0; i < fields.size(); i++) {
            RecordField field = fields.get(i);
            row.setField(
                    first + i, field == RecordField.ROWTIME ? TimestampData.fromEpochMillis(time) : field.of(record));
        }
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
