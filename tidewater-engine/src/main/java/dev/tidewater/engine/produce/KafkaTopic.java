package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.RecordSink.TopicFacts;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/** Looks at a topic and creates it. Every answer is there within ten seconds, or the broker counts as gone. */
final class KafkaTopic implements AutoCloseable {
    /** Kafka's default of {@code max.message.bytes}. */
    static final long DEFAULT_MAX_BATCH_BYTES = 1_048_588;

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final String bootstrapServers;
    private final String topic;
    private @Nullable Admin admin;

    KafkaTopic(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    Optional<TopicFacts> observe() {
        try {
            Topic.validate(topic);
        } catch (InvalidTopicException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "\"" + topic + "\" cannot be the name of a topic: " + e.getMessage(),
                    "use letters, digits, dot, dash and underscore",
                    e);
        }
        try {
            TopicDescription found = await(
                            admin().describeTopics(List.of(topic)).allTopicNames())
                    .get(topic);
            return found == null ? Optional.empty() : Optional.of(facts(found));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw refused("look at", e);
        }
    }

    TopicFacts create(int partitions, Map<String, String> config) {
        try {
            NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config);
            await(admin().createTopics(List.of(wanted)).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw refused("create", e);
            }
        }
        // A broker may learn of the new topic a moment later than the controller that created it.
        return observe().orElseGet(() -> defaults(partitions));
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private static TopicFacts defaults(int partitions) {
        return new TopicFacts(partitions, DEFAULT_MAX_BATCH_BYTES, Optional.empty(), Duration.ofHours(1));
    }

    private TopicFacts facts(TopicDescription description) throws ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = await(admin().describeConfigs(List.of(resource)).all()).get(resource);
        int partitions = description.partitions().size();
        if (config == null) {
            return defaults(partitions);
        }
        boolean deletes = text(config, "cleanup.policy", "delete").contains("delete");
        boolean stampsItself =
                text(config, "message.timestamp.type", "CreateTime").equals("LogAppendTime");
        long retention = whole(config, "retention.ms", -1);
        return new TopicFacts(
                partitions,
                whole(config, "max.message.bytes", DEFAULT_MAX_BATCH_BYTES),
                deletes && !stampsItself && retention >= 0
                        ? Optional.of(Duration.ofMillis(retention))
                        : Optional.empty(),
                Duration.ofMillis(
                        stampsItself
                                ? Long.MAX_VALUE
                                : whole(config, "message.timestamp.after.max.ms", Long.MAX_VALUE)));
    }

    private static String text(Config config, String name, String otherwise) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? otherwise : entry.value();
    }

    private static long whole(Config config, String name, long otherwise) {
        return Long.parseLong(text(config, name, Long.toString(otherwise)));
    }

    private <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(PATIENCE.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(e);
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE, "interrupted while waiting for Kafka at " + bootstrapServers, "", e);
        }
    }

    private Admin admin() {
        if (admin == null) {
            try {
                admin = Admin.create(Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis() / 2,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis()));
            } catch (KafkaException e) {
                throw unreachable(e);
            }
        }
        return admin;
    }

    private TidewaterException unreachable(Exception cause) {
        return new TidewaterException(
                ErrorCode.UNREACHABLE,
                "no Kafka broker answers at \"" + bootstrapServers + "\"",
                "check the address, and that a broker listens there; the local stack's: tidewater status",
                cause);
    }

    private TidewaterException refused(String what, ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new TidewaterException(
                ErrorCode.REFUSED,
                "Kafka at " + bootstrapServers + " refuses to " + what + " topic \"" + topic + "\": "
                        + cause.getMessage(),
                "see the log of the broker, and what this user may do there",
                cause);
    }
}
