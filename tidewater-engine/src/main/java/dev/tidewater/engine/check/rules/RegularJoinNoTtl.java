package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** A join without a bound in time keeps every row of a stream, as its partner may still come. */
final class RegularJoinNoTtl implements Rule {
    private static final String END =
            "let the state end: /*+ STATE_TTL('o' = '1 d', 'p' = '1 d') */ behind SELECT, with the"
                    + " names that FROM gives to the two";
    private static final String OF_JOIN =
            "say in ON how far apart in time two rows may be (p.paid_at BETWEEN o.order_time AND"
                    + " o.order_time + INTERVAL '1' HOUR), join the version of that moment (FOR SYSTEM_TIME AS OF), or "
                    + END;
    private static final String OF_FILTER =
            "write it as a join with a bound in time (p.paid_at BETWEEN o.order_time AND"
                    + " o.order_time + INTERVAL '1' HOUR) or with the version of that moment (FOR SYSTEM_TIME AS OF), or "
                    + END;

    @Override
    public String id() {
        return "regular-join-no-ttl";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            insert.nodes("Join")
                    .filter(join -> !Joins.isBoundInTime(insert, join) && !Joins.isCross(insert, join))
                    .forEach(join -> check(insert, join, findings));
        }
    }

    private static void check(CheckedInsert insert, PlanNode join, Findings findings) {
        List<String> kept = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            PlanNode input = join.inputs().get(side);
            if (Flows.grow(insert, input) && !Flows.hasTtl(insert, join, side == 0 ? "LEFT=" : "RIGHT=")) {
                kept.add(Flows.names(insert, input));
            }
        }
        if (!kept.isEmpty()) {
            findings.add(
                    Joins.place(insert, join),
                    "this join keeps every row of "
                            + String.join(" and of ", kept.stream().distinct().toList())
                            + " for ever, as a row to join it with may still come: the state of the job grows until it fails",
                    Joins.isFilter(join) ? OF_FILTER : OF_JOIN);
        }
    }
}
