package dev.tidewater.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table that a plan reads or writes.
 *
 * @param identifier {@code catalog.database.table}, as messages show it
 * @param options of the table; addresses are those of the stack
 */
public record ConnectedTable(String identifier, Map<String, String> options) {
    /** Flink's connectors, and the one of the tables of catalog {@code kafka}. */
    private static final Set<String> KAFKA = Set.of("kafka", "upsert-kafka", "tidewater-kafka");

    public ConnectedTable {
        options = Map.copyOf(options);
    }

    /** Topics of a Kafka table: one, several or, for a pattern, none. */
    public List<String> topics() {
        String topics = options.get("topic");
        return topics == null || !kafka() ? List.of() : List.of(topics.split("\\s*;\\s*"));
    }

    public boolean kafka() {
        return KAFKA.contains(options.getOrDefault("connector", ""));
    }

    /** Whether it is the table of a topic, whose bad records are to be kept by the same job. */
    boolean setsBadRecordsAside() {
        return options.getOrDefault("connector", "").equals("tidewater-kafka")
                && options.getOrDefault("bad-records", "").equals("dead-letter")
                && !options.getOrDefault("records", "").equals("bad");
    }

    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(options.get("properties.bootstrap.servers"));
    }
}
