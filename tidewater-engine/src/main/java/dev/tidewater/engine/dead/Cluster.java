package dev.tidewater.engine.dead;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Asks a Kafka cluster about its topics. Every answer is there within ten seconds, or Kafka counts as gone. */
final class Cluster implements AutoCloseable {
    static final int PATIENCE_MS = 8_000;

    private static final int USUAL_BATCH_BYTES = 1_048_588;

    private final String bootstrapServers;
    private final Admin admin;

    /**
     * What has a say in how records are sent to a topic.
     *
     * @param maxBatchBytes its {@code max.message.bytes}
     */
    record TopicFacts(int partitions, int maxBatchBytes) {}

    Cluster(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        try {
            this.admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    PATIENCE_MS / 2,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    PATIENCE_MS));
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    Set<String> topics() {
        return await(admin.listTopics().names());
    }

    /** Of a topic that exists. */
    TopicFacts facts(String topic) {
        int partitions = await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .mapToInt(description -> description.partitions().size())
                .sum();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
        ConfigEntry entry = config == null ? null : config.get("max.message.bytes");
        return new TopicFacts(
                partitions,
                Optional.ofNullable(entry)
                        .map(ConfigEntry::value)
                        .map(Integer::parseInt)
                        .orElse(USUAL_BATCH_BYTES));
    }

    /** Makes a compacted topic of one partition, unless it is there. */
    void createCompacted(String topic) {
        try {
            get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())
                            .configs(Map.of("cleanup.policy", "compact"))))
                    .all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw refused(e);
            }
        }
    }

    /** The offset behind the last record of a partition, be its transaction committed, aborted or open. */
    long end(TopicPartition partition) {
        return await(admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition))
                .offset();
    }

    TidewaterException unreachable(Exception cause) {
        return new TidewaterException(
                ErrorCode.UNREACHABLE,
                "no Kafka broker answers at \"" + bootstrapServers + "\"",
                "see what is wrong with: tidewater status",
                cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private <T> T await(KafkaFuture<T> answer) {
        try {
            return get(answer);
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    private <T> T get(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get(PATIENCE_MS + 1_000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(e);
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private TidewaterException refused(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new TidewaterException(
                ErrorCode.REFUSED,
                "Kafka at " + bootstrapServers + " refuses: " + cause.getMessage(),
                "see the log of the broker: tidewater logs kafka",
                cause);
    }
}
