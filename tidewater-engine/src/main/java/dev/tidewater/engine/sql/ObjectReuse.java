package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether the operators of a plan may hand each other the same row objects ({@code pipeline.object-reuse}), which spares a
 * copy of each row between any two of them. An operator that fills one object again and again, as projections do, must then
 * not be followed by one that keeps it, nor may one that changes a row share it with another. What is not known to be safe
 * is not.
 *
 * <p>Known are the operators of Flink 2.1 over RocksDB, whose state is bytes: rows that they keep are written and read again.
 * Rows go to another task as bytes, too.
 */
final class ObjectReuse {
    static final String OPTION = "pipeline.object-reuse";

    private static final String SCAN = "stream-exec-table-source-scan";
    private static final String SINK = "stream-exec-sink";
    private static final String EXCHANGE = "stream-exec-exchange";

    /** Those that look at a row, and let go of it. */
    private static final Set<String> PASSING = Set.of(
            SCAN,
            SINK,
            EXCHANGE,
            "stream-exec-calc",
            "stream-exec-union",
            "stream-exec-expand",
            "stream-exec-values",
            "stream-exec-correlate",
            "stream-exec-drop-update-before",
            "stream-exec-watermark-assigner",
            "stream-exec-window-table-function",
            "stream-exec-local-window-aggregate",
            "stream-exec-global-window-aggregate",
            "stream-exec-window-aggregate",
            "stream-exec-group-window-aggregate",
            "stream-exec-group-aggregate");

    /** Those that keep rows, in the state or as copies, and some of which write the kind of change into a row. */
    private static final Set<String> KEEPING = Set.of(
            "stream-exec-over-aggregate",
            "stream-exec-changelog-normalize",
            "stream-exec-deduplicate",
            "stream-exec-window-deduplicate",
            "stream-exec-rank",
            "stream-exec-window-rank",
            "stream-exec-join",
            "stream-exec-interval-join",
            "stream-exec-temporal-join",
            "stream-exec-window-join");

    /** Connectors that write a row at once. */
    private static final Set<String> CONNECTORS =
            Set.of("tidewater-kafka", "kafka", "upsert-kafka", "iceberg", "datagen", "blackhole", "print");

    /** Options that change what operators do with rows, and what they may say. */
    private static final Map<String, String> ASSUMED = Map.of(
            "state.backend.type", "rocksdb",
            "table.exec.mini-batch.enabled", "false",
            "table.exec.async-state.enabled", "false");

    private final JsonNode plan;
    private final Map<Integer, JsonNode> nodes = new TreeMap<>();

    private ObjectReuse(JsonNode plan) {
        this.plan = plan;
        plan.path("nodes").forEach(node -> nodes.put(node.path("id").asInt(), node));
    }

    /**
     * What is to be set for a pipeline; nothing if it must not be, or if its author has decided.
     *
     * @param plan Flink's compiled plan
     * @param preamble statements that make catalogs and functions
     * @param options of the session, those of the script among them
     */
    static Map<String, String> options(String plan, List<String> preamble, Map<String, String> options) {
        return options.containsKey(OPTION) || objection(plan, preamble, options).isPresent()
                ? Map.of()
                : Map.of(OPTION, "true");
    }

    /** What speaks against it. */
    static Optional<String> objection(String plan, List<String> preamble, Map<String, String> options) {
        for (Map.Entry<String, String> assumed : ASSUMED.entrySet()) {
            String value = options.getOrDefault(assumed.getKey(), assumed.getValue());
            if (!value.equalsIgnoreCase(assumed.getValue())) {
                return Optional.of(assumed.getKey() + " is " + value);
            }
        }
        // A function may keep what it is given.
        if (preamble.stream().anyMatch(ObjectReuse::createsAFunction)) {
            return Optional.of("it has a function of its own");
        }
        return new ObjectReuse(Json.tree(plan)).objection();
    }

    private static boolean createsAFunction(String statement) {
        return SqlScript.parse("", statement).statements().stream()
                .anyMatch(each -> each.kind() == SqlStatement.Kind.CREATE_FUNCTION);
    }

    private Optional<String> objection() {
        for (JsonNode node : nodes.values()) {
            String kind = kind(node);
            if (!PASSING.contains(kind) && !KEEPING.contains(kind)) {
                return Optional.of("operator " + kind + " is not known to be safe");
            }
            Optional<String> table = kind.equals(SINK)
                    ? tableObjection(node.path("dynamicTableSink").path("table"))
                    : kind.equals(SCAN)
                            ? tableObjection(node.path("scanTableSource").path("table"))
                            : Optional.empty();
            if (table.isPresent()) {
                return table;
            }
            List<Integer> consumers = consumers(node.path("id").asInt());
            if (consumers.size() > 1 && !kind.equals(EXCHANGE)) {
                Optional<String> shared = sharedObjection(consumers, new HashSet<>());
                if (shared.isPresent()) {
                    return shared;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> tableObjection(JsonNode table) {
        JsonNode options = table.path("resolvedTable").path("options");
        String connector = connector(table);
        if (!CONNECTORS.contains(connector)) {
            return Optional.of("connector " + connector + " of " + identifier(table) + " is not known to be safe");
        }
        String distribution = options.path("write.distribution-mode").asText("");
        return distribution.equalsIgnoreCase("range")
                ? Optional.of("rows of " + identifier(table) + " are collected for statistics")
                : Optional.empty();
    }

    /** Of a table in a compiled plan; none if it is not told. */
    static String connector(JsonNode table) {
        JsonNode options = table.path("resolvedTable").path("options");
        boolean isLake = options.has("src-catalog") || identifier(table).startsWith(Session.LAKE + ".");
        return options.path("connector").asText(isLake ? "iceberg" : "");
    }

    private static String identifier(JsonNode table) {
        return table.path("identifier").asText().replace("`", "");
    }

    /** Who of those that share a row could change it under the eyes of the others: up to where rows become bytes. */
    private Optional<String> sharedObjection(List<Integer> consumers, Set<Integer> seen) {
        for (Integer id : consumers) {
            JsonNode node = nodes.get(id);
            if (node == null || !seen.add(id) || kind(node).equals(EXCHANGE)) {
                continue;
            }
            if (KEEPING.contains(kind(node))
                    || node.path("requireUpsertMaterialize").asBoolean()) {
                return Optional.of("operator " + kind(node) + " shares its rows with another");
            }
            Optional<String> further = sharedObjection(consumers(id), seen);
            if (further.isPresent()) {
                return further;
            }
        }
        return Optional.empty();
    }

    private List<Integer> consumers(int id) {
        List<Integer> consumers = new ArrayList<>();
        for (JsonNode edge : plan.path("edges")) {
            if (edge.path("source").asInt() == id) {
                consumers.add(edge.path("target").asInt());
            }
        }
        return consumers;
    }

    /** Without its version. */
    private static String kind(JsonNode node) {
        return node.path("type").asText().replaceFirst("_\\d+$", "");
    }
}
