package dev.tidewater.flink.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of all topics, in a compacted topic, so that every session of every program sees the same. A record is one
 * setting: its key {@code topic/setting}, for no topic has a slash in its name; its value the setting's, null when it is
 * taken back. So two sessions that change two settings do not undo each other's.
 */
final class SettingsTopic {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.SETTINGS, 0);
    private static final char SLASH = '/';

    private final Connection connection;
    private final KafkaCluster cluster;

    SettingsTopic(Connection connection, KafkaCluster cluster) {
        this.connection = connection;
        this.cluster = cluster;
    }

    /** Settings by topic. To be called if the settings' topic exists. */
    Map<String, TopicSettings> read() {
        Properties properties = connection.client();
        properties.put("default.api.timeout.ms", Integer.toString(Connection.PATIENCE_MS));
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        Map<String, Map<String, String>> found = new HashMap<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connection.PATIENCE_MS);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> take(record, found));
                if (System.nanoTime() > patience) {
                    throw new org.apache.kafka.common.errors.TimeoutException(
                            "reading topic \"" + Topics.SETTINGS + "\"");
                }
            }
        } catch (KafkaException e) {
            throw cluster.unreachable(e);
        }
        Map<String, TopicSettings> settings = new HashMap<>();
        found.forEach((topic, values) -> settings.put(topic, new TopicSettings(values)));
        return settings;
    }

    private static void take(ConsumerRecord<String, String> record, Map<String, Map<String, String>> into) {
        String key = record.key();
        int slash = key == null ? -1 : key.indexOf(SLASH);
        if (slash < 0) {
            return;
        }
        Map<String, String> settings = into.computeIfAbsent(key.substring(0, slash), topic -> new HashMap<>());
        if (record.value() == null) {
            settings.remove(key.substring(slash + 1));
        } else {
            settings.put(key.substring(slash + 1), record.value());
        }
    }

    /** Writes what differs. Returns when it is on the brokers' disks. */
    void write(String topic, TopicSettings before, TopicSettings after) {
        Map<String, Optional<String>> changes = new HashMap<>();
        before.values().keySet().forEach(key -> changes.put(key, Optional.empty()));
        after.values().forEach((key, value) -> changes.put(key, Optional.of(value)));
        before.values().forEach((key, value) -> {
            if (value.equals(after.values().get(key))) {
                changes.remove(key);
            }
        });
        if (changes.isEmpty()) {
            return;
        }
        cluster.create(Topics.SETTINGS, Optional.of(1), Optional.empty(), Map.of("cleanup.policy", "compact"));
        send(topic, changes);
    }

    private void send(String topic, Map<String, Optional<String>> changes) {
        Properties properties = connection.client();
        properties.put("acks", "all");
        properties.put("max.block.ms", Integer.toString(Connection.PATIENCE_MS));
        properties.put("delivery.timeout.ms", Integer.toString(Connection.PATIENCE_MS));
        try (KafkaProducer<String, @Nullable String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            List<java.util.concurrent.Future<RecordMetadata>> sent = changes.entrySet().stream()
                    .map(change -> producer.send(new ProducerRecord<>(
                            Topics.SETTINGS,
                            topic + SLASH + change.getKey(),
                            change.getValue().orElse(null))))
                    .toList();
            for (var one : sent) {
                one.get(Connection.PATIENCE_MS, TimeUnit.MILLISECONDS);
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw cluster.unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogException("interrupted while writing the settings of topic \"" + topic + "\"", e);
        }
    }
}
