package dev.tidewater.engine.check.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampKind;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * An operator of the compiled plan: what EXPLAIN does not show, types above all.
 *
 * @param type for example {@code group-aggregate}
 * @param properties as Flink writes them
 * @param columns what it gives to the next, in order; only those whose types are plain or times
 * @param inputs left before right
 */
public record CompiledNode(
        String type, JsonNode properties, Map<String, LogicalType> columns, List<CompiledNode> inputs) {
    public CompiledNode {
        inputs = List.copyOf(inputs);
    }

    /** This node and those below it, each before its inputs. */
    public Stream<CompiledNode> all() {
        return Stream.concat(Stream.of(this), inputs.stream().flatMap(CompiledNode::all));
    }

    public Stream<CompiledNode> all(String wanted) {
        return all().filter(node -> node.type.equals(wanted));
    }

    /** @param plan with one sink */
    static CompiledNode read(String plan) {
        JsonNode tree = Json.tree(plan);
        Map<Integer, JsonNode> nodes = new LinkedHashMap<>();
        tree.path("nodes").forEach(node -> nodes.put(node.path("id").asInt(), node));
        Map<Integer, List<Integer>> inputs = new HashMap<>();
        List<Integer> last = new ArrayList<>(nodes.keySet());
        tree.path("edges").forEach(edge -> {
            inputs.computeIfAbsent(edge.path("target").asInt(), id -> new ArrayList<>())
                    .add(edge.path("source").asInt());
            last.remove((Integer) edge.path("source").asInt());
        });
        return read(last.get(last.size() - 1), nodes, inputs);
    }

    private static CompiledNode read(int id, Map<Integer, JsonNode> nodes, Map<Integer, List<Integer>> inputs) {
        JsonNode node = Objects.requireNonNull(nodes.get(id));
        return new CompiledNode(
                node.path("type").asText().replaceFirst("^stream-exec-", "").replaceFirst("_\\d+$", ""),
                node,
                columns(node.path("outputType")),
                inputs.getOrDefault(id, List.of()).stream()
                        .map(input -> read(input, nodes, inputs))
                        .toList());
    }

    private static Map<String, LogicalType> columns(JsonNode type) {
        Map<String, LogicalType> columns = new LinkedHashMap<>();
        if (type.isTextual()) {
            LogicalType row = LogicalTypeParser.parse(type.asText(), CompiledNode.class.getClassLoader());
            if (row instanceof RowType fields) {
                fields.getFields().forEach(field -> columns.put(field.getName(), field.getType()));
            }
            return columns;
        }
        for (JsonNode field : type.path("fields")) {
            JsonNode fieldType = field.path("fieldType");
            if (fieldType.isTextual()) {
                columns.put(
                        field.path("name").asText(),
                        LogicalTypeParser.parse(fieldType.asText(), CompiledNode.class.getClassLoader()));
            } else if (fieldType.has("kind")) {
                columns.put(field.path("name").asText(), time(fieldType));
            }
        }
        return columns;
    }

    /** A time attribute is written in parts. */
    private static LogicalType time(JsonNode type) {
        boolean nullable = type.path("nullable").asBoolean(true);
        TimestampKind kind = TimestampKind.valueOf(type.path("kind").asText());
        int precision = type.path("precision").asInt();
        return type.path("type").asText().equals("TIMESTAMP_WITH_LOCAL_TIME_ZONE")
                ? new LocalZonedTimestampType(nullable, kind, precision)
                : new TimestampType(nullable, kind, precision);
    }
}
