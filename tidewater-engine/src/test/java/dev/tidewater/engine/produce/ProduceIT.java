package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidewater.engine.produce.ProduceListener.Phase;
import dev.tidewater.engine.produce.ProduceReport.PartitionOffsets;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker. */
class ProduceIT {
    @TempDir
    private static Path folder;

    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() throws IOException, InterruptedException {
        assumeThat(KafkaBroker.isBuilt())
                .as("needs the class path of services/kafka: mvn package -pl services/kafka -am")
                .isTrue();
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
    }

    @AfterAll
    static void stopBroker() throws InterruptedException {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void sendsKeysValuesTimestampsAndHeadersToANewTopic() throws IOException {
        Path file = Files.writeString(
                folder.resolve("orders.jsonl"),
                IntStream.range(0, 10_000)
                        .mapToObj(n -> "{\"id\":" + n % 100 + ",\"n\":" + n + ",\"at\":\"2001-01-01T00:00:00Z\"}\n")
                        .collect(Collectors.joining()));

        ProduceReport report = produce(ProduceRequest.of("orders", file)
                .withKey(new RecordKey(List.of("id"), RecordKey.Encoding.STRING))
                .withPartitions(3)
                .withTimestampField("at")
                .withHeaders(Map.of("source", "it")));

        assertThat(report.records()).isEqualTo(10_000);
        assertThat(report.partitions()).isEqualTo(3);
        assertThat(report.offsets()).hasSize(3).allSatisfy(partition -> {
            assertThat(partition.first()).isZero();
            assertThat(partition.last()).isEqualTo(partition.records() - 1);
        });
        assertThat(report.notes())
                .containsExactly("topic \"orders\" was created with 3 partitions, and keeps its records for ever");
        List<ConsumerRecord<String, String>> read = read("orders", 3, 10_000);
        assertThat(read).hasSize(10_000).allSatisfy(record -> {
            assertThat(record.value()).startsWith("{\"id\":" + record.key() + ",");
            assertThat(record.timestamp()).isEqualTo(978307200000L);
            assertThat(record.headers().lastHeader("source").value()).isEqualTo("it".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(read.stream().collect(Collectors.groupingBy(ConsumerRecord::key)))
                .hasSize(100)
                .allSatisfy((key, records) -> assertThat(records)
                        .extracting(record -> Integer.parseInt(record.value().replaceAll(".*\"n\":(\\d+),.*", "$1")))
                        .isSorted());
    }

    @Test
    void goesOnWithExistingTopics() throws IOException {
        Path file = Files.writeString(folder.resolve("two.csv"), "a\n1\n2\n");

        produce(ProduceRequest.of("twice", file));
        ProduceReport report = produce(ProduceRequest.of("twice", file).withPartitions(5));

        assertThat(report.offsets()).containsExactly(new PartitionOffsets(0, 2, 3, 2));
        assertThat(report.notes()).containsExactly("topic \"twice\" exists with 1 partition, not with the 5 asked for");
        assertThat(read("twice", 1, 4))
                .extracting(ConsumerRecord::value)
                .containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void outlivesABrokerThatIsKilledAndComesBack() throws IOException {
        Path file = Files.writeString(folder.resolve("many.jsonl"), "{\"n\":1}\n".repeat(200_000));
        AtomicBoolean killed = new AtomicBoolean();
        List<Thread> restarts = new ArrayList<>();

        ProduceReport report = produce(ProduceRequest.of("many", file).withRate(60_000), progress -> {
            if (progress.phase() == Phase.SENDING && progress.records() > 50_000 && killed.compareAndSet(false, true)) {
                Thread restart = new Thread(ProduceIT::restartBroker);
                restarts.add(restart);
                restart.start();
            }
        });

        assertThat(restarts).hasSize(1);
        assertThat(report.records()).isEqualTo(200_000);
        assertThat(report.offsets()).containsExactly(new PartitionOffsets(0, 0, 199_999, 200_000));
        assertThat(read("many", 1, 200_000)).hasSize(200_000);
    }

    @Test
    void refusesNamesThatNoTopicCanHave() throws IOException {
        Path file = Files.writeString(folder.resolve("one.csv"), "a\n1\n");

        TidewaterException error =
                catchThrowableOfType(TidewaterException.class, () -> produce(ProduceRequest.of("my topic", file)));

        assertThat(error.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(error.message()).startsWith("\"my topic\" cannot be the name of a topic: ");
    }

    @Test
    void saysWithinTenSecondsThatNoBrokerAnswers() throws IOException {
        Path file = Files.writeString(folder.resolve("one.csv"), "a\n1\n");
        Produce produce =
                new Produce(new KafkaEndpoints("localhost:1", Optional.empty()), InputStream.nullInputStream());
        long begun = System.nanoTime();

        TidewaterException error = catchThrowableOfType(
                TidewaterException.class, () -> produce.run(ProduceRequest.of("t", file), ProduceListener.NONE));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(11));
        assertThat(error.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(error.message()).isEqualTo("no Kafka broker answers at \"localhost:1\"");
        assertThat(error.hint())
                .isEqualTo("check the address, and that a broker listens there; the local stack's: tidewater status");
    }

    private static ProduceReport produce(ProduceRequest request) {
        return produce(request, ProduceListener.NONE);
    }

    private static ProduceReport produce(ProduceRequest request, ProduceListener listener) {
        KafkaEndpoints endpoints = new KafkaEndpoints(broker.bootstrapServers(), Optional.empty());
        return new Produce(endpoints, InputStream.nullInputStream()).run(request, listener);
    }

    private static void restartBroker() {
        try {
            broker.kill();
            broker.startAgain();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads from the beginning until so many are there, or nothing comes for a while. */
    private static List<ConsumerRecord<String, String>> read(String topic, int partitions, int count) {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            int before = -1;
            while (read.size() < count && read.size() > before) {
                before = read.size();
                consumer.poll(Duration.ofSeconds(10)).forEach(read::add);
            }
        }
        return read;
    }
}
