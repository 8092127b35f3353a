package dev.tidewater.flink.catalog;

import dev.tidewater.flink.registry.RegistryDownException;
import dev.tidewater.flink.registry.SchemaRegistry;
import dev.tidewater.flink.registry.SubjectVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the topics, none of it older than a few seconds. That a topic is not there is asked anew each time:
 * somebody may just have made it.
 */
final class TopicDirectory {
    private final KafkaCluster cluster;
    private final SettingsTopic settingsTopic;
    private final Optional<SchemaRegistry> registry;
    private final long ttlMillis;
    private final InstantSource clock;

    private @Nullable Known<Set<String>> names;
    private @Nullable Known<Map<String, TopicSettings>> settings;
    private final Map<String, Known<TopicFacts>> facts = new HashMap<>();

    private record Known<T>(T what, long since) {}

    TopicDirectory(
            KafkaCluster cluster,
            SettingsTopic settingsTopic,
            Optional<SchemaRegistry> registry,
            Duration ttl,
            InstantSource clock) {
        this.cluster = cluster;
        this.settingsTopic = settingsTopic;
        this.registry = registry;
        this.ttlMillis = ttl.toMillis();
        this.clock = clock;
    }

    /** Names of the topics that are tables, sorted. */
    synchronized List<String> tables() {
        return names().stream()
                .filter(name -> !Topics.isInternal(name))
                .sorted()
                .toList();
    }

    synchronized boolean exists(String topic) {
        if (Topics.isInternal(topic)) {
            return false;
        }
        if (!names().contains(topic)) {
            names = null;
        }
        return names().contains(topic);
    }

    /**
     * All about a topic; empty if there is none.
     *
     * @throws CatalogException if the cluster or the registry does not answer
     */
    synchronized Optional<TopicFacts> facts(String topic) {
        Known<TopicFacts> known = facts.get(topic);
        if (known != null && fresh(known)) {
            return Optional.of(known.what());
        }
        facts.remove(topic);
        if (!exists(topic)) {
            return Optional.empty();
        }
        Optional<TopicFacts> found = cluster.topic(topic)
                .map(description -> new TopicFacts(
                        topic,
                        description.partitions(),
                        description.cleanup(),
                        latest(topic, TopicFacts.keySubject(topic)),
                        latest(topic, TopicFacts.valueSubject(topic)),
                        settings(topic),
                        description.transactionLimit()));
        found.ifPresent(all -> facts.put(topic, now(all)));
        return found;
    }

    synchronized TopicSettings settings(String topic) {
        if (!names().contains(Topics.SETTINGS)) {
            return TopicSettings.NONE;
        }
        Known<Map<String, TopicSettings>> known = settings;
        if (known == null || !fresh(known)) {
            known = now(settingsTopic.read());
            settings = known;
        }
        return known.what().getOrDefault(topic, TopicSettings.NONE);
    }

    /** To be called after every change. */
    synchronized void forget() {
        names = null;
        settings = null;
        facts.clear();
    }

    private Set<String> names() {
        Known<Set<String>> known = names;
        if (known == null || !fresh(known)) {
            known = now(cluster.names());
            names = known;
        }
        return known.what();
    }

    private Optional<SubjectVersion> latest(String topic, String subject) {
        if (registry.isEmpty()) {
            return Optional.empty();
        }
        try {
            return registry.get().latest(subject);
        } catch (IOException e) {
            throw unanswered("the columns of topic \"" + topic + "\", which subject \"" + subject + "\" tells", e);
        }
    }

    static CatalogException unanswered(String what, IOException cause) {
        return Faults.of(
                "nothing is known of " + what + ": " + cause.getMessage(),
                cause instanceof RegistryDownException
                        ? "see whether it runs: tidewater status"
                        : "check that its address is the base of a Confluent-compatible API",
                cause);
    }

    private <T> Known<T> now(T what) {
        return new Known<>(what, clock.millis());
    }

    private boolean fresh(Known<?> known) {
        return clock.millis() - known.since() < ttlMillis;
    }
}
