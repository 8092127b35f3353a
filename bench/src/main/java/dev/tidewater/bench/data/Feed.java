package dev.tidewater.bench.data;

import dev.tidewater.bench.data.Dataset.Kind;
import dev.tidewater.flink.registry.SchemaRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Fills a topic. In a process of its own, for it is worth the better compiler.
 *
 * <p>Usage: {@code Feed BROKERS REGISTRY KIND WIDTH ORDERS SEED}.
 */
public final class Feed {
    private final Dataset dataset;
    private final String brokers;
    private final SchemaRegistry registry;

    private Feed(Dataset dataset, String brokers, SchemaRegistry registry) {
        this.dataset = dataset;
        this.brokers = brokers;
        this.registry = registry;
    }

    public static void main(String[] args) throws Exception {
        Dataset dataset = new Dataset(
                Kind.valueOf(args[2]), Width.valueOf(args[3]), Long.parseLong(args[4]), Long.parseLong(args[5]));
        new Feed(dataset, args[0], new SchemaRegistry(args[1])).fill();
    }

    /** Arguments of {@link #main}. */
    public static List<String> arguments(Dataset dataset, String brokers, String registry) {
        return List.of(
                brokers,
                registry,
                dataset.kind().name(),
                dataset.width().name(),
                Long.toString(dataset.orders()),
                Long.toString(dataset.seed()));
    }

    private void fill() throws IOException, ExecutionException, InterruptedException {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", brokers,
                "linger.ms", 20,
                "batch.size", 524_288,
                "buffer.memory", 67_108_864L,
                "max.request.size", 4_194_304);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Admin admin = Admin.create(properties);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(dataset.topic(), Order.PARTITIONS, (short) 1)))
                    .all()
                    .get();
            Encoder encoder = encoder();
            Order order = new Order(dataset.seed());
            for (long i = 0; i < dataset.orders(); i++) {
                order.at(i);
                if (dataset.kind() == Kind.PAYMENTS && !order.isPaid()) {
                    continue;
                }
                producer.send(record(order, encoder), (sent, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IOException(String.format(Locale.ROOT, "topic %s could not be filled", dataset.topic()), failed);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Order order, Encoder encoder) {
        boolean payment = dataset.kind() == Kind.PAYMENTS;
        byte[] value =
                payment ? Payments.record(order, encoder) : dataset.width().record(order, encoder);
        long time = payment ? order.paymentTime() : order.time();
        return new ProducerRecord<>(dataset.topic(), order.partition(), time, null, value);
    }

    private Encoder encoder() throws IOException {
        String subject = dataset.topic() + "-value";
        return switch (dataset.kind()) {
            case ORDERS_AVRO ->
                new AvroEncoder(registry.register(subject, dataset.width().avroSchema()));
            case PAYMENTS -> new AvroEncoder(registry.register(subject, Payments.SCHEMA));
            case ORDERS_JSON -> new JsonEncoder();
        };
    }
}
