package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A shop that streams as far as it is allowed to and waits there, so that whatever is done to the stack, and however long
 * it takes to come back, happens in mid-stream. Once everything may be sent, ticks follow every second.
 *
 * <p>It sends a few minutes of the evening each second: after a pause no partition runs ahead of the others by more than
 * the watermarks allow for.
 */
final class ShopStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int RECORDS_PER_SECOND = 400;

    private final Shop shop;
    private final ShopEncoder encoder;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "shop-stream");
    private volatile boolean stopped;
    private volatile int allowed;
    private volatile int sent;

    private ShopStream(Shop shop, ShopEncoder encoder, Endpoints endpoints) {
        this.shop = shop;
        this.encoder = encoder;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        endpoints.kafka().bootstrapServers(),
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        5,
                        // Longer than a broker takes to come back: order and exactness survive its kill -9.
                        "delivery.timeout.ms",
                        300_000,
                        "max.block.ms",
                        300_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Creates the topics and registers the schema; sends nothing yet. */
    static ShopStream prepare(Shop shop, Endpoints endpoints) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", endpoints.kafka().bootstrapServers()))) {
            admin.createTopics(Arrays.stream(ShopTopic.values())
                            .map(topic -> new NewTopic(topic.topicName(), topic.partitions(), (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("creating the shop's topics", e);
        }
        int schema = new SchemaRegistry(URI.create(endpoints.schemaRegistry().url()))
                .register(ShopEncoder.ORDER_SUBJECT, ShopEncoder.orderSchema(), SchemaType.AVRO);
        ShopStream stream = new ShopStream(shop, new ShopEncoder(schema), endpoints);
        stream.thread.start();
        return stream;
    }

    /** Lets it send on, up to this part of all records. */
    void sendUpTo(double part) {
        allowed = (int) Math.floor(shop.records().size() * part);
    }

    /** Returns once so much was sent; the stream must not have come to rest by then. */
    void awaitSent(double part) {
        await().alias(part + " of all records sent")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        failure.get() != null || sent >= part * shop.records().size());
        assertFlows();
    }

    /** Records are on their way at this moment, and more are to come. */
    void assertFlows() {
        assertHealthy();
        assertThat(sent).as("records sent, of those that may be").isPositive().isLessThan(allowed);
    }

    void assertHealthy() {
        assertThat(failure.get()).as("failure to send").isNull();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }

    private void run() {
        try {
            List<ShopRecord> records = shop.records();
            while (!stopped && sent < records.size()) {
                if (sent < allowed) {
                    send(records.get(sent));
                    sent++;
                }
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() / RECORDS_PER_SECOND);
            }
            while (!stopped) {
                shop.ticks().forEach(this::send);
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
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
}
