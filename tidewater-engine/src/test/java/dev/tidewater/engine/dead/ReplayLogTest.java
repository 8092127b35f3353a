package dev.tidewater.engine.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.dead.DeadRecord.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayLogTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    @Test
    void readsWhatItHasWritten() {
        Map<String, Map<RecordId, Replayed>> found = new HashMap<>();
        RecordId id = new RecordId(3, 4_000_000_000L);
        for (String topic : List.of("orders.v1", "orders")) {
            ProducerRecord<byte @Nullable [], byte @Nullable []> entry =
                    ReplayLog.entry(topic, id, new Replayed(NOON, topic.equals("orders")));
            ReplayLog.take(text(entry.key()), text(entry.value()), found);
        }
        ReplayLog.take("orders/1:1", null, found);
        ReplayLog.take("nonsense", "{}", found);
        ReplayLog.take("orders/one", "{}", found);

        assertThat(found)
                .isEqualTo(Map.of(
                        "orders.v1", Map.of(id, new Replayed(NOON, false)),
                        "orders", Map.of(id, new Replayed(NOON, true))));
    }

    @Test
    @SuppressWarnings("NullAway") // a compact constructor's class file does not tell that an array may be null
    void sendsARecordAsItWasWithAHeaderMore() {
        DeadRecord record = new DeadRecord(
                "orders",
                new DeadLetter(new RecordId(2, 9), NOON, "truncated", "", List.of("a"), Optional.empty()),
                List.of(new Header("trace", new byte[] {1}), new Header("trace", null)),
                new byte[] {5},
                null);

        ProducerRecord<byte @Nullable [], byte @Nullable []> again = KafkaReplay.record(record, 3);

        assertThat(again.topic()).isEqualTo("orders");
        assertThat(again.partition()).isEqualTo(2);
        assertThat(again.timestamp()).isEqualTo(NOON.toEpochMilli());
        assertThat(again.key()).containsExactly(5);
        assertThat(again.value()).isNull();
        assertThat(again.headers().toArray())
                .extracting(header -> header.key() + " " + text(header.value()))
                .containsExactly("trace \u0001", "trace null", "tidewater-replay-of 2:9");
        assertThat(KafkaReplay.record(record, 2).partition()).isNull();
    }

    @Test
    void knowsARecordByPartitionAndOffsetOnly() {
        assertThat(RecordId.parse("0:12")).contains(new RecordId(0, 12));
        for (String text : List.of("", "12", "0:", ":1", "-1:5", "0:1 ", "0:99999999999999999999", "a:b")) {
            assertThat(RecordId.parse(text)).as(text).isEmpty();
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
