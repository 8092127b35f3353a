package dev.tidewater.flink.catalog;

import dev.tidewater.flink.catalog.TopicFacts.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a cluster. Each call is a client of its own, which is closed at once: Flink does not close the catalogs
 * of its sessions, so nothing may be left open. All throw {@link CatalogException} within five seconds if no broker
 * answers.
 */
final class KafkaCluster {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final String CLEANUP_POLICY = "cleanup.policy";

    private static final String TRANSACTION_LIMIT = "transaction.max.timeout.ms";

    private final Connection connection;
    private volatile @Nullable Optional<Duration> transactionLimit;

    KafkaCluster(Connection connection) {
        this.connection = connection;
    }

    /**
     * A topic as its broker knows it.
     *
     * @param partitions how many
     * @param transactionLimit for how long its brokers let a transaction be open; empty if they do not tell
     */
    record Topic(int partitions, Cleanup cleanup, Optional<Duration> transactionLimit) {}

    /** Names of all topics, by one request. */
    Set<String> names() {
        return call(admin -> answer(admin.listTopics().names()));
    }

    Optional<Topic> topic(String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return call(admin -> {
            KafkaFuture<Map<String, TopicDescription>> description =
                    admin.describeTopics(List.of(name)).allTopicNames();
            KafkaFuture<Map<ConfigResource, Config>> config =
                    admin.describeConfigs(List.of(resource)).all();
            try {
                int partitions = answer(description).values().stream()
                        .mapToInt(found -> found.partitions().size())
                        .sum();
                boolean compacted = answer(config).values().stream()
                        .anyMatch(found -> found.get(CLEANUP_POLICY).value().contains("compact"));
                return Optional.of(
                        new Topic(partitions, compacted ? Cleanup.COMPACT : Cleanup.DELETE, transactionLimit(admin)));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Asked once: it is a setting of brokers that changes when they start. */
    private Optional<Duration> transactionLimit(Admin admin) throws InterruptedException, TimeoutException {
        Optional<Duration> known = transactionLimit;
        if (known == null) {
            known = askTransactionLimit(admin);
            transactionLimit = known;
        }
        return known;
    }

    private static Optional<Duration> askTransactionLimit(Admin admin) throws InterruptedException, TimeoutException {
        try {
            ConfigResource broker = new ConfigResource(
                    ConfigResource.Type.BROKER,
                    answer(admin.describeCluster().nodes()).iterator().next().idString());
            return answer(admin.describeConfigs(List.of(broker)).all()).values().stream()
                    .flatMap(config -> Optional.ofNullable(config.get(TRANSACTION_LIMIT)).stream())
                    .map(entry -> Duration.ofMillis(Long.parseLong(entry.value())))
                    .findFirst();
        } catch (ExecutionException e) {
            // Not everybody may ask.
            return Optional.empty();
        }
    }

    /** Returns when brokers know the topic; false if there is one already. */
    boolean create(
            String name, Optional<Integer> partitions, Optional<Short> replication, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, partitions, replication).configs(configs);
        boolean created = call(admin -> {
            try {
                answer(admin.createTopics(List.of(topic)).all());
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicExistsException) {
                    return false;
                }
                throw e;
            }
        });
        if (created) {
            awaitNames(name, names -> names.contains(name));
        }
        return created;
    }

    /** Returns when brokers have forgotten the topic. */
    void delete(String name) {
        call(admin -> {
            try {
                answer(admin.deleteTopics(List.of(name)).all());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            return true;
        });
        awaitNames(name, names -> !names.contains(name));
    }

    /** A broker hears of what the controller did a little later. */
    private void awaitNames(String name, Predicate<Set<String>> condition) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connection.PATIENCE_MS);
        call(admin -> {
            while (!condition.test(answer(admin.listTopics().names()))) {
                if (System.nanoTime() > end) {
                    throw new TimeoutException("topic \"" + name + "\"");
                }
                new CompletableFuture<>()
                        .completeOnTimeout(null, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)
                        .get();
            }
            return true;
        });
    }

    private interface Call<T> {
        T on(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private <T> T call(Call<T> call) {
        Properties properties = connection.client();
        properties.put("default.api.timeout.ms", Integer.toString(Connection.PATIENCE_MS));
        Admin admin;
        try {
            admin = Admin.create(properties);
        } catch (KafkaException e) {
            throw unreachable(e);
        }
        try {
            return call.on(admin);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogException("interrupted while asking Kafka at " + connection.bootstrapServers(), e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(Connection.PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private CatalogException failure(Throwable cause) {
        return cause instanceof ApiException && !(cause instanceof RetriableException)
                ? Faults.of(
                        "Kafka at " + connection.bootstrapServers() + " refuses: " + cause.getMessage(),
                        "change what was asked for, or ask whoever runs the cluster for the right",
                        cause)
                : unreachable(cause);
    }

    CatalogException unreachable(Throwable cause) {
        return Faults.of(
                "Kafka at " + connection.bootstrapServers() + " does not answer",
                "see whether it runs: tidewater status",
                cause);
    }
}
