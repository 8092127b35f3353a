package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding.Level;

/** A tombstone has no columns. Flink fills them from the row that it deletes, the time included. */
final class UpsertTombstoneTime implements Rule {
    @Override
    public String id() {
        return "upsert-tombstone-time";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            TemporalJoins.byEventTime(insert)
                    .filter(join -> join.inputs().get(1).all().anyMatch(node -> node.is("ChangelogNormalize")))
                    .forEach(join -> check(script, insert, join, findings));
        }
    }

    private static void check(CheckedScript script, CheckedInsert insert, PlanNode join, Findings findings) {
        for (TableFacts table : TemporalJoins.versioned(insert, join)) {
            if (table.connector().equals("upsert-kafka")) {
                findings.add(
                        script.creating(table)
                                .map(statement -> statement.option("connector"))
                                .orElseGet(() -> insert.statement().target()),
                        "a row that is deleted from \"" + table.shown()
                                + "\" is deleted as of the time of its last change,"
                                + " not of its deletion: rows of "
                                + Flows.names(insert, join.inputs().get(0))
                                + " from between find nothing, as if it had never been",
                        "read the changelog with the time of each change: 'connector' = 'kafka' with 'format' ="
                                + " 'debezium-json', and METADATA FROM 'value.source.timestamp' as the time; or mark rows as"
                                + " deleted in a column, send no tombstones, and allow this");
            }
        }
    }
}
