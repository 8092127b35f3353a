package dev.tidewater.engine.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the records of a topic are made of rows.
 *
 * @param schema file of its schema, in Avro, or by its name in Protobuf ({@code .proto}) or JSON Schema ({@code .json})
 * @param key columns whose values make the record's key
 * @param timestamp column that becomes the record's timestamp
 * @param settings what {@code ALTER TABLE} would set of it, and {@code cleanup.policy}
 * @param defaults what rows have that do not say otherwise
 */
record TopicSpec(
        Mark mark,
        Optional<Path> schema,
        List<String> key,
        Optional<String> timestamp,
        Map<String, String> settings,
        Map<String, GivenValue> defaults) {
    TopicSpec {
        key = List.copyOf(key);
        settings = Map.copyOf(settings);
        defaults = Map.copyOf(defaults);
    }

    static TopicSpec none(Mark mark) {
        return new TopicSpec(mark, Optional.empty(), List.of(), Optional.empty(), Map.of(), Map.of());
    }
}
