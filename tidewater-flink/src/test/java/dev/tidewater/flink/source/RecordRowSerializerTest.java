package dev.tidewater.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordRowSerializerTest {
    private final EitherRowSerializer serializer = new EitherRowSerializer(
            new RecordRowSerializer("orders", new RowDataSerializer(new BigIntType(), new VarCharType())),
            new RowDataSerializer(new BigIntType()));

    @Test
    void carriesARowAndAllOfItsRecord() throws Exception {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", bytes("1"));
        headers.add("trace", null);

        RecordRow read = sent(new RecordRow(
                GenericRowData.of(7L, StringData.fromString("seven")),
                record(bytes("k"), bytes("the value"), headers),
                1));

        assertThat(read.row().getLong(0)).isEqualTo(7);
        assertThat(read.row().getString(1)).hasToString("seven");
        assertThat(read.place()).isEqualTo(1);
        ConsumerRecord<byte[], byte[]> record = read.record();
        assertThat(record.topic()).isEqualTo("orders");
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.offset()).isEqualTo(42);
        assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(record.key()).isEqualTo(bytes("k"));
        assertThat(record.value()).isEqualTo(bytes("the value"));
        assertThat(record.headers()).isEqualTo(headers);
    }

    @Test
    void tellsNothingFromAnEmptyKeyAndValue() throws Exception {
        GenericRowData row = GenericRowData.of(7L, null);

        assertThat(sent(new RecordRow(row, record(null, null, new RecordHeaders()), 0))
                        .record())
                .satisfies(record -> {
                    assertThat(record.key()).isNull();
                    assertThat(record.value()).isNull();
                });
        assertThat(sent(new RecordRow(row, record(new byte[0], new byte[0], new RecordHeaders()), 0))
                        .record())
                .satisfies(record -> {
                    assertThat(record.key()).isEmpty();
                    assertThat(record.value()).isEmpty();
                });
    }

    private RecordRow sent(RecordRow row) throws IOException {
        DataOutputSerializer first = new DataOutputSerializer(64);
        serializer.serialize(row, first);
        DataOutputSerializer copy = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(first.getCopyOfBuffer()), copy);
        assertThat(copy.getCopyOfBuffer()).isEqualTo(first.getCopyOfBuffer());
        return (RecordRow) serializer.deserialize(new DataInputDeserializer(copy.getCopyOfBuffer()));
    }

    @SuppressWarnings("NullAway") // Keys and values of records may be null.
    private static ConsumerRecord<byte[], byte[]> record(
            byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "orders",
                3,
                42,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
