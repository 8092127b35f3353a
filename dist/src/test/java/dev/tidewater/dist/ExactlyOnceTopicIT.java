package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidewater.engine.stack.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code kill -9} between the two phases of a commit to a topic: who reads committed records finds each row, once. A service
 * that stands still holds the commit where it is to be killed.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class ExactlyOnceTopicIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Whether it dies a second time, before the checkpoint is complete: {@code -Dtidewater.topic.kills=2}. */
    private static final boolean TWICE = Integer.getInteger("tidewater.topic.kills", 1) > 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PIPELINE = """
            INSERT INTO copied (`value`) SELECT ENCODE(CAST(id AS STRING), 'UTF-8') FROM clicked WHERE id >= 0;
            """;

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    @Test
    void losesAndDoublesNothingIfItDiesBetweenPreCommitAndCommit() throws Exception {
        try (TestProject project = PROJECTS.of("exactly-once-topic", SmallProject.files())) {
            Endpoints endpoints = project.up();
            Map<String, Object> brokers =
                    Map.of("bootstrap.servers", endpoints.kafka().bootstrapServers());
            try (Admin admin = Admin.create(brokers);
                    Clicks clicks = new Clicks(endpoints, "clicked", 1)) {
                admin.createTopics(List.of(new NewTopic("copied", 2, (short) 1)))
                        .all()
                        .get();
                // Dead letters would be one more sink, which writes to the object store.
                project.tidewater("sql", "-c", "ALTER TABLE kafka.topics.clicked SET ('bad-records' = 'fail')")
                        .exits(0);
                project.write("pipelines/copy.sql", PIPELINE);
                project.tidewater("run", "pipelines/copy.sql").exits(0);
                clicks.flow();
                Job job = Job.of(project, endpoints);
                job.awaitCompleted(1);

                Killing killing = new Killing(project, admin, job);
                killing.afterTheCheckpointIsComplete();
                if (TWICE) {
                    killing.beforeTheCheckpointIsComplete();
                }

                clicks.endAndCloseAllWindows();
                List<Long> truth =
                        LongStream.range(0, clicks.inWindows()).boxed().toList();
                try (Committed committed = new Committed(endpoints)) {
                    await().atMost(PATIENCE).until(() -> committed.rows().size() >= truth.size());
                    // What was to be doubled would be committed with the next checkpoints.
                    job.awaitCompleted(job.completed() + 2);
                    assertThat(committed.rows().stream().sorted().toList()).isEqualTo(truth);
                }
            }
        }
    }

    /** The checkpoints of the pipeline's job, as Flink tells them. */
    private record Job(String checkpoints) {
        static Job of(TestProject project, Endpoints endpoints) {
            String id = project.pipeline("copy").orElseThrow().path("job-id").asText();
            return new Job(endpoints.flink().url() + "/jobs/" + id + "/checkpoints");
        }

        long completed() {
            return latest("completed");
        }

        void awaitCompleted(long checkpoint) {
            await().alias("checkpoint " + checkpoint)
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> completed() >= checkpoint);
        }

        /** The checkpoint that the job was last restored from. */
        long restored() {
            return latest("restored");
        }

        private long latest(String kind) {
            return read().path("latest").path(kind).path("id").asLong();
        }

        /** The checkpoint of which every task has done its part, the pre-commit, and which is not complete. */
        Optional<Long> preCommitted() {
            for (JsonNode checkpoint : read().path("history")) {
                if (checkpoint.path("status").asText().equals("IN_PROGRESS")
                        && checkpoint.path("num_acknowledged_subtasks").asInt()
                                == checkpoint.path("num_subtasks").asInt()) {
                    return Optional.of(checkpoint.path("id").asLong());
                }
            }
            return Optional.empty();
        }

        private JsonNode read() {
            try {
                return JSON.readTree(URI.create(checkpoints).toURL());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Killing(TestProject project, Admin admin, Job job) {
        /** The transactions must be committed by who comes after. */
        void afterTheCheckpointIsComplete() {
            ProcessHandle taskManager = project.process("taskmanager");
            ProcessHandle store = project.process("s3");
            long checkpoint = preCommit(store);
            Processes.freeze(taskManager);
            Processes.thaw(store);
            job.awaitCompleted(checkpoint);
            assertThat(openTransactions())
                    .as("the one before the checkpoint, and the one after it")
                    .hasSizeGreaterThanOrEqualTo(2);
            Processes.kill(List.of(taskManager));
            project.awaitReturn("taskmanager", taskManager.pid());
            await().atMost(PATIENCE).until(() -> job.restored() >= checkpoint);
        }

        /** Who comes after rolls the transactions back, unless the JobManager completes the checkpoint after all. */
        void beforeTheCheckpointIsComplete() {
            ProcessHandle taskManager = project.process("taskmanager");
            ProcessHandle store = project.process("s3");
            long before = job.restored();
            preCommit(store);
            Processes.freeze(taskManager);
            assertThat(openTransactions()).hasSizeGreaterThanOrEqualTo(2);
            Processes.kill(List.of(taskManager));
            Processes.thaw(store);
            project.awaitReturn("taskmanager", taskManager.pid());
            await().atMost(PATIENCE).until(() -> job.restored() > before);
        }

        /** Checkpoints cannot be written, so that one stays where it is when this returns. */
        private long preCommit(ProcessHandle store) {
            long done = job.completed();
            job.awaitCompleted(done + 1);
            Processes.freeze(store);
            return await().atMost(PATIENCE)
                    .until(
                            () -> openTransactions().size() >= 2 ? job.preCommitted() : Optional.<Long>empty(),
                            Optional::isPresent)
                    .orElseThrow();
        }

        private List<String> openTransactions() {
            try {
                return admin
                        .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                        .all()
                        .get()
                        .stream()
                        .map(TransactionListing::transactionalId)
                        .filter(id -> id.startsWith("tidewater-copy-copied-"))
                        .toList();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a reader of committed records sees. */
    private static final class Committed implements AutoCloseable {
        private static final List<TopicPartition> PARTITIONS =
                List.of(new TopicPartition("copied", 0), new TopicPartition("copied", 1));

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<Long> rows = new ArrayList<>();

        Committed(Endpoints endpoints) {
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers", endpoints.kafka().bootstrapServers(), "isolation.level", "read_committed");
            consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.assign(PARTITIONS);
            consumer.seekToBeginning(PARTITIONS);
        }

        /** All up to now. */
        List<Long> rows() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(PARTITIONS);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    rows.add(Long.parseLong(new String(record.value(), StandardCharsets.UTF_8)));
                }
            }
            return rows;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
