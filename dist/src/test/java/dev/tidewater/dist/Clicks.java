package dev.tidewater.dist;

import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A stream of records in disorder, in all partitions of a topic but one. Their times are those of the records. */
final class Clicks implements AutoCloseable {
    private static final long NOON = 1_767_268_800_000L;
    private static final int PARTITIONS = 3;
    private static final int USERS = 50;
    private static final int PER_TICK = 100;
    private static final int TICK_MILLIS = 50;
    private static final int MILLIS_PER_RECORD = 3;
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Click", "fields": [
              {"name": "id", "type": "long"}, {"name": "who", "type": "long"}]}""");

    private final String topic;
    private final Random random;
    private final int schemaId;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Long> times = new ArrayList<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    Clicks(Endpoints endpoints, String topic, int seed) {
        this.topic = topic;
        this.random = new Random(seed);
        Map<String, Object> brokers =
                Map.of("bootstrap.servers", endpoints.kafka().bootstrapServers());
        try (Admin admin = Admin.create(brokers)) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            schemaId =
                    new SchemaRegistry(endpoints.schemaRegistry().url()).register(topic + "-value", SCHEMA.toString());
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        producer = new KafkaProducer<>(brokers, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends until it is told to stop: six times as fast as the records' own time goes by. */
    void flow() {
        clock.scheduleAtFixedRate(
                () -> {
                    try {
                        for (int i = 0; i < PER_TICK; i++) {
                            int id = sent.get();
                            // One in eight comes up to 20 seconds after its time: later than what is tolerated.
                            long delay = random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(500);
                            long time = NOON + 30_000 + (long) id * MILLIS_PER_RECORD - delay;
                            times.add(time);
                            send(id, time, id % (PARTITIONS - 1));
                            sent.incrementAndGet();
                        }
                    } catch (RuntimeException | IOException e) {
                        failure.completeExceptionally(e);
                        throw new IllegalStateException(e);
                    }
                },
                0,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    long sent() {
        if (failure.isCompletedExceptionally()) {
            failure.join();
        }
        return sent.get();
    }

    /** Stops, and sends records so far ahead that no window of those before is left open. */
    void endAndCloseAllWindows() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still sending");
            }
            for (int partition = 0; partition < PARTITIONS - 1; partition++) {
                send(-1, NOON + 7_200_000, partition);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        sent();
        producer.flush();
    }

    long inWindows() {
        return times.size();
    }

    /** How many records belong to each window of a size, one of which begins each slide. */
    Map<LateRowsIT.Window, Long> windows(long slide, long size) {
        Map<LateRowsIT.Window, Long> counts = new TreeMap<>(LateRowsIT.ORDER);
        for (long time : times) {
            for (long start = time - time % slide; start > time - size; start -= slide) {
                counts.merge(new LateRowsIT.Window(start, start + size), 1L, Long::sum);
            }
        }
        return counts;
    }

    Map<LateRowsIT.Window, Long> cumulated(long step, long size) {
        Map<LateRowsIT.Window, Long> counts = new TreeMap<>(LateRowsIT.ORDER);
        for (long time : times) {
            long start = time - time % size;
            for (long end = time - time % step + step; end <= start + size; end += step) {
                counts.merge(new LateRowsIT.Window(start, end), 1L, Long::sum);
            }
        }
        return counts;
    }

    private void send(long id, long time, int partition) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[ConfluentFraming.SIZE]);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        encoder.writeLong(id);
        encoder.writeLong(id % USERS);
        encoder.flush();
        byte[] value = out.toByteArray();
        ConfluentFraming.write(schemaId, value);
        producer.send(new ProducerRecord<>(topic, partition, time, null, value));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}
