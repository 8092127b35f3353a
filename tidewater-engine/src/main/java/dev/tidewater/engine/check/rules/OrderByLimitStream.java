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
import java.util.function.Function;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.jspecify.annotations.Nullable;

/** A stream has no end at which it could be sorted, and LIMIT counts from the first row of all time. */
final class OrderByLimitStream implements Rule {
    private static final String TOP = "for the first ones of each hour number them within a window: ROW_NUMBER() OVER"
            + " (PARTITION BY window_start, window_end ORDER BY …) in a subquery, and WHERE on it";

    @Override
    public String id() {
        return "order-by-limit-stream";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            insert.nodes("Limit")
                    .filter(limit -> Flows.grow(insert, limit))
                    .forEach(limit -> limited(insert, limit, findings));
            insert.nodes("SortLimit")
                    .filter(limit -> Flows.grow(insert, limit))
                    .filter(limit -> insert.target().primaryKey().isEmpty())
                    .forEach(limit -> sorted(insert, limit, findings));
        }
    }

    private static void limited(CheckedInsert insert, PlanNode limit, Findings findings) {
        findings.add(
                place(insert.texts(), order -> order.fetch, insert.statement()),
                "after " + limit.attribute("fetch") + " rows nothing is written to \""
                        + insert.target().shown() + "\" any more, while the job runs on",
                "remove LIMIT; " + TOP);
    }

    private static void sorted(CheckedInsert insert, PlanNode limit, Findings findings) {
        findings.add(
                place(insert.texts(), order -> order.fetch, insert.statement()),
                "each row of " + Flows.names(insert, limit) + " that comes among the first "
                        + limit.attribute("fetch") + " takes the place of another, and \""
                        + insert.target().shown() + "\" has no key to find the other by",
                "give the table a PRIMARY KEY; " + TOP);
    }

    private static Place place(
            List<CheckedStatement> texts, Function<SqlOrderBy, @Nullable SqlNode> part, CheckedStatement insert) {
        for (CheckedStatement text : texts) {
            for (SqlOrderBy order : text.all(SqlOrderBy.class)) {
                SqlNode node = part.apply(order);
                if (node != null) {
                    return text.at(node);
                }
            }
        }
        return insert.target();
    }
}
