package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;

/** An outer join gives a row with NULLs where there is nothing to join, and COUNT(*) counts it. */
final class CountStarLeftJoin implements Rule {
    private static final Pattern EQUALITY = Pattern.compile("(?<![<>])=\\(([\\w$]+), ([\\w$]+)\\)");
    private static final Pattern COUNT_OF = Pattern.compile("COUNT(?:_RETRACT)?\\((?:DISTINCT )?([\\w$]+)\\).*");

    @Override
    public String id() {
        return "count-star-left-join";
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
                    .filter(node -> node.attribute("select").matches(".*COUNT(_RETRACT)?\\(\\*\\).*"))
                    .forEach(aggregate -> JoinPath.join(aggregate.inputs().get(0))
                            .ifPresent(join -> check(insert, aggregate, join, findings)));
        }
    }

    private static void check(CheckedInsert insert, PlanNode aggregate, PlanNode join, Findings findings) {
        int kept = switch (join.attribute("joinType")) {
            case "LeftOuterJoin" -> 0;
            case "RightOuterJoin" -> 1;
            default -> -1;
        };
        if (kept < 0
                || JoinPath.isUnique(join, 1 - kept)
                || !isByKey(aggregate, join, kept)
                || countsOther(aggregate, join, kept)) {
            return;
        }
        String other = Flows.names(insert, join.inputs().get(1 - kept));
        findings.add(
                place(insert),
                "COUNT(*) is 1, not 0, for a row of "
                        + Flows.names(insert, join.inputs().get(kept)) + " without any of " + other
                        + ": it counts the row of NULLs that the outer join makes",
                "count a column of " + other + " that is never NULL there, such as the one in ON");
    }

    /** Whether each group is of one row of the side that is kept: then what is counted are rows of the other. */
    private static boolean isByKey(PlanNode aggregate, PlanNode join, int kept) {
        List<String> all = Columns.of(join);
        int left = Columns.of(join.inputs().get(0)).size();
        List<String> own = kept == 0 ? all.subList(0, left) : all.subList(left, all.size());
        Set<String> keys = new HashSet<>();
        Matcher equality = EQUALITY.matcher(join.attribute("where"));
        while (equality.find()) {
            keys.add(own.contains(equality.group(1)) ? equality.group(1) : equality.group(2));
        }
        Set<String> grouped = new HashSet<>();
        for (String column : aggregate.list("groupBy")) {
            JoinPath.of(aggregate.inputs().get(0), column).ifPresent(path -> grouped.add(path.column()));
        }
        return !keys.isEmpty() && own.containsAll(keys) && grouped.containsAll(keys);
    }

    private static boolean countsOther(PlanNode aggregate, PlanNode join, int kept) {
        for (String item : aggregate.list("select")) {
            Matcher count = COUNT_OF.matcher(item);
            if (count.matches()) {
                boolean isOther = JoinPath.of(aggregate.inputs().get(0), count.group(1))
                        .filter(path -> path.join().equals(join) && path.isOfLeft() == (kept == 1))
                        .isPresent();
                if (isOther) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Place place(CheckedInsert insert) {
        for (CheckedStatement text : insert.texts()) {
            for (SqlCall call : text.calls("COUNT")) {
                boolean isOfAll = !(call.operand(0) instanceof SqlIdentifier name) || name.isStar();
                if (isOfAll) {
                    return text.at(call);
                }
            }
        }
        return insert.statement().target();
    }
}
