package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CompiledNode;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** An aggregate of a stream without a window remembers every key that it has seen. */
final class GroupAggNoTtl implements Rule {
    @Override
    public String id() {
        return "group-agg-no-ttl";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            insert.plan().all().filter(Windows::isGroupAggregate).forEach(aggregate -> {
                boolean isOfWindow = !Windows.bounds(aggregate).isEmpty();
                if (!isOfWindow
                        && Flows.grow(insert, aggregate.inputs().get(0))
                        && !Flows.hasTtl(insert, aggregate, "")) {
                    check(insert, aggregate, findings);
                }
            });
        }
    }

    private static void check(CheckedInsert insert, PlanNode aggregate, Findings findings) {
        List<String> keys = aggregate.list("groupBy");
        boolean isDistinct = aggregate.attribute("select").contains("(DISTINCT ");
        boolean isUnbounded = keys.stream().anyMatch(key -> !isSmall(insert, key)) || isDistinct;
        if (!isUnbounded) {
            return;
        }
        String what = keys.isEmpty()
                ? "every value that COUNT(DISTINCT …) has seen"
                : "every "
                        + String.join(
                                ", ",
                                keys.stream().map(key -> "\"" + key + "\"").toList());
        findings.add(
                Windows.groupBy(insert, keys),
                what + " of " + Flows.names(insert, aggregate)
                        + " is remembered for ever: the state of the job grows with each new one",
                "group within a window (TABLE(TUMBLE(…)), GROUP BY window_start, window_end), or let what is no longer"
                        + " needed end: SET 'table.exec.state.ttl' = '7 d', or /*+ STATE_TTL('orders' = '7 d') */ behind"
                        + " SELECT; a key that comes again after that starts from nothing");
    }

    /** Of a type with few values. */
    static boolean isSmall(CheckedInsert insert, String key) {
        Optional<LogicalType> type = insert.compiled()
                .all()
                .filter(node -> node.type().endsWith("group-aggregate")
                        || node.type().endsWith("rank")
                        || node.type().endsWith("deduplicate"))
                .map(CompiledNode::columns)
                .filter(columns -> columns.containsKey(key))
                .map(columns -> columns.get(key))
                .findFirst();
        return type.map(LogicalType::getTypeRoot)
                .filter(root -> root == LogicalTypeRoot.BOOLEAN || root == LogicalTypeRoot.TINYINT)
                .isPresent();
    }
}
