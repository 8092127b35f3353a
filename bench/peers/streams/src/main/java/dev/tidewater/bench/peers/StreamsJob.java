package dev.tidewater.bench.peers;

import dev.tidewater.bench.data.Width;
import dev.tidewater.bench.job.Meter;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;

/**
 * Orders a minute and product by Kafka Streams, exactly once, to a topic; the key of the topic is not the product, so the
 * orders go through a topic of Streams' own, as they must. What came out is counted afterwards, the last record of each key.
 *
 * <p>Usage: {@code StreamsJob FILE}.
 */
public final class StreamsJob {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private StreamsJob() {}

    public static void main(String[] args) throws Exception {
        Properties job = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            job.load(in);
        }
        long records = Long.parseLong(job.getProperty("records"));
        String id = "bench-" + UUID.randomUUID();
        createOutput(job, id);
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, job.getProperty("brokers"));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 10_000);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, Files.createTempDirectory(Path.of(job.getProperty("folder")), "streams").toString());
        settings.put("auto.offset.reset", "earliest");
        settings.put("transaction.timeout.ms", 60_000);
        AtomicLong counted = new AtomicLong();
        try (KafkaStreams streams = new KafkaStreams(topology(job, id, counted).build(), settings)) {
            Meter meter = Meter.begin();
            meter.watch(records);
            streams.start();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (counted.get() < records && System.nanoTime() < deadline) {
                LockSupport.parkNanos(50_000_000);
            }
            // Writes out what is in the cache, and commits.
            streams.close();
            meter.stop();
            long[] found = output(job, id);
            meter.write(Path.of(job.getProperty("reading")), Map.of("rows", found[0], "sum", found[1]));
        }
        System.exit(0);
    }

    private static void createOutput(Properties job, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", job.getProperty("brokers")))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static StreamsBuilder topology(Properties job, String output, AtomicLong counted) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(job.getProperty("topic"), Consumed.with(Serdes.ByteArray(), orders(job))
                        .withTimestampExtractor((record, before) ->
                                (Long) ((GenericRecord) record.value()).get("order_time")))
                .map((key, order) -> KeyValue.pair(order.get("product_id").toString(), figures(order)))
                .groupByKey(Grouped.with(Serdes.String(), Serdes.ByteArray()))
                // Tasks read at their own pace, so one partition may be far ahead of another.
                .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMinutes(1), Duration.ofDays(1)))
                .aggregate(
                        () -> new byte[24],
                        (product, order, total) -> {
                            counted.incrementAndGet();
                            return add(total, order);
                        },
                        Materialized.with(Serdes.String(), Serdes.ByteArray()))
                .toStream((window, total) -> window.key() + "@" + window.window().start())
                .to(output, Produced.with(Serdes.String(), Serdes.ByteArray()));
        return builder;
    }

    /** One order, its pieces, its price in hundredths. */
    private static byte[] figures(GenericRecord order) {
        ByteBuffer price = ((ByteBuffer) order.get("unit_price")).duplicate();
        byte[] digits = new byte[price.remaining()];
        price.get(digits);
        return ByteBuffer.allocate(24)
                .putLong(1)
                .putLong((Integer) order.get("quantity"))
                .putLong(new java.math.BigInteger(digits).longValueExact())
                .array();
    }

    private static byte[] add(byte[] total, byte[] more) {
        ByteBuffer left = ByteBuffer.wrap(total);
        ByteBuffer right = ByteBuffer.wrap(more);
        return ByteBuffer.allocate(24)
                .putLong(left.getLong() + right.getLong())
                .putLong(left.getLong() + right.getLong())
                .putLong(left.getLong() + right.getLong())
                .array();
    }

    /** As Confluent's deserializer for generic records does it, with the schema at hand. */
    private static Serde<GenericRecord> orders(Properties job) {
        Schema schema = new Schema.Parser().parse(Width.valueOf(job.getProperty("width")).avroSchema());
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
        BinaryDecoder[] decoder = new BinaryDecoder[1];
        Deserializer<GenericRecord> deserializer = (topic, value) -> {
            try {
                decoder[0] = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, decoder[0]);
                return reader.read(null, decoder[0]);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
        return Serdes.serdeFrom(
                (topic, value) -> {
                    throw new UnsupportedOperationException("only reads");
                },
                deserializer);
    }

    /** Windows, and orders in all of them. */
    private static long[] output(Properties job, String topic) {
        Map<String, Long> last = new HashMap<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", job.getProperty("brokers"), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    last.put(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8), ByteBuffer.wrap(record.value()).getLong());
                }
            }
        }
        return new long[] {last.size(), last.values().stream().mapToLong(Long::longValue).sum()};
    }
}
