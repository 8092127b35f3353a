package dev.tidewater.flink.source;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Writes a {@link RecordRow}: the row, then what rows are made of. Never for state. */
final class RecordRowSerializer extends PassingRowSerializer {
    private static final long serialVersionUID = 1;
    private static final int NULL = -1;

    private final String topic;
    private final TypeSerializer<RowData> rows;

    RecordRowSerializer(String topic, TypeSerializer<RowData> rows) {
        this.topic = topic;
        this.rows = rows;
    }

    @Override
    public TypeSerializer<RowData> duplicate() {
        return new RecordRowSerializer(topic, rows.duplicate());
    }

    @Override
    public RowData createInstance() {
        return rows.createInstance();
    }

    @Override
    public void serialize(RowData row, DataOutputView target) throws IOException {
        RecordRow whole = (RecordRow) row;
        rows.serialize(whole.row(), target);
        target.writeInt(whole.place());
        ConsumerRecord<byte[], byte[]> record = whole.record();
        target.writeInt(record.partition());
        target.writeLong(record.offset());
        target.writeLong(record.timestamp());
        write(record.key(), target);
        write(record.value(), target);
        Header[] headers = record.headers().toArray();
        target.writeInt(headers.length);
        for (Header header : headers) {
            StringSerializer.INSTANCE.serialize(header.key(), target);
            write(header.value(), target);
        }
    }

    @Override
    public RowData deserialize(DataInputView source) throws IOException {
        RowData row = rows.deserialize(source);
        int place = source.readInt();
        int partition = source.readInt();
        long offset = source.readLong();
        long timestamp = source.readLong();
        byte[] key = read(source);
        byte[] value = read(source);
        Headers headers = new RecordHeaders();
        for (int left = source.readInt(); left > 0; left--) {
            headers.add(StringSerializer.INSTANCE.deserialize(source), read(source));
        }
        return new RecordRow(row, record(partition, offset, timestamp, key, value, headers), place);
    }

    @SuppressWarnings("NullAway") // Keys and values of records may be null.
    private ConsumerRecord<byte[], byte[]> record(
            int partition,
            long offset,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? NULL : key.length,
                value == null ? NULL : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    private static void write(byte @Nullable [] bytes, DataOutputView target) throws IOException {
        target.writeInt(bytes == null ? NULL : bytes.length);
        if (bytes != null) {
            target.write(bytes);
        }
    }

    private static byte @Nullable [] read(DataInputView source) throws IOException {
        int length = source.readInt();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = new byte[length];
        source.readFully(bytes);
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordRowSerializer that && topic.equals(that.topic) && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + rows.hashCode();
    }
}
