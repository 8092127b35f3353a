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
final class SettingsOfTopics {
    static final String TOPIC = "_tidewater_topic_settings";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SettingsOfTopics() {}

    /** Settings by {@code topic/setting}. To be called if their topic exists. */
    static Map<String, String> read(String bootstrapServers) {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        Map<String, String> settings = new TreeMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
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
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long patience = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < patience) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value() == null) {
                        settings.remove(record.key());
                    } else if (record.key() != null) {
                        settings.put(record.key(), record.value());
                    }
                }
            }
        }
        return settings;
    }

    /** Records that give a topic the settings of another. */
    static List<ProducerRecord<byte[], byte[]>> copied(Map<String, String> settings, String from, String to) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(from + "/")) {
                records.add(new ProducerRecord<>(TOPIC, 0, bytes(to + key.substring(from.length())), bytes(value)));
            }
        });
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
