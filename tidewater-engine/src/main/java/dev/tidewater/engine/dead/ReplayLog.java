package dev.tidewater.engine.dead;

import dev.tidewater.engine.json.Json;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What was sent again, in a compacted topic of one partition. A record is one replayed record: its key
 * {@code topic/partition:offset}, for no topic has a slash in its name; its value a {@link Replayed} in JSON.
 */
final class ReplayLog {
    static final String TOPIC = "_tidewater_replays";

    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final char SLASH = '/';

    private final Cluster cluster;
    private final LongSupplier nanoTime;

    ReplayLog(Cluster cluster, LongSupplier nanoTime) {
        this.cluster = cluster;
        this.nanoTime = nanoTime;
    }

    /** Replayed records by topic, as far as that is certain now. The log need not exist. */
    Map<String, Map<RecordId, Replayed>> read() {
        if (!cluster.topics().contains(TOPIC)) {
            return Map.of();
        }
        try (KafkaConsumer<String, String> consumer = consumer()) {
            return read(
                    consumer,
                    consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L),
                    Duration.ofMillis(Cluster.PATIENCE_MS));
        } catch (KafkaException e) {
            throw cluster.unreachable(e);
        }
    }

    /**
     * The replayed records of one topic, all of them. Records can be read up to the oldest open transaction, which may be
     * of a replay of another topic and have begun before the last one of this topic: it is waited for.
     *
     * @param patience longer than a transaction can stay open
     * @throws TidewaterException (NOT_READY) if one stays open
     */
    Map<RecordId, Replayed> readToTheEnd(String topic, Duration patience) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            return read(consumer, cluster.end(PARTITION), patience).getOrDefault(topic, Map.of());
        } catch (KafkaException e) {
            throw cluster.unreachable(e);
        }
    }

    /** The record that says that a record was replayed. */
    static ProducerRecord<byte @Nullable [], byte @Nullable []> entry(String topic, RecordId id, Replayed replayed) {
        return new ProducerRecord<>(TOPIC, 0, bytes(topic + SLASH + id), bytes(Json.write(replayed)));
    }

    private Map<String, Map<RecordId, Replayed>> read(
            KafkaConsumer<String, String> consumer, long end, Duration patience) {
        Map<String, Map<RecordId, Replayed>> found = new HashMap<>();
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        long began = nanoTime.getAsLong();
        while (consumer.position(PARTITION) < end) {
            consumer.poll(Duration.ofMillis(500)).forEach(record -> take(record.key(), record.value(), found));
            if (nanoTime.getAsLong() - began > patience.toNanos()) {
                throw new TidewaterException(
                        ErrorCode.NOT_READY,
                        "another replay writes to topic \"" + TOPIC + "\", and has not ended within "
                                + patience.toSeconds() + " s",
                        "nothing was sent; wait until it ends, and run the command again");
            }
        }
        return found;
    }

    static void take(@Nullable String key, @Nullable String value, Map<String, Map<RecordId, Replayed>> into) {
        int slash = key == null ? -1 : key.indexOf(SLASH);
        if (key == null || slash < 0) {
            return;
        }
        RecordId.parse(key.substring(slash + 1)).ifPresent(id -> {
            Map<RecordId, Replayed> ofTopic = into.computeIfAbsent(key.substring(0, slash), topic -> new HashMap<>());
            if (value == null) {
                ofTopic.remove(id);
            } else {
                ofTopic.put(id, Json.read(value, Replayed.class));
            }
        });
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        Cluster.PATIENCE_MS),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
