package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.jspecify.annotations.Nullable;

/**
 * A compiled plan without what costs time at each row and changes none. The planner casts columns to the types that a table
 * gives them, even where no value differs by it: one that is never null to one that may be, milliseconds to microseconds. Such a
 * projection copies each row, its text included. Operators with state stay as they are, under their ids, so a job finds its
 * state in a savepoint of either form of the plan.
 *
 * <p>A sink that is given the rows which its projection got may see more columns than its table has, behind them. That is done
 * only to sinks which are known to go by the places of columns.
 */
final class ShortPlan {
    private static final String SCAN = "stream-exec-table-source-scan";
    private static final String CALC = "stream-exec-calc";
    private static final String SINK = "stream-exec-sink";
    /** Its source makes the values that a row's type asks for, whatever precision that has. */
    private static final String TOPIC = "tidewater-kafka";

    private static final Set<String> SINKS = Set.of("iceberg", "blackhole", TOPIC);

    private final ObjectNode plan;
    private final Map<Integer, ObjectNode> nodes = new TreeMap<>();

    private ShortPlan(ObjectNode plan) {
        this.plan = plan;
        plan.path("nodes").forEach(node -> nodes.put(node.path("id").asInt(), (ObjectNode) node));
    }

    /**
     * As it is, if it has types that cannot be read here: classes of functions may be known to their job only.
     *
     * @param plan Flink's, as JSON
     */
    static String of(String plan) {
        try {
            return shortened(plan);
        } catch (ValidationException e) {
            return plan;
        }
    }

    private static String shortened(String plan) {
        ShortPlan made = new ShortPlan((ObjectNode) Json.tree(plan));
        List<ObjectNode> all = List.copyOf(made.nodes.values());
        all.stream().filter(ShortPlan::isPatientSink).forEach(made::spareProjection);
        made.nodes.values().stream().filter(node -> is(node, CALC)).forEach(ShortPlan::spareCasts);
        return made.plan.toString();
    }

    /** Whether a node appends rows as they come, and does not mind further columns. */
    private static boolean isPatientSink(JsonNode node) {
        JsonNode changes = node.path("inputChangelogMode");
        return is(node, SINK)
                && changes.size() == 1
                && changes.path(0).asText().equals("INSERT")
                && !node.path("requireUpsertMaterialize").asBoolean()
                && SINKS.contains(
                        ObjectReuse.connector(node.path("dynamicTableSink").path("table")));
    }

    /** Gives a sink the rows that its projection gets, if that only hands them on. */
    private void spareProjection(JsonNode sink) {
        ObjectNode projection = onlyInput(sink);
        ObjectNode from = projection == null ? null : onlyInput(projection);
        if (projection == null
                || from == null
                || !is(projection, CALC)
                || consumers(projection) != 1
                || !projection.path("condition").isNull()
                // A time attribute that the table lacks would become the time of the records that are written.
                || !from.path("outputType").isTextual()) {
            return;
        }
        Map<Integer, LogicalType> finer = new HashMap<>();
        int place = 0;
        for (JsonNode expression : projection.path("projection")) {
            JsonNode column = column(expression, ShortPlan::isAtLeastAsFine);
            if (column == null || column.path("inputIndex").asInt() != place) {
                return;
            }
            LogicalType type = type(column.path("type"));
            LogicalType wanted =
                    type(expression.path("type").isMissingNode() ? column.path("type") : expression.path("type"));
            if (!type.copy(true).equals(wanted.copy(true))) {
                finer.put(place, wanted.copy(type.isNullable()));
            }
            place++;
        }
        if (finer.isEmpty() || refine(from, finer)) {
            replace(projection, from);
        }
    }

    /** Has the reader of a topic declare columns in another precision; false if somebody else than the projection sees them. */
    private boolean refine(ObjectNode scan, Map<Integer, LogicalType> finer) {
        JsonNode source = scan.path("scanTableSource");
        if (!is(scan, SCAN)
                || consumers(scan) != 1
                || !ObjectReuse.connector(source.path("table")).equals(TOPIC)
                || !source.path("abilities").isArray()) {
            return false;
        }
        List<ObjectNode> producing = new ArrayList<>();
        for (JsonNode ability : source.path("abilities")) {
            for (JsonNode column : ability.path("watermarkExpr").findParents("inputIndex")) {
                if (finer.containsKey(column.path("inputIndex").asInt())) {
                    return false;
                }
            }
            if (!ability.path("producedType").isTextual()) {
                return false;
            }
            producing.add((ObjectNode) ability);
        }
        if (producing.isEmpty()) {
            return false;
        }
        producing.forEach(ability -> refine(ability, "producedType", finer));
        refine(scan, "outputType", finer);
        return true;
    }

    private static void refine(ObjectNode node, String property, Map<Integer, LogicalType> finer) {
        RowType row = (RowType) type(node.path(property));
        List<RowType.RowField> fields = new ArrayList<>();
        for (RowType.RowField field : row.getFields()) {
            LogicalType type = finer.getOrDefault(fields.size(), field.getType());
            fields.add(new RowType.RowField(field.getName(), type));
        }
        node.put(property, new RowType(row.isNullable(), fields).asSerializableString());
    }

    /** Turns casts that do nothing but allow nulls into the columns that they are of. */
    private static void spareCasts(ObjectNode calc) {
        ArrayNode projection = (ArrayNode) calc.path("projection");
        for (int i = 0; i < projection.size(); i++) {
            JsonNode column = column(projection.get(i), Types::differInNullsOnly);
            if (column != null) {
                projection.set(i, column);
            }
        }
    }

    private record Types(LogicalType from, LogicalType to) {
        boolean differInNullsOnly() {
            return from.copy(true).equals(to);
        }
    }

    /** Whether any value is the same in the other type. */
    private static boolean isAtLeastAsFine(Types types) {
        if (types.differInNullsOnly()) {
            return true;
        }
        if (types.from() instanceof LocalZonedTimestampType from && types.to() instanceof LocalZonedTimestampType to) {
            return to.getPrecision() >= from.getPrecision();
        }
        return types.from() instanceof TimestampType from
                && types.to() instanceof TimestampType to
                && to.getPrecision() >= from.getPrecision();
    }

    /** The column that an expression is, as it is or in a type that will do; null if it is something else. */
    private static @Nullable JsonNode column(JsonNode expression, Predicate<Types> willDo) {
        if (isColumn(expression)) {
            return expression;
        }
        JsonNode operand = expression.path("operands").path(0);
        boolean isCast = expression.path("internalName").asText().equals("$CAST$1")
                && isColumn(operand)
                && operand.path("type").isTextual()
                && expression.path("type").isTextual();
        return isCast && willDo.test(new Types(type(operand.path("type")), type(expression.path("type"))))
                ? operand
                : null;
    }

    private static boolean isColumn(JsonNode expression) {
        return expression.path("kind").asText().equals("INPUT_REF");
    }

    private static LogicalType type(JsonNode text) {
        return LogicalTypeParser.parse(text.asText(), ShortPlan.class.getClassLoader());
    }

    private static boolean is(JsonNode node, String kind) {
        return node.path("type").asText().startsWith(kind + "_");
    }

    private @Nullable ObjectNode onlyInput(JsonNode node) {
        ObjectNode input = null;
        for (JsonNode edge : plan.path("edges")) {
            if (edge.path("target").equals(node.path("id"))) {
                if (input != null || !edge.path("shuffle").path("type").asText().equals("FORWARD")) {
                    return null;
                }
                input = nodes.get(edge.path("source").asInt());
            }
        }
        return input;
    }

    private int consumers(JsonNode node) {
        int consumers = 0;
        for (JsonNode edge : plan.path("edges")) {
            consumers += edge.path("source").equals(node.path("id")) ? 1 : 0;
        }
        return consumers;
    }

    /** Takes a node out, between its only input and whom it feeds. */
    private void replace(JsonNode node, JsonNode input) {
        ArrayNode edges = (ArrayNode) plan.path("edges");
        for (int i = edges.size() - 1; i >= 0; i--) {
            if (edges.get(i).path("target").equals(node.path("id"))) {
                edges.remove(i);
            } else if (edges.get(i).path("source").equals(node.path("id"))) {
                ((ObjectNode) edges.get(i)).set("source", input.path("id"));
            }
        }
        ArrayNode all = (ArrayNode) plan.path("nodes");
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i) == node) {
                all.remove(i);
            }
        }
        nodes.remove(node.path("id").asInt());
    }
}
