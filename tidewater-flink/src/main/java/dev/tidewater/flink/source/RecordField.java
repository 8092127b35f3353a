package dev.tidewater.flink.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a record has besides key and value, by the names of the Kafka connector's metadata. */
enum RecordField {
    TOPIC("topic", DataTypes.STRING().notNull()) {
        @Override
        Object of(ConsumerRecord<byte[], byte[]> record) {
            return StringData.fromString(record.topic());
        }
    },
    PARTITION("partition", DataTypes.INT().notNull()) {
        @Override
        Object of(ConsumerRecord<byte[], byte[]> record) {
            return record.partition();
        }
    },
    OFFSET("offset", DataTypes.BIGINT().notNull()) {
        @Override
        Object of(ConsumerRecord<byte[], byte[]> record) {
            return record.offset();
        }
    },
    /** The row's time, which a field of it may hold. */
    ROWTIME("rowtime", DataTypes.TIMESTAMP_LTZ(3).notNull()) {
        @Override
        Object of(ConsumerRecord<byte[], byte[]> record) {
            throw new UnsupportedOperationException("the row is needed");
        }
    },
    TIMESTAMP("timestamp", DataTypes.TIMESTAMP_LTZ(3).notNull()) {
        @Override
        Object of(ConsumerRecord<byte[], byte[]> record) {
            return TimestampData.fromEpochMillis(record.timestamp());
        }
    },
    /** Of headers with the same name, the last. */
    HEADERS(
            "headers",
            DataTypes.MAP(DataTypes.STRING().notNull(), DataTypes.BYTES()).notNull()) {
        @Override
        Object of(ConsumerRecord<byte[], byte[]> record) {
            Map<StringData, Object> headers = new HashMap<>();
            for (Header header : record.headers()) {
                headers.put(StringData.fromString(header.key()), header.value());
            }
            return new GenericMapData(headers);
        }
    },
    /** All headers, in their order. */
    HEADER_LIST(
            "header-list",
            DataTypes.ARRAY(DataTypes.ROW(
                                    DataTypes.FIELD("key", DataTypes.STRING().notNull()),
                                    DataTypes.FIELD("value", DataTypes.BYTES()))
                            .notNull())
                    .notNull()) {
        @Override
        Object of(ConsumerRecord<byte[], byte[]> record) {
            List<GenericRowData> headers = new ArrayList<>();
            for (Header header : record.headers()) {
                headers.add(GenericRowData.of(StringData.fromString(header.key()), header.value()));
            }
            return new GenericArrayData(headers.toArray());
        }
    };

    private final String key;
    private final DataType type;

    RecordField(String key, DataType type) {
        this.key = key;
        this.type = type;
    }

    static Optional<RecordField> called(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    String key() {
        return key;
    }

    DataType type() {
        return type;
    }

    abstract Object of(ConsumerRecord<byte[], byte[]> record);
}
