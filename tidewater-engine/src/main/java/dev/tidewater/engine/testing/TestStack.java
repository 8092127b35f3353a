package dev.tidewater.engine.testing;

import dev.tidewater.engine.deploy.TemporaryJob;
import dev.tidewater.engine.produce.SchemaRegistry;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.tables.LakeNamespaces;
import dev.tidewater.engine.tables.LakeReader;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The services that cases run on, with clients that stay open. */
final class TestStack implements AutoCloseable {
    private static final int SECONDS = 10;
    private static final String CLEANUP_POLICY = "cleanup.policy";

    private final Endpoints endpoints;
    private final TemporaryJob.Cluster cluster;
    private final Path scratch;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final SettingsOfTopics settings;
    private final SchemaRegistry registry;
    private final LakeReader lake;
    private final LakeNamespaces namespaces;
    private final CasePlans plans;

    /** @param scratch folder for what Flink keeps of jobs that never come back */
    TestStack(Endpoints endpoints, TemporaryJob.Cluster cluster, Path scratch) {
        this.endpoints = endpoints;
        this.cluster = cluster;
        this.scratch = scratch;
        String brokers = endpoints.kafka().bootstrapServers();
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", brokers, "default.api.timeout.ms", SECONDS * 1000, "request.timeout.ms", 4_000));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "delivery.timeout.ms", 9_000, "request.timeout.ms", 4_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.settings = new SettingsOfTopics(brokers);
        this.registry = new SchemaRegistry(URI.create(endpoints.schemaRegistry().url()));
        this.lake = new LakeReader(endpoints);
        this.namespaces = new LakeNamespaces(endpoints);
        this.plans = new CasePlans(
                new CasePlans.Lake() {
                    @Override
                    public LakeNamespaces.Outline outline(String name) {
                        return namespaces.outline(name);
                    }

                    @Override
                    public void create(String name, LakeNamespaces.Outline outline) {
                        namespaces.create(name, outline);
                    }
                },
                this::topics);
    }

    Endpoints endpoints() {
        return endpoints;
    }

    TemporaryJob.Cluster cluster() {
        return cluster;
    }

    SchemaRegistry registry() {
        return registry;
    }

    LakeReader lake() {
        return lake;
    }

    LakeNamespaces namespaces() {
        return namespaces;
    }

    CasePlans plans() {
        return plans;
    }

    Path scratch(Namespace namespace) {
        return scratch.resolve(namespace.token());
    }

    /** Those that are not there yet, each with one partition; by name, with what becomes of their old records. */
    void createTopics(Map<String, String> policies) {
        List<NewTopic> topics = policies.entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), Optional.of(1), Optional.empty())
                        .configs(Map.of(CLEANUP_POLICY, topic.getValue())))
                .toList();
        admin.createTopics(topics)
                .values()
                .values()
                .forEach(created ->
                        await(created.toCompletionStage().toCompletableFuture(), TopicExistsException.class));
    }

    /** What topics keep of their records, by name. */
    Map<String, String> cleanupPolicies(Collection<String> topics) {
        Map<String, String> policies = new HashMap<>();
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        admin.describeConfigs(resources)
                .values()
                .forEach((resource, config) -> await(
                                config.toCompletionStage().toCompletableFuture(),
                                UnknownTopicOrPartitionException.class)
                        .map(found -> found.get(CLEANUP_POLICY))
                        .map(ConfigEntry::value)
                        .ifPresent(policy -> policies.put(resource.name(), policy)));
        return policies;
    }

    /** What {@code ALTER TABLE} has set of topics, each as {@code topic/setting}. To be called if it has set any. */
    Map<String, String> settings() {
        return settings.read();
    }

    /** Gives topics of a namespace these settings, by their names in scripts. */
    void writeSettings(Namespace namespace, Map<String, Map<String, String>> settings) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        settings.forEach((topic, own) -> records.addAll(SettingsOfTopics.written(namespace.topic(topic), own)));
        if (!records.isEmpty()) {
            createTopics(Map.of(SettingsOfTopics.TOPIC, "compact"));
            send(records);
        }
    }

    Set<String> topics() {
        return await(admin.listTopics().names().toCompletionStage().toCompletableFuture(), TopicExistsException.class)
                .orElse(Set.of());
    }

    void deleteTopics(Collection<String> names) {
        if (names.isEmpty()) {
            return;
        }
        admin.deleteTopics(names)
                .topicNameValues()
                .values()
                .forEach(deleted -> await(
                        deleted.toCompletionStage().toCompletableFuture(), UnknownTopicOrPartitionException.class));
    }

    /** Sends in order, and returns where each topic then ends. */
    Map<String, Long> send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<org.apache.kafka.clients.producer.RecordMetadata>> sent =
                records.stream().map(producer::send).toList();
        producer.flush();
        Map<String, Long> ends = new HashMap<>();
        sent.forEach(one -> await(one, TopicExistsException.class)
                .ifPresent(place -> ends.merge(place.topic(), place.offset() + 1, Math::max)));
        return ends;
    }

    private static <T> Optional<T> await(Future<T> future, Class<? extends Exception> fine) {
        try {
            return Optional.ofNullable(future.get(SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (fine.isInstance(e.getCause())) {
                return Optional.empty();
            }
            throw unreachable(e.getCause() instanceof Exception cause ? cause : e);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private static TidewaterException unreachable(Exception cause) {
        return new TidewaterException(
                ErrorCode.UNREACHABLE,
                "Kafka does not do what the test needs: " + cause.getMessage(),
                "see what is wrong: tidewater status",
                cause);
    }

    /** Removes all that cases in a namespace have made. */
    void remove(Namespace namespace, Collection<String> topics, Collection<String> subjects) {
        deleteTopics(topics);
        if (topics().contains(SettingsOfTopics.TOPIC)) {
            send(SettingsOfTopics.takenBack(settings.read(), namespace.prefix()));
        }
        subjects.forEach(registry::delete);
        namespaces.drop(namespace.token());
        deleteFolder(scratch(namespace));
    }

    private static void deleteFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Flink may still be deleting there; the next run of tests finds it again.
        }
    }

    @Override
    public void close() {
        producer.close();
        settings.close();
        admin.close();
        lake.close();
        namespaces.close();
    }
}
