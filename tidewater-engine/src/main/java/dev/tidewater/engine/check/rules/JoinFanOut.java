package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row that finds several partners appears as often, and a sum over it counts it as often. */
final class JoinFanOut implements Rule {
    private static final Pattern SUM = Pattern.compile("\\$?SUM0?(?:_RETRACT)?\\((?!DISTINCT )([^() ]+)\\).*");

    private static final Pattern MULTIPLIED = Pattern.compile("\\*\\(.*, (\\$f\\d+)\\)");

    @Override
    public String id() {
        return "join-fan-out";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            insert.plan()
                    .all()
                    .filter(node ->
                            node.kind().endsWith("Aggregate") && !node.inputs().isEmpty())
                    .forEach(aggregate -> check(insert, aggregate, findings));
        }
    }

    private static void check(CheckedInsert insert, PlanNode aggregate, Findings findings) {
        for (String item : aggregate.list("select")) {
            Matcher sum = SUM.matcher(item);
            if (!sum.matches()) {
                continue;
            }
            JoinPath.of(aggregate.inputs().get(0), sum.group(1))
                    .filter(path -> path.isOfLeft()
                            && (!JoinPath.isUnique(path.join(), 1)
                                    || isMultiplied(aggregate.inputs().get(0), sum.group(1), path.join())))
                    .ifPresent(path -> {
                        PlanNode right = path.join().inputs().get(1);
                        String left = Flows.names(insert, path.join().inputs().get(0));
                        findings.add(
                                Aggregates.place(insert, "SUM", path.column()),
                                "\"" + path.column() + "\" of " + left + " is added to this sum once for each row of "
                                        + Flows.names(insert, right)
                                        + " that it is joined with: what comes twice there counts twice in \""
                                        + insert.target().shown() + "\"",
                                "keep one row of " + Flows.names(insert, right)
                                        + " for each key before the join: ROW_NUMBER() OVER (PARTITION BY window_start,"
                                        + " window_end, key ORDER BY …) = 1; or sum before you join");
                    });
        }
    }

    /** Flink may count the partners first, and multiply: SUM(a) becomes SUM(a * count), with a name of its own for the count. */
    private static boolean isMultiplied(PlanNode node, String column, PlanNode join) {
        if (!node.is("Calc")) {
            return node.inputs().size() == 1 && isMultiplied(node.inputs().get(0), column, join);
        }
        List<String> counts = Columns.of(join.inputs().get(1));
        return Columns.made(node).stream()
                .filter(made -> made.name().equals(column))
                .map(made -> MULTIPLIED.matcher(made.expression()))
                .anyMatch(product -> product.matches() && counts.contains(product.group(1)));
    }
}
