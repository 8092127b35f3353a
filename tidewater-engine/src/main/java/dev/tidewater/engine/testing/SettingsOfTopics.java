package dev.tidewater.engine.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What {@code ALTER TABLE} has set of topics, as catalog {@code kafka} keeps it: records of key {@code topic/setting}. */
final class SettingsOfTopics implements AutoCloseable {
    /** Of the topic itself; it may stand among the settings of a test file. */
    static final String CLEANUP_POLICY = "cleanup.policy";

    /** What a test file may set. Where reading starts is not among it: a case's topic holds its rows only. */
    static final List<String> KEYS = List.of(
            CLEANUP_POLICY,
            "bad-records",
            "column.order",
            "key.format",
            "key.schema",
            "rowtime.field",
            "rowtime.max-ahead",
            "scan.watermark.idle-timeout",
            "value.format",
            "value.schema",
            "watermark.tolerance");

    static final String TOPIC = "_tidewater_topic_settings";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<String, String> consumer;
    private final TopicPartition partition = new TopicPartition(TOPIC, 0);
    private final Map<String, String> known = new TreeMap<>();

    SettingsOfTopics(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.auto.commit",
                        "false",
                        "allow.auto.create.topics",
                        "false",
                        "default.api.timeout.ms",
                        (int) PATIENCE.toMillis()),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** Settings by {@code topic/setting}, of which only new ones are read. To be called if their topic exists. */
    synchronized Map<String, String> read() {
        if (consumer.assignment().isEmpty()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
        }
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (consumer.position(partition) > end) {
            // Somebody has deleted the topic, and it was made anew.
            known.clear();
            consumer.seekToBeginning(List.of(partition));
        }
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end && System.nanoTime() < patience) {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.value() == null) {
                    known.remove(record.key());
                } else if (record.key() != null) {
                    known.put(record.key(), record.value());
                }
            }
        }
        return new TreeMap<>(known);
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }

    /** Those of one topic by their own keys, without where reading starts: a case's topic holds its rows only. */
    static Map<String, String> of(String topic, Map<String, String> settings) {
        Map<String, String> own = new TreeMap<>();
        settings.forEach((key, value) -> {
            String setting = key.startsWith(topic + "/") ? key.substring(topic.length() + 1) : "";
            if (!setting.isEmpty() && !setting.startsWith("scan.startup.")) {
                own.put(setting, value);
            }
        });
        return own;
    }

    /** Records that give a topic these settings. */
    static List<ProducerRecord<byte[], byte[]>> written(String topic, Map<String, String> settings) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        settings.forEach(
                (key, value) -> records.add(new ProducerRecord<>(TOPIC, 0, bytes(topic + "/" + key), bytes(value))));
        return records;
    }

    /** Records that take back what topics with this prefix have. */
    static List<ProducerRecord<byte[], byte[]>> takenBack(Map<String, String> settings, String prefix) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        settings.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> records.add(new ProducerRecord<>(TOPIC, 0, bytes(key), null)));
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
