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

    private static final String TELLING =
            "table\\.local-time-zone|table\\.exec\\..*|state\\..*|pipeline\\.max-parallelism";

    /** Told by operators, or of no account to what is kept. */
    private static final String SEEN_ELSEWHERE =
            "table\\.exec\\.(state\\.ttl|uid\\..*|iceberg\\..*|sink\\..*|source\\.idle-timeout|resource\\..*)";

    /** What results, and the form of state, hang on, and no operator tells: the time zone, what functions do. */
    String surroundings() {
        Map<String, String> telling = new TreeMap<>(settings);
        telling.keySet().removeIf(key -> !key.matches(TELLING) || key.matches(SEEN_ELSEWHERE));
        List<String> functions = preamble.stream()
                .filter(statement -> statement.toUpperCase(Locale.ROOT).contains("FUNCTION"))
                .toList();
        return telling + " " + functions;
    }
}
