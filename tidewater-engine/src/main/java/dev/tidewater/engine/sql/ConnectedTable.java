package dev.tidewater.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table that a plan reads or writes.
 *
 * @param identifier {@code catalog.database.table}, as messages show it
 * @param options of the table; addresses are those of the stack
 */
public record ConnectedTable(String identifier, Map<String, String> options) {
    public ConnectedTable {
        options = Map.copyOf(options);
    }

    /** Topics of a Kafka table: one, several or, for a pattern, none. */
    public List<String> topics() {
        String topics = options.get("topic");
        return topics == null || !kafka() ? List.of() : List.of(topics.split("\\s*;\\s*"));
    }

    public boolean kafka() {
        String connector = options.getOrDefault("connector", "");
        return connector.equals("kafka") || connector.equals("upsert-kafka");
    }

    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(options.get("properties.bootstrap.servers"));
    }
}
