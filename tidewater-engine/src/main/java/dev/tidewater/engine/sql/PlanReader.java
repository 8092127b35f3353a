package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads from a compiled plan which tables it connects. */
final class PlanReader {
    private final JsonNode nodes;

    PlanReader(String plan) {
        nodes = Json.tree(plan).path("nodes");
    }

    List<ConnectedTable> sources() {
        return tables("scanTableSource");
    }

    List<ConnectedTable> sinks() {
        return tables("dynamicTableSink");
    }

    private List<ConnectedTable> tables(String role) {
        Map<String, ConnectedTable> tables = new TreeMap<>();
        for (JsonNode node : nodes) {
            JsonNode table = node.path(role).path("table");
            if (table.isMissingNode()) {
                continue;
            }
            String identifier = table.path("identifier").asText().replace("`", "");
            Map<String, String> options = new TreeMap<>();
            table.path("resolvedTable")
                    .path("options")
                    .properties()
                    .forEach(option ->
                            options.put(option.getKey(), option.getValue().asText()));
            tables.putIfAbsent(identifier, new ConnectedTable(identifier, options));
        }
        return new ArrayList<>(tables.values());
    }
}
