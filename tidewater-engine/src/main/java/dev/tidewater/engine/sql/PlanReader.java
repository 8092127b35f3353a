package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * Iceberg tables that several sinks write to, whose operators would go by the same ids: these are made of the table's name,
     * or of option {@code uid-suffix}.
     */
    List<String> tablesOfEqualSinks() {
        Set<List<String>> ids = new HashSet<>();
        return all("dynamicTableSink").stream()
                .filter(table -> table.options().getOrDefault("connector", "").equals("iceberg"))
                .filter(table ->
                        !ids.add(List.of(table.identifier(), table.options().getOrDefault("uid-suffix", ""))))
                .map(ConnectedTable::identifier)
                .distinct()
                .toList();
    }

    private List<ConnectedTable> tables(String role) {
        Map<String, ConnectedTable> tables = new TreeMap<>();
        all(role).forEach(table -> tables.putIfAbsent(table.identifier(), table));
        return new ArrayList<>(tables.values());
    }

    private List<ConnectedTable> all(String role) {
        List<ConnectedTable> tables = new ArrayList<>();
        for (JsonNode node : nodes) {
            JsonNode table = node.path(role).path("table");
            if (table.isMissingNode()) {
                continue;
            }
            Map<String, String> options = new TreeMap<>();
            table.path("resolvedTable")
                    .path("options")
                    .properties()
                    .forEach(option ->
                            options.put(option.getKey(), option.getValue().asText()));
            tables.add(new ConnectedTable(table.path("identifier").asText().replace("`", ""), options));
        }
        return tables;
    }
}
