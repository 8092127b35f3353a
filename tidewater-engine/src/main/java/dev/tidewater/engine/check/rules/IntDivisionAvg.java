package dev.tidewater.engine.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.CompiledNode;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import dev.tidewater.model.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** Whole numbers divided give a whole number; a column with decimals gets it with zeros. */
final class IntDivisionAvg implements Rule {
    private static final Set<LogicalTypeRoot> WITH_DECIMALS =
            Set.of(LogicalTypeRoot.DOUBLE, LogicalTypeRoot.FLOAT, LogicalTypeRoot.DECIMAL);

    @Override
    public String id() {
        return "int-division-avg";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            List<ColumnFacts> columns = insert.target().columns().stream()
                    .filter(column -> column.kind() == ColumnFacts.Kind.PHYSICAL)
                    .toList();
            CompiledNode query = insert.compiled().inputs().get(0);
            if (Aggregates.columns(query).size() != columns.size()) {
                continue;
            }
            for (int i = 0; i < columns.size(); i++) {
                ColumnFacts column = columns.get(i);
                if (WITH_DECIMALS.contains(column.type().getTypeRoot())) {
                    for (String operator :
                            operators(query, i).stream().distinct().toList()) {
                        report(insert, column, operator, findings);
                    }
                }
            }
        }
    }

    private static void report(CheckedInsert insert, ColumnFacts column, String operator, Findings findings) {
        // Over rows Flink makes an average of a sum and a count.
        boolean isAverage = operator.equals("AVG")
                || insert.texts().stream().allMatch(text -> text.calls("/").isEmpty());
        findings.add(
                place(insert, isAverage ? "AVG" : operator),
                (isAverage ? "the average of whole numbers" : "a whole number divided by a whole number")
                        + " gives a whole number here: \"" + column.name() + "\" of \""
                        + insert.target().shown() + "\" loses what comes after the point",
                isAverage
                        ? "cast first: AVG(CAST(n AS DOUBLE)), or AS DECIMAL(18, 4)"
                        : "cast one of the two first: CAST(a AS DOUBLE) / b, or AS DECIMAL(18, 4)");
    }

    /** What of this makes a column: AVG and / where they are of whole numbers. */
    private static List<String> operators(CompiledNode node, int column) {
        JsonNode projection = node.properties().path("projection");
        if (node.type().equals("calc")) {
            return ofExpression(projection.path(column), node.inputs().get(0));
        }
        List<JsonNode> lists = node.properties().findValues("aggCalls");
        if (!lists.isEmpty()) {
            JsonNode grouping = node.properties().path("grouping");
            JsonNode call = lists.get(0).path(column - grouping.size());
            if (column < grouping.size()) {
                return operators(node.inputs().get(0), grouping.path(column).asInt());
            }
            if (Aggregates.function(call).equals("AVG") && Aggregates.isWhole(Aggregates.type(call))) {
                return List.of("AVG");
            }
            return node.type().startsWith("global-") || call.path("argList").isEmpty()
                    ? List.of()
                    : operators(
                            node.inputs().get(0), call.path("argList").path(0).asInt());
        }
        int before = 0;
        for (CompiledNode input : node.inputs()) {
            int size = Aggregates.columns(input).size();
            if (column < before + size) {
                return operators(input, column - before);
            }
            before += size;
        }
        return List.of();
    }

    private static List<String> ofExpression(JsonNode expression, CompiledNode input) {
        if (expression.path("kind").asText().equals("INPUT_REF")) {
            return operators(input, expression.path("inputIndex").asInt());
        }
        List<String> found = new ArrayList<>();
        JsonNode operands = expression.path("operands");
        boolean isDivision = Aggregates.function(expression).equals("/")
                && Aggregates.isWhole(Aggregates.type(expression))
                && !operands.path(1).path("kind").asText().equals("LITERAL")
                && !Aggregates.function(operands.path(0)).equals("*");
        if (isDivision) {
            found.add("/");
        }
        operands.forEach(operand -> found.addAll(ofExpression(operand, input)));
        return found;
    }

    private static Place place(CheckedInsert insert, String operator) {
        for (CheckedStatement text : insert.texts()) {
            for (SqlCall call : text.calls(operator)) {
                return text.at(call);
            }
        }
        return insert.statement().target();
    }
}
