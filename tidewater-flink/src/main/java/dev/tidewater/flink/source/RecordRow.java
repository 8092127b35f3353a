package dev.tidewater.flink.source;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A row together with the record that it was made of: another one, with other columns, can be made of that. */
final class RecordRow extends JoinedRowData {
    private static final RowData NOTHING_ELSE = new GenericRowData(0);

    private final RowData row;
    private final ConsumerRecord<byte[], byte[]> record;
    private final int place;

    /** @param place of the row among those of the record */
    RecordRow(RowData row, ConsumerRecord<byte[], byte[]> record, int place) {
        super(row.getRowKind(), row, NOTHING_ELSE);
        this.row = row;
        this.record = record;
        this.place = place;
    }

    RowData row() {
        return row;
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    int place() {
        return place;
    }
}
