package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.sql.TableFacts;
import java.util.List;
import java.util.stream.Stream;

/** What several rules ask of joins with the version of a moment. */
final class TemporalJoins {
    private TemporalJoins() {}

    /** Those by event time. */
    static Stream<PlanNode> byEventTime(CheckedInsert insert) {
        return insert.nodes("TemporalJoin")
                .filter(join -> join.attribute("where").contains("_PRIMARY_KEY("));
    }

    /** Tables whose versions it looks up. */
    static List<TableFacts> versioned(CheckedInsert insert, PlanNode join) {
        return Flows.tables(insert, join.inputs().get(1));
    }

    static List<TableFacts> looking(CheckedInsert insert, PlanNode join) {
        return Flows.tables(insert, join.inputs().get(0));
    }

    /** The options of the table if the script creates it, the INSERT's target if not. */
    static Place place(CheckedScript script, CheckedInsert insert, TableFacts table) {
        return script.creating(table)
                .map(statement -> statement.with())
                .orElseGet(() -> insert.statement().target());
    }
}
