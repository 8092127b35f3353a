package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;

/** Flink sees an interval join only between two event times. A regular join before it, or a cast, makes of them plain timestamps. */
final class IntervalDegradedToRegularJoin implements Rule {
    @Override
    public String id() {
        return "interval-degraded-to-regular-join";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            insert.nodes("Join")
                    .filter(join -> Joins.isBoundInTime(insert, join)
                            && !(Flows.hasTtl(insert, join, "LEFT=") && Flows.hasTtl(insert, join, "RIGHT=")))
                    .forEach(join -> findings.add(
                            Joins.place(insert, join),
                            "the bound in time does not bound this join: it keeps every row of "
                                    + Flows.names(insert, join) + " for ever" + consequence(join)
                                    + ", as one of the two times in ON is no event time any more",
                            hint(insert, join)));
        }
    }

    private static String consequence(PlanNode join) {
        return join.updates() ? " and takes back rows that it gave" : "";
    }

    private static String hint(CheckedInsert insert, PlanNode join) {
        boolean joinedBefore = join.inputs().stream().flatMap(PlanNode::all).anyMatch(node -> node.is("Join"));
        if (joinedBefore) {
            return "do this join first, before the one without a bound in time; or make that one a join with the version"
                    + " of the moment (FOR SYSTEM_TIME AS OF), which keeps the event time";
        }
        boolean allTimed = Flows.tables(insert, join).stream()
                .allMatch(table -> table.watermark().isPresent());
        return allTimed
                ? "compare the columns of the two WATERMARKs as they are, both TIMESTAMP(3) or both TIMESTAMP_LTZ(3), with"
                        + " no function over them on the way"
                : "give both tables a WATERMARK, and compare the columns that have it";
    }
}
