package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a compiled plan says of the columns of the tables that it reads. */
public final class PlanTables {
    private static final Pattern LITERAL_INTERVAL = Pattern.compile("\"value\":\"?(\\d+)\"?");

    private PlanTables() {}

    /**
     * The columns that records hold, and how time goes by.
     *
     * @param columns SQL types by name, in order
     * @param key columns of the primary key
     * @param rowtime the column that the watermark follows; empty without one
     * @param tolerance how far the watermark stays behind; empty if that cannot be told
     */
    public record Columns(
            List<TopicTable.Column> columns, List<String> key, Optional<String> rowtime, Optional<Duration> tolerance) {
        public Columns {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }
    }

    /** Of each source, by identifier. */
    public static Map<String, Columns> sources(String plan) {
        Map<String, Columns> tables = new TreeMap<>();
        for (JsonNode node : Json.tree(plan).path("nodes")) {
            JsonNode table = node.path("scanTableSource").path("table");
            if (!table.isMissingNode()) {
                String identifier = table.path("identifier").asText().replace("`", "");
                tables.putIfAbsent(
                        identifier, columns(table.path("resolvedTable").path("schema")));
            }
        }
        return tables;
    }

    /** What Flink calls the sources of a job that read tables of a catalog, such as {@code orders[3]}. */
    public static List<String> sourceNames(String plan, String catalog) {
        List<String> names = new ArrayList<>();
        for (JsonNode node : Json.tree(plan).path("nodes")) {
            String identifier = node.path("scanTableSource")
                    .path("table")
                    .path("identifier")
                    .asText()
                    .replace("`", "");
            if (identifier.startsWith(catalog + ".")) {
                String table = identifier.substring(identifier.lastIndexOf('.') + 1);
                names.add(table + "[" + node.path("id").asText() + "]");
            }
        }
        return names;
    }

    private static Columns columns(JsonNode schema) {
        List<TopicTable.Column> columns = new ArrayList<>();
        for (JsonNode column : schema.path("columns")) {
            String kind = column.path("kind").asText("PHYSICAL");
            if (kind.equals("PHYSICAL")) {
                JsonNode type = column.path("dataType");
                columns.add(new TopicTable.Column(column.path("name").asText(), type(type)));
            }
        }
        List<String> key = new ArrayList<>();
        schema.path("primaryKey").path("columns").forEach(column -> key.add(column.asText()));
        JsonNode watermark = schema.path("watermarkSpecs").path(0);
        return new Columns(
                columns,
                key,
                Optional.of(watermark.path("rowtimeAttribute").asText()).filter(name -> !name.isEmpty()),
                tolerance(watermark.path("expression").path("rexNode")));
    }

    /** A time attribute is written with its kind. */
    private static String type(JsonNode type) {
        if (type.isTextual()) {
            return type.asText();
        }
        String name = type.path("type").asText(type.path("logicalType").asText("?"));
        return switch (name) {
            case "TIMESTAMP_WITHOUT_TIME_ZONE" -> "TIMESTAMP(3)";
            case "TIMESTAMP_WITH_LOCAL_TIME_ZONE" -> "TIMESTAMP_LTZ(3)";
            default -> name;
        };
    }

    /** Of {@code column - INTERVAL}, or of the column itself. */
    private static Optional<Duration> tolerance(JsonNode expression) {
        if (expression.path("kind").asText().equals("INPUT_REF")) {
            return Optional.of(Duration.ZERO);
        }
        if (!expression.path("internalName").asText().contains("-")) {
            return Optional.empty();
        }
        Matcher literal = LITERAL_INTERVAL.matcher(expression.toString());
        return literal.find() ? Optional.of(Duration.ofMillis(Long.parseLong(literal.group(1)))) : Optional.empty();
    }
}
