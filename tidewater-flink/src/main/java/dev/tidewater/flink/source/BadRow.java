package dev.tidewater.flink.source;

import dev.tidewater.flink.formats.DecodeException;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A row that stands for a record that cannot be decoded: all of the record, and why. */
public final class BadRow extends JoinedRowData {
    /** Columns of a table of such rows. */
    public static final List<Column> COLUMNS = List.of(
            Column.physical("reason", DataTypes.STRING().notNull()),
            Column.physical("message", DataTypes.STRING().notNull()),
            Column.physical("partition", RecordField.PARTITION.type()),
            Column.physical("offset", RecordField.OFFSET.type()),
            Column.physical("timestamp", RecordField.TIMESTAMP.type()),
            Column.physical("key", DataTypes.BYTES()),
            Column.physical("value", DataTypes.BYTES()),
            Column.physical("headers", RecordField.HEADER_LIST.type()));

    private static final RowData NOTHING_ELSE = new GenericRowData(0);

    BadRow(RowData row) {
        super(row, NOTHING_ELSE);
    }

    static BadRow of(ConsumerRecord<byte[], byte[]> record, DecodeException fault) {
        return new BadRow(GenericRowData.of(
                StringData.fromString(fault.reason().word()),
                StringData.fromString(fault.getMessage()),
                record.partition(),
                record.offset(),
                RecordField.TIMESTAMP.of(record),
                record.key(),
                record.value(),
                RecordField.HEADER_LIST.of(record)));
    }
}
