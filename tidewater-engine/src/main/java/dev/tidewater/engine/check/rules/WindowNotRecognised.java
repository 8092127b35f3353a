package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.List;

/** GROUP BY over the bounds of a window, planned as one over any columns: no watermark closes it. */
final class WindowNotRecognised implements Rule {
    @Override
    public String id() {
        return "window-not-recognised";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            insert.plan().all().filter(Windows::isGroupAggregate).forEach(aggregate -> {
                List<String> bounds = Windows.bounds(aggregate);
                boolean isGlobalSession = aggregate.all().anyMatch(Windows::isGlobalSession);
                if (!bounds.isEmpty() && !isGlobalSession && !Flows.hasTtl(insert, aggregate, "")) {
                    findings.add(
                            Windows.groupBy(insert, aggregate.list("groupBy")),
                            "this GROUP BY does not wait for its window to end: each row of "
                                    + Flows.names(insert, aggregate) + " changes the result in \""
                                    + insert.target().shown() + "\" again, and no window is ever forgotten",
                            hint(aggregate, bounds));
                }
            });
        }
    }

    private static String hint(PlanNode aggregate, List<String> bounds) {
        if (bounds.size() < 2) {
            return "group by window_start and window_end, both: with one of them Flink sees no window";
        }
        boolean joins = aggregate.all().anyMatch(node -> node.is("Join"));
        return joins
                ? "join first, with FOR SYSTEM_TIME AS OF or a bound in time, and apply the window to the result: a join"
                        + " without a bound loses the time of the window"
                : "apply the window right before GROUP BY: FROM TABLE(TUMBLE(TABLE …)) GROUP BY window_start, window_end";
    }
}
