package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;

/** Whether a value is among others is unknown as soon as one of them is NULL: NOT IN is true of none then. */
final class NotInNull implements Rule {
    private static final Pattern IS_NULL = Pattern.compile("IS NULL\\(([^()]+)\\)");
    private static final String HINT =
            "use NOT EXISTS (SELECT 1 FROM … WHERE … = …), or take NULL out: WHERE … IS NOT NULL";

    @Override
    public String id() {
        return "not-in-null";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            insert.nodes("Join")
                    .filter(join -> join.attribute("joinType").equals("LeftAntiJoin"))
                    .forEach(join -> check(insert, join, findings));
            insert.texts().forEach(text -> checkLists(text, findings));
        }
    }

    private static void check(CheckedInsert insert, PlanNode join, Findings findings) {
        List<String> left = Columns.of(join.inputs().get(0));
        Matcher matcher = IS_NULL.matcher(join.attribute("where"));
        while (matcher.find()) {
            String column = matcher.group(1);
            // A name that both sides have gets a number on the right.
            if (!left.contains(column) && !isFiltered(join.inputs().get(1), column)) {
                findings.add(
                        place(insert),
                        "one NULL in the values after NOT IN, and no row is written to \""
                                + insert.target().shown() + "\" any more, while those written are taken back: "
                                + Flows.names(insert, join.inputs().get(1)) + " may have one",
                        HINT);
                return;
            }
        }
    }

    /** Whether a condition on the way is about the column: then it is not true of NULL. */
    private static boolean isFiltered(PlanNode side, String joined) {
        List<String> columns = Columns.of(side);
        String column = columns.contains(joined) ? joined : joined.replaceFirst("\\d+$", "");
        PlanNode node = side;
        while (true) {
            String condition = node.attribute("where") + node.attribute("condition") + node.attribute("filter");
            List<String> about =
                    List.of(Columns.behind(node, column).stream().findFirst().orElse(""));
            if (!Columns.in(condition.replaceAll("IS NULL\\([^()]*\\)", ""), about)
                    .isEmpty()) {
                return true;
            }
            if (node.inputs().size() != 1) {
                return false;
            }
            column = Columns.behind(node, column).stream().findFirst().orElse("");
            node = node.inputs().get(0);
        }
    }

    private static Place place(CheckedInsert insert) {
        for (CheckedStatement text : insert.texts()) {
            for (SqlCall call : text.all(SqlCall.class)) {
                if (call.getKind() == SqlKind.NOT_IN && call.operand(1).isA(SqlKind.QUERY)) {
                    return text.at(call);
                }
            }
        }
        return insert.statement().target();
    }

    private static void checkLists(CheckedStatement text, Findings findings) {
        for (SqlCall call : text.all(SqlCall.class)) {
            if (call.getKind() == SqlKind.NOT_IN
                    && call.operand(1) instanceof SqlNodeList values
                    && values.getList().stream().anyMatch(value -> SqlUtil.isNullLiteral(value, false))) {
                findings.add(
                        text.at(call),
                        "NULL among the values after NOT IN: this is true of no row at all",
                        "take NULL out of the list; write IS NOT NULL for rows that have a value");
            }
        }
    }
}
