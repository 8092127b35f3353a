package dev.tidewater.engine.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.CompiledNode;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.SqlTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** What several rules ask of aggregate functions. */
final class Aggregates {
    private static final Set<String> WHOLE = Set.of("TINYINT", "SMALLINT", "INTEGER", "INT", "BIGINT");

    private Aggregates() {}

    /**
     * A call in the compiled plan.
     *
     * @param function Flink's name of it, for example {@code SUM}
     * @param type of its result, without NOT NULL
     * @param column that it is of; a name such as {@code $f1} if it is of an expression
     */
    record Call(String function, String type, String column) {}

    static List<Call> calls(CompiledNode node) {
        List<Call> calls = new ArrayList<>();
        if (node.type().startsWith("global-") || node.inputs().isEmpty()) {
            return calls;
        }
        List<String> columns = columns(node.inputs().get(0));
        for (JsonNode list : node.properties().findValues("aggCalls")) {
            for (JsonNode call : list) {
                int argument = call.path("argList").path(0).asInt(-1);
                calls.add(new Call(
                        function(call),
                        type(call),
                        argument >= 0 && argument < columns.size() ? columns.get(argument) : ""));
            }
        }
        return calls;
    }

    /** {@code $SUM$1} is SUM, {@code $$SUM0$1} is SUM0. */
    static String function(JsonNode call) {
        return call.path("internalName").asText().replaceAll("^\\$+|\\$\\d+$", "");
    }

    static String type(JsonNode expression) {
        return expression.path("type").asText().replace(" NOT NULL", "");
    }

    static boolean isWhole(String type) {
        return WHOLE.contains(type);
    }

    /** All that an operator gives to the next, in order. */
    static List<String> columns(CompiledNode node) {
        List<String> names = new ArrayList<>();
        JsonNode type = node.properties().path("outputType");
        if (type.isObject()) {
            type.path("fields").forEach(field -> names.add(field.path("name").asText()));
            return names;
        }
        return List.copyOf(node.columns().keySet());
    }

    /** The call of a function over a column, or else the only one of an expression. */
    static Place place(CheckedInsert insert, String function, String column) {
        return written(insert, function, column)
                .map(call -> call.text().at(call.call()))
                .orElseGet(insert.statement()::target);
    }

    /** Where it is written. */
    record Written(CheckedStatement text, SqlCall call) {}

    static Optional<Written> written(CheckedInsert insert, String function, String column) {
        List<Written> others = new ArrayList<>();
        for (CheckedStatement text : insert.texts()) {
            for (SqlCall call : text.calls(function)) {
                SqlNode argument = call.operandCount() > 0 ? call.operand(0) : call;
                if (argument instanceof SqlIdentifier name
                        && SqlTrees.last(name).equals(column)) {
                    return Optional.of(new Written(text, call));
                }
                if (!(argument instanceof SqlIdentifier)) {
                    others.add(new Written(text, call));
                }
            }
        }
        return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
    }
}
