package dev.tidewater.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A node of a compiled plan.
 *
 * @param id by which the operators that Flink makes of it find their state: {@code ID_NAME} is their uid
 * @param type without prefix and version, for example {@code group-aggregate}
 * @param properties as Flink writes them
 * @param inputs left before right
 */
record Operator(int id, String type, ObjectNode properties, List<Operator> inputs) {
    /** What keeps nothing from one row to the next. Whatever is not known here is taken to remember something. */
    private static final Set<String> WITHOUT_MEMORY = Set.of(
            "calc",
            "correlate",
            "exchange",
            "union",
            "values",
            "expand",
            "watermark-assigner",
            "drop-update-before",
            "mini-batch-assigner",
            "local-group-aggregate",
            "local-window-aggregate");

    Operator {
        inputs = List.copyOf(inputs);
    }

    boolean isSource() {
        return type.equals("table-source-scan");
    }

    boolean isSink() {
        return type.equals("sink");
    }

    /** Whether it has state under its id. Positions in topics, and files that a sink has yet to commit, do not count. */
    boolean remembers() {
        if (isSink()) {
            return properties.path("requireUpsertMaterialize").asBoolean();
        }
        if (type.equals("window-table-function")) {
            return properties
                    .path("windowing")
                    .toString()
                    .toLowerCase(Locale.ROOT)
                    .contains("session");
        }
        return !isSource() && !WITHOUT_MEMORY.contains(type);
    }

    /** Of the table that it reads or writes: {@code catalog.database.table}. */
    String table() {
        return tableJson().path("identifier").asText().replace("`", "");
    }

    /** By what a sink finds the files that it has yet to commit. */
    String sinkName() {
        String suffix = option("uid-suffix");
        return suffix.isEmpty() ? table() : table() + " " + suffix;
    }

    JsonNode tableJson() {
        return properties
                .path(isSink() ? "dynamicTableSink" : "scanTableSource")
                .path("table");
    }

    String option(String key) {
        return tableJson().path("resolvedTable").path("options").path(key).asText();
    }

    /** As EXPLAIN would show it. */
    String description() {
        return properties.path("description").asText();
    }

    /** Itself and all that it takes rows from. */
    Set<Operator> upstream() {
        Set<Operator> all = new TreeSet<>((a, b) -> Integer.compare(a.id, b.id));
        collect(all);
        return all;
    }

    private void collect(Set<Operator> all) {
        if (all.add(this)) {
            inputs.forEach(input -> input.collect(all));
        }
    }
}
