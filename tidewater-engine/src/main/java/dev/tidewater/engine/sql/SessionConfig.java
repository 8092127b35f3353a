package dev.tidewater.engine.sql;

import java.util.Map;
import java.util.TreeMap;

/**
 * What every Flink session of a target knows: where its cluster is, its {@code lake} catalog, and its options.
 *
 * @param flink options of the sessions, in Flink's words
 * @param lake options of the {@code lake} catalog; no secrets, for Flink copies them into plans and its web UI
 */
public record SessionConfig(Map<String, String> flink, Map<String, String> lake) {
    public SessionConfig {
        flink = Map.copyOf(flink);
        lake = Map.copyOf(lake);
    }

    SessionConfig with(Map<String, String> more) {
        Map<String, String> options = new TreeMap<>(flink);
        options.putAll(more);
        return new SessionConfig(options, lake);
    }
}
