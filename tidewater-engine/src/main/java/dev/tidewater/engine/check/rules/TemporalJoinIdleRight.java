package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding.Level;

/** A row waits until the versioned side has reached its time. Where nothing changes, no time comes. */
final class TemporalJoinIdleRight implements Rule {
    private static final String OPTION = "scan.watermark.idle-timeout";

    @Override
    public String id() {
        return "temporal-join-idle-right";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            boolean isSetForAll = insert.statement()
                    .setting("table.exec.source.idle-timeout")
                    .filter(value -> !value.matches("0( .*|[a-z]*)"))
                    .isPresent();
            if (!isSetForAll) {
                TemporalJoins.byEventTime(insert).forEach(join -> check(script, insert, join, findings));
            }
        }
    }

    private static void check(CheckedScript script, CheckedInsert insert, PlanNode join, Findings findings) {
        for (TableFacts table : TemporalJoins.versioned(insert, join)) {
            if (Tables.isKafka(table) && table.option(OPTION).isEmpty()) {
                findings.add(
                        TemporalJoins.place(script, insert, table),
                        "rows of " + Flows.names(insert, join.inputs().get(0)) + " wait until a later row of \""
                                + table.shown() + "\" comes: as long as nothing changes there, none of them is written",
                        "add '" + OPTION + "' = '1 min' to \"" + table.shown()
                                + "\", longer than a change may be on its way; or send a heartbeat row to its topic, and allow"
                                + " this");
            }
        }
    }
}
