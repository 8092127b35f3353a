package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.RowDecoder;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Turns change events into the changes of a table. A record without a value is the tombstone that Debezium sends after a
 * deletion for compaction's sake; the deletion itself has been read by then.
 */
final class DebeziumDeserialization implements DeserializationSchema<RowData> {
    private static final long serialVersionUID = 1;

    private final RecordFormat format;
    private final Codec codec;
    private final RowType envelope;
    /** Where the columns are in a row that is read. */
    private final int[][] columns;
    /** How often the time of the change stands behind the columns. */
    private final int times;

    private final TypeInformation<RowData> produced;

    private transient @Nullable RowDecoder decoder;

    /**
     * @param table what is read of a row
     * @param columns paths of indexes to what is wanted of it
     */
    DebeziumDeserialization(
            RecordFormat format,
            Codec codec,
            RowType table,
            int[][] columns,
            int times,
            TypeInformation<RowData> produced) {
        this.format = format;
        this.codec = codec;
        this.envelope = Envelope.around(table);
        this.columns = columns;
        this.times = times;
        this.produced = produced;
    }

    @Override
    public void open(InitializationContext context) throws IOException {
        decoder = codec.decoder(
                format, envelope, Projection.range(0, envelope.getFieldCount()).toNestedIndexes(), format.registry());
    }

    @Override
    public RowData deserialize(byte[] message) {
        throw new UnsupportedOperationException("a change may be two rows");
    }

    @Override
    public void deserialize(byte @Nullable [] message, Collector<RowData> out) throws IOException {
        RowDecoder opened = decoder;
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        if (message == null) {
            return;
        }
        try {
            emit(opened.decode(message), out);
        } catch (DecodeException e) {
            throw new BadRecordException(e, format);
        }
    }

    private void emit(GenericRowData event, Collector<RowData> out) throws DecodeException {
        TimestampData time = times == 0 ? null : time(event);
        String op = event.getString(Envelope.OP).toString();
        switch (op) {
            case "c", "r" -> out.collect(row(event, Envelope.AFTER, "after", RowKind.INSERT, time));
            case "u" -> {
                RowData before = row(event, Envelope.BEFORE, "before", RowKind.UPDATE_BEFORE, time);
                RowData after = row(event, Envelope.AFTER, "after", RowKind.UPDATE_AFTER, time);
                out.collect(before);
                out.collect(after);
            }
            case "d" -> out.collect(row(event, Envelope.BEFORE, "before", RowKind.DELETE, time));
            default -> throw new DecodeException(Reason.UNKNOWN_CHANGE, 0, "\"" + op + "\"").within("op");
        }
    }

    private GenericRowData row(GenericRowData event, int field, String name, RowKind kind, @Nullable TimestampData time)
            throws DecodeException {
        GenericRowData image = (GenericRowData) event.getField(field);
        if (image == null) {
            throw new DecodeException(
                            Reason.NULL_NOT_ALLOWED,
                            0,
                            field == Envelope.BEFORE
                                    ? "the database does not tell the row as it was before; with PostgreSQL: ALTER TABLE"
                                            + " … REPLICA IDENTITY FULL"
                                    : "a change without its row")
                    .within(name);
        }
        GenericRowData row = new GenericRowData(kind, columns.length + times);
        for (int column = 0; column < columns.length; column++) {
            row.setField(column, value(image, columns[column]));
        }
        for (int i = 0; i < times; i++) {
            row.setField(columns.length + i, time);
        }
        return row;
    }

    private static @Nullable Object value(GenericRowData image, int[] path) {
        Object value = image;
        for (int index : path) {
            value = value == null ? null : ((GenericRowData) value).getField(index);
        }
        return value;
    }

    private static TimestampData time(GenericRowData event) throws DecodeException {
        GenericRowData source = (GenericRowData) event.getField(Envelope.SOURCE);
        Object made = source == null ? null : source.getField(Envelope.MADE_AT);
        Object time = made == null ? event.getField(Envelope.SEEN_AT) : made;
        if (time == null) {
            throw new DecodeException(Reason.NULL_NOT_ALLOWED, 0, "the change does not tell its time").within("ts_ms");
        }
        return TimestampData.fromEpochMillis((Long) time);
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return produced;
    }
}
