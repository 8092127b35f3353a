package dev.tidewater.cli.demo;

import dev.tidewater.engine.produce.SchemaRegistry;
import dev.tidewater.engine.produce.SchemaRegistry.SchemaType;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.examples.shop.Shop;
import dev.tidewater.examples.shop.ShopEncoder;
import dev.tidewater.examples.shop.ShopRecord;
import dev.tidewater.examples.shop.ShopTopic;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a shop's records in order at a steady rate, then its ticks every second until told to stop: a pipeline that was
 * restored after it had read the last record needs one to see its watermark move.
 */
public final class ShopFeed implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Shop shop;
    private final ShopEncoder encoder;
    private final int recordsPerSecond;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "shop-feed");
    private volatile boolean stopped;
    private volatile int sent;

    private ShopFeed(Shop shop, ShopEncoder encoder, Endpoints endpoints, int recordsPerSecond) {
        this.shop = shop;
        this.encoder = encoder;
        this.recordsPerSecond = recordsPerSecond;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        endpoints.kafka().bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        // Longer than a broker takes to come back: order and exactness survive its kill -9.
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        180_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        180_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Creates the topics and registers the schema, so that pipelines can start; sends nothing yet. */
    public static ShopFeed prepare(Shop shop, Endpoints endpoints, int recordsPerSecond) {
        createTopics(endpoints);
        int schema = new SchemaRegistry(URI.create(endpoints.schemaRegistry().url()))
                .register(ShopEncoder.ORDER_SUBJECT, ShopEncoder.orderSchema(), SchemaType.AVRO);
        return new ShopFeed(shop, new ShopEncoder(schema), endpoints, recordsPerSecond);
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Records handed to Kafka so far, ticks not counted. */
    public int sent() {
        return sent;
    }

    /** What went wrong, if anything did. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }

    private void run() {
        try {
            sendRecords();
            producer.flush();
            while (!stopped && failure.get() == null) {
                shop.ticks().forEach(this::send);
                LockSupport.parkNanos(TICK.toNanos());
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void sendRecords() {
        long began = System.nanoTime();
        for (ShopRecord record : shop.records()) {
            if (stopped || failure.get() != null) {
                return;
            }
            send(record);
            sent++;
            long due = began + TimeUnit.SECONDS.toNanos(sent) / recordsPerSecond;
            long early = due - System.nanoTime();
            if (early > TimeUnit.MILLISECONDS.toNanos(2)) {
                LockSupport.parkNanos(early);
            }
        }
    }

    private void send(ShopRecord record) {
        producer.send(
                new ProducerRecord<>(
                        record.topic().topicName(),
                        record.partition(),
                        record.keyBytes(),
                        encoder.value(record.event())),
                (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
    }

    private static void createTopics(Endpoints endpoints) {
        List<NewTopic> topics = Arrays.stream(ShopTopic.values())
                .map(topic -> new NewTopic(topic.topicName(), topic.partitions(), (short) 1))
                .toList();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", endpoints.kafka().bootstrapServers()))) {
            admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("creating the shop's topics", e);
        }
    }
}
