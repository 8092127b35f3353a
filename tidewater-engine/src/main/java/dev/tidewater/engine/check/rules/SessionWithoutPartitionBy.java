package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.check.script.SqlTrees;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** A SESSION over all rows has no gap as long as anybody does anything; the keys of GROUP BY come too late. */
final class SessionWithoutPartitionBy implements Rule {
    @Override
    public String id() {
        return "session-without-partition-by";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            List<PlanNode> sessions = insert.nodes("WindowTableFunction")
                    .filter(Windows::isGlobalSession)
                    .toList();
            if (!sessions.isEmpty()) {
                insert.texts().forEach(text -> check(insert, text, sessions.get(0), findings));
            }
        }
    }

    private static void check(CheckedInsert insert, CheckedStatement text, PlanNode session, Findings findings) {
        for (SqlCall call : text.calls("SESSION")) {
            SqlNode table = call.operand(0);
            boolean isOfKeys = SqlTrees.all(table, SqlNode.class).stream()
                    .anyMatch(node -> node.getKind() == SqlKind.SET_SEMANTICS_TABLE);
            if (isOfKeys) {
                continue;
            }
            List<String> keys = keys(insert, session);
            String column = keys.isEmpty() ? "user_id" : String.join(", ", keys);
            String message = "all rows of " + Flows.names(insert, session)
                    + " make one session together, which lasts until nobody does anything"
                    + (keys.isEmpty() ? "" : ": it is not one for each " + column);
            String hint = "say whose sessions they are: "
                    + text.at(table).text().replaceFirst("^\\(", "") + " PARTITION BY " + column;
            if (keys.isEmpty()) {
                findings.add(text.at(call), message, hint);
            } else {
                findings.add(text.at(call), message, hint, Fix.insertAfter(text.at(table), " PARTITION BY " + column));
            }
        }
    }

    /** The columns by which what follows is grouped, if the session's table has them. */
    private static List<String> keys(CheckedInsert insert, PlanNode session) {
        List<String> before = Columns.of(session.inputs().get(0));
        return insert.plan()
                .all()
                .filter(Windows::isGroupAggregate)
                .filter(aggregate -> aggregate.all().anyMatch(session::equals))
                .findFirst()
                .map(aggregate -> aggregate.list("groupBy").stream()
                        .filter(before::contains)
                        .toList())
                .orElse(List.of());
    }
}
