package dev.tidewater.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Works out the {@link Meaning} of each operator of a plan, from the sources on. A projection is looked through, so that an
 * operator means the same whichever columns others take from the same source. What is not known here means the same only if
 * everything that Flink writes of it is the same, and all that comes into it.
 */
final class Meanings {
    /** Rows go through these as they are. */
    private static final Set<String> PASSES = Set.of("exchange", "drop-update-before", "mini-batch-assigner");

    /** For these it does not matter how event time goes by. */
    private static final Set<String> WITHOUT_TIME =
            Set.of("group-aggregate", "join", "changelog-normalize", "sink", "union", "correlate", "calc");

    /** How a source is read, not what. A schema's version is seen in the columns. */
    private static final String NOT_OF_ROWS =
            "scan\\.startup\\..*|scan\\.parallelism|scan\\.watermark\\..*|scan\\.topic-partition-discovery.*|properties\\.group\\.id"
                    + "|properties\\.auto\\.offset\\.reset|sink\\..*|.*schema-id.*|key\\.fields|late-window|value\\.schema.*|key\\.schema.*";

    private final String surroundings;
    private final Map<Integer, Meaning> byId = new HashMap<>();

    /** @param surroundings what every operator's meaning hangs on, such as the time zone */
    Meanings(PlanGraph graph, String surroundings) {
        this.surroundings = surroundings;
        graph.all().forEach(this::of);
    }

    Meaning of(Operator operator) {
        Meaning known = byId.get(operator.id());
        if (known == null) {
            known = make(operator);
            byId.put(operator.id(), known);
        }
        return known;
    }

    /** What an operator remembers hangs on this: what it does, with which rows. */
    String stateOf(Operator operator) {
        return of(operator).rows();
    }

    /** What an operator does, without what comes into it. */
    String workOf(Operator operator) {
        return own(operator).toString();
    }

    private Meaning make(Operator operator) {
        List<Meaning> inputs = operator.inputs().stream().map(this::of).toList();
        if (operator.isSource()) {
            return source(operator);
        }
        if (PASSES.contains(operator.type()) && !inputs.isEmpty()) {
            return inputs.get(0);
        }
        return switch (operator.type()) {
            case "calc" -> calc(operator, inputs.get(0));
            case "watermark-assigner" ->
                new Meaning(
                        inputs.get(0).rows(),
                        digest("watermarks", inputs.get(0).time(), own(operator)),
                        inputs.get(0).columns());
            case "group-aggregate" -> groupAggregate(operator, inputs.get(0));
            default -> other(operator, inputs);
        };
    }

    private Meaning source(Operator source) {
        JsonNode table = source.tableJson().path("resolvedTable");
        Map<String, String> options = new TreeMap<>();
        table.path("options").properties().stream()
                .filter(option -> !option.getKey().matches(NOT_OF_ROWS))
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        Map<String, JsonNode> declared = new LinkedHashMap<>();
        table.path("schema")
                .path("columns")
                .forEach(column -> declared.put(column.path("name").asText(), column));
        List<Object> filters = new ArrayList<>();
        List<Object> times = new ArrayList<>();
        for (JsonNode ability : source.properties().path("scanTableSource").path("abilities")) {
            switch (ability.path("type").asText()) {
                case "ProjectPushDown", "ReadingMetadata" -> {}
                case "WatermarkPushDown", "SourceWatermark" -> times.add(withoutColumns(ability));
                default -> filters.add(ability);
            }
        }
        // Tables without options of their own are what they are called.
        String name = options.containsKey("topic") ? "" : source.table();
        String rows = digest("source", surroundings, name, options, filters);
        List<String> columns = RowFields.of(source.properties().path("outputType")).stream()
                .map(field -> digest(
                        rows,
                        field.name(),
                        field.type(),
                        declared.getOrDefault(field.name(), source.properties().objectNode())))
                .toList();
        return new Meaning(rows, digest(times, window(table)), columns);
    }

    /** A watermark that is pushed down names columns by their places in what is read. */
    private static Object withoutColumns(JsonNode ability) {
        ObjectNode copy = ability.deepCopy();
        copy.remove("producedType");
        copy.remove("watermarkExpr");
        return copy;
    }

    private static Object window(JsonNode table) {
        List<String> expressions = new ArrayList<>();
        table.path("schema")
                .path("watermarkSpecs")
                .forEach(spec -> expressions.add(spec.path("rowtimeAttribute").asText() + " "
                        + spec.path("expression").path("serializableString").asText()));
        return expressions;
    }

    private Meaning calc(Operator calc, Meaning input) {
        JsonNode condition = calc.properties().path("condition");
        String rows = condition.isMissingNode() || condition.isNull()
                ? input.rows()
                : digest("filter", input.rows(), resolved(condition, input));
        List<String> columns = new ArrayList<>();
        for (JsonNode expression : calc.properties().path("projection")) {
            String value = resolved(expression, input).toString();
            boolean isColumn = expression.path("kind").asText().equals("INPUT_REF");
            columns.add(
                    isColumn ? input.columns().get(expression.path("inputIndex").asInt()) : digest(value));
        }
        return new Meaning(rows, input.time(), columns);
    }

    /** An expression that names where values come from instead of their places. */
    private static JsonNode resolved(JsonNode expression, Meaning input) {
        if (expression.path("kind").asText().equals("INPUT_REF")) {
            ObjectNode resolved = expression.deepCopy();
            resolved.put(
                    "inputIndex",
                    input.columns().get(expression.path("inputIndex").asInt()));
            return resolved;
        }
        JsonNode copy = expression.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(resolved(field.getValue(), input)));
        } else if (copy instanceof com.fasterxml.jackson.databind.node.ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, resolved(array.get(i), input));
            }
        }
        return copy;
    }

    /** It keeps what is aggregated for each key, and nothing of the other columns. */
    private Meaning groupAggregate(Operator aggregate, Meaning input) {
        ObjectNode own = own(aggregate);
        // Whether the value before is given on, too: what is kept is the same.
        own.remove("generateUpdateBefore");
        List<String> keys = new ArrayList<>();
        own.path("grouping").forEach(key -> keys.add(input.columns().get(key.asInt())));
        List<Object> calls = new ArrayList<>();
        own.path("aggCalls").forEach(call -> {
            List<String> arguments = new ArrayList<>();
            call.path("argList").forEach(index -> arguments.add(input.columns().get(index.asInt())));
            int filter = call.path("filterArg").asInt(-1);
            ObjectNode copy = call.deepCopy();
            copy.remove("argList");
            copy.remove("filterArg");
            calls.add(List.of(copy, arguments, filter < 0 ? "" : input.columns().get(filter)));
        });
        own.remove("grouping");
        own.remove("aggCalls");
        return Meaning.made(
                digest("group-aggregate", surroundings, input.rows(), keys, calls, own),
                input.time(),
                width(aggregate));
    }

    private Meaning other(Operator operator, List<Meaning> inputs) {
        boolean isTimed = !WITHOUT_TIME.contains(operator.type());
        List<Object> all = new ArrayList<>(List.of(operator.type(), surroundings, own(operator)));
        inputs.forEach(input -> all.add(input.values() + (isTimed ? input.time() : "")));
        String time = digest(inputs.stream().map(Meaning::time).toList());
        return Meaning.made(digest(all.toArray()), time, width(operator));
    }

    private static int width(Operator operator) {
        return operator.isSink()
                ? 0
                : RowFields.of(operator.properties().path("outputType")).size();
    }

    /** Without what is only a number or a name. */
    private static ObjectNode own(Operator operator) {
        ObjectNode own = operator.properties().deepCopy();
        own.remove(List.of("id", "description", "outputType", "inputProperties", "localAggInputRowType"));
        own.path("aggCalls").forEach(call -> ((ObjectNode) call).remove("name"));
        own.path("namedWindowProperties").forEach(property -> ((ObjectNode) property).remove("name"));
        return own;
    }

    private static String digest(Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            String one = String.valueOf(part);
            text.append(one.length()).append(':').append(one);
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
