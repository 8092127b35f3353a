package dev.tidewater.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The operators of a compiled plan, each after its inputs. */
final class PlanGraph {
    private final ObjectNode json;
    private final Map<Integer, Operator> operators = new LinkedHashMap<>();

    private PlanGraph(ObjectNode json) {
        this.json = json;
    }

    static PlanGraph read(String plan) {
        PlanGraph graph = new PlanGraph((ObjectNode) Json.tree(plan));
        Map<Integer, ObjectNode> nodes = new LinkedHashMap<>();
        graph.json.path("nodes").forEach(node -> nodes.put(node.path("id").asInt(), (ObjectNode) node));
        Map<Integer, List<Integer>> inputs = new HashMap<>();
        for (JsonNode edge : graph.json.path("edges")) {
            inputs.computeIfAbsent(edge.path("target").asInt(), target -> new ArrayList<>())
                    .add(edge.path("source").asInt());
        }
        nodes.keySet().forEach(id -> graph.add(id, nodes, inputs));
        return graph;
    }

    private Operator add(int id, Map<Integer, ObjectNode> nodes, Map<Integer, List<Integer>> inputs) {
        Operator known = operators.get(id);
        if (known != null) {
            return known;
        }
        List<Operator> before = new ArrayList<>();
        inputs.getOrDefault(id, List.of()).forEach(input -> before.add(add(input, nodes, inputs)));
        ObjectNode node = nodes.getOrDefault(id, json.objectNode());
        String type =
                node.path("type").asText().replaceFirst("^stream-exec-", "").replaceFirst("_\\d+$", "");
        Operator operator = new Operator(id, type, node, before);
        operators.put(id, operator);
        return operator;
    }

    List<Operator> all() {
        return List.copyOf(operators.values());
    }

    Stream<Operator> sources() {
        return operators.values().stream().filter(Operator::isSource);
    }

    Stream<Operator> sinks() {
        return operators.values().stream().filter(Operator::isSink);
    }

    /** Tables that rows of an operator end up in. */
    Set<String> tablesBehind(Operator operator) {
        Set<String> tables = new TreeSet<>();
        sinks().filter(sink -> sink.upstream().contains(operator)).forEach(sink -> tables.add(sink.table()));
        return tables;
    }

    int highestId() {
        return operators.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The plan with other ids. */
    String withIds(Map<Integer, Integer> ids) {
        ObjectNode copy = json.deepCopy();
        copy.path("nodes")
                .forEach(node ->
                        ((ObjectNode) node).put("id", ids.get(node.path("id").asInt())));
        copy.path("edges").forEach(edge -> {
            ObjectNode one = (ObjectNode) edge;
            one.put("source", ids.get(edge.path("source").asInt()));
            one.put("target", ids.get(edge.path("target").asInt()));
        });
        return copy.toString();
    }
}
