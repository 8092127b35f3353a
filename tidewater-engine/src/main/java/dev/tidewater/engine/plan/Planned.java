package dev.tidewater.engine.plan;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A compiled pipeline.
 *
 * @param plan Flink's, JSON
 * @param settings that the script makes
 * @param preamble catalogs and functions that it creates
 */
public record Planned(String plan, Map<String, String> settings, List<String> preamble) {
    public Planned {
        settings = Map.copyOf(settings);
        preamble = List.copyOf(preamble);
    }

    /** What results, and the form of state, hang on, and no operator tells: the time zone, what functions do. */
    String surroundings() {
        Map<String, String> telling = new TreeMap<>(settings);
        telling.keySet()
                .removeIf(key -> !key.equals("table.local-time-zone")
                        && !key.startsWith("state.")
                        && !key.equals("pipeline.max-parallelism"));
        List<String> functions = preamble.stream()
                .filter(statement -> statement.toUpperCase(Locale.ROOT).contains("FUNCTION"))
                .toList();
        return telling + " " + functions;
    }
}
