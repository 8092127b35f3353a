package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;

/** Without an equality nothing says which rows belong together: all meet in one task. */
final class CrossJoin implements Rule {
    @Override
    public String id() {
        return "cross-join";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            insert.nodes("Join").filter(join -> Joins.isCross(insert, join)).forEach(join -> {
                boolean all = join.attribute("where").equals("true");
                findings.add(
                        Joins.place(insert, join),
                        "every row of " + Flows.names(insert, join.inputs().get(0)) + " is "
                                + (all ? "joined with" : "compared with") + " every row of "
                                + Flows.names(insert, join.inputs().get(1))
                                + ", in one task however many there are: nothing in ON says that two columns are equal",
                        "add to ON the columns by which the rows belong together: ON o.order_id = p.order_id");
            });
        }
    }
}
