package dev.tidewater.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What every Flink session of a target knows: where its cluster is, its catalogs {@code lake} and {@code kafka}, and its options.
 *
 * @param flink options of the sessions, in Flink's words
 * @param lake options of the {@code lake} catalog; no secrets, for Flink copies them into plans and its web UI
 * @param topics options of the {@code kafka} catalog; empty if there is none
 * @param functions where functions of the user's come from; absent if there can be none
 */
public record SessionConfig(
        Map<String, String> flink,
        Map<String, String> lake,
        Map<String, String> topics,
        Optional<FunctionFolder> functions) {
    public SessionConfig {
        flink = Map.copyOf(flink);
        lake = Map.copyOf(lake);
        topics = Map.copyOf(topics);
    }

    /** One without functions of the user's. */
    public SessionConfig(Map<String, String> flink, Map<String, String> lake, Map<String, String> topics) {
        this(flink, lake, topics, Optional.empty());
    }

    /** The same with the functions of a project. */
    public SessionConfig withFunctions(FunctionFolder folder) {
        return new SessionConfig(flink, lake, topics, Optional.of(folder));
    }

    /** As {@link FunctionFolder#identity}. */
    public List<String> identity(SqlScript script) {
        return functions.map(folder -> folder.identity(script)).orElseGet(script::normalised);
    }

    /** The same for sessions that see the topics and lake tables of a namespace only, by the names that they have outside. */
    public SessionConfig in(Namespace namespace) {
        Map<String, String> ownLake = new TreeMap<>(lake);
        ownLake.put("base-namespace", namespace.token());
        Map<String, String> ownTopics = new TreeMap<>(topics);
        if (!topics.isEmpty()) {
            ownTopics.put("topic.prefix", namespace.prefix());
        }
        return new SessionConfig(flink, ownLake, ownTopics, functions);
    }

    SessionConfig with(Map<String, String> more) {
        Map<String, String> options = new TreeMap<>(flink);
        options.putAll(more);
        return new SessionConfig(options, lake, topics, functions);
    }

    /** The same for sessions that read of a topic what it holds when they begin. */
    SessionConfig upToNow() {
        return withTopics("latest-offset");
    }

    /** The same for sessions to which topics have no end, whether they can read such or not. */
    SessionConfig withoutEnd() {
        return withTopics("unbounded");
    }

    private SessionConfig withTopics(String end) {
        if (topics.isEmpty()) {
            return this;
        }
        Map<String, String> options = new TreeMap<>(topics);
        options.put("scan.bounded.mode", end);
        return new SessionConfig(flink, lake, options, functions);
    }

    /** The same for sessions that pass over what they cannot decode: nobody would take it. */
    SessionConfig withoutBadRecords() {
        if (topics.isEmpty()) {
            return this;
        }
        Map<String, String> options = new TreeMap<>(topics);
        options.put("bad-records", "skip");
        return new SessionConfig(flink, lake, options, functions);
    }

    /** The same without catalog {@code kafka}. */
    SessionConfig withoutTopics() {
        return new SessionConfig(flink, lake, Map.of(), functions);
    }
}
