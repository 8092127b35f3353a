package dev.tidewater.engine.produce;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends to a Kafka topic: idempotent, acknowledged by all in-sync replicas, in order within a partition. */
final class KafkaSink implements RecordSink {
    /** Long enough for a broker to come back; records in flight are not given up before. */
    private static final Duration DELIVERY = Duration.ofSeconds(60);

    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final int BATCH_BYTES = 256 * 1024;
    private static final long BUFFER_BYTES = 64L << 20;

    private final String topic;
    private final String bootstrapServers;
    private final KafkaTopic admin;
    private final DeliveryTally tally = new DeliveryTally();
    private long maxBatchBytes = KafkaTopic.DEFAULT_MAX_BATCH_BYTES;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaSink(String bootstrapServers, String topic) {
        this.topic = topic;
        this.bootstrapServers = bootstrapServers;
        this.admin = new KafkaTopic(bootstrapServers, topic);
    }

    @Override
    public Optional<TopicFacts> observe() {
        Optional<TopicFacts> facts = admin.observe();
        facts.ifPresent(found -> maxBatchBytes = found.maxBatchBytes());
        return facts;
    }

    @Override
    public TopicFacts create(int partitions, Map<String, String> config) {
        TopicFacts facts = admin.create(partitions, config);
        maxBatchBytes = facts.maxBatchBytes();
        return facts;
    }

    @Override
    public void send(OutgoingRecord outgoing) throws DeliveryStopped {
        if (tally.failed()) {
            throw new DeliveryStopped();
        }
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, null, outgoing.timestamp(), outgoing.key(), outgoing.value());
        outgoing.headers()
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        tally.sent();
        try {
            producer().send(message, (metadata, failure) -> {
                if (failure == null) {
                    tally.acknowledged(metadata.partition(), metadata.offset(), outgoing.bytes());
                } else {
                    tally.failed(failure);
                }
            });
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException | IllegalStateException e) {
            tally.failed(e);
            throw new DeliveryStopped();
        }
    }

    @Override
    public Delivery finish() {
        if (producer != null) {
            try {
                producer.flush();
            } catch (InterruptException e) {
                throw interrupted(e);
            }
        }
        return tally.delivery();
    }

    @Override
    public void close() {
        if (producer != null) {
            // Whoever wanted the outcome has called finish(); a record still in flight here belongs to a failed run.
            producer.close(Duration.ZERO);
        }
        admin.close();
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            true,
                            ProducerConfig.LINGER_MS_CONFIG,
                            20,
                            ProducerConfig.BATCH_SIZE_CONFIG,
                            BATCH_BYTES,
                            ProducerConfig.BUFFER_MEMORY_CONFIG,
                            Math.max(BUFFER_BYTES, 2 * maxBatchBytes),
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            (int) Math.min(Integer.MAX_VALUE, maxBatchBytes),
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            (int) REQUEST.toMillis(),
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            (int) DELIVERY.toMillis(),
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            DELIVERY.toMillis()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }

    private TidewaterException interrupted(InterruptException cause) {
        Thread.currentThread().interrupt();
        Delivery now = tally.delivery();
        return new TidewaterException(
                ErrorCode.OUTCOME_UNKNOWN,
                "interrupted: " + now.acknowledged() + " records were acknowledged by topic \"" + topic + "\", of "
                        + now.unknown() + " more it is not known",
                "look at the topic before sending the file again",
                cause);
    }
}
