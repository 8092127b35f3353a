package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;

/** Iceberg's sink takes every changelog. Without a key it has no way to delete, and stores what was taken back beside what took its place. */
final class UpdatingIntoAppendSink implements Rule {
    @Override
    public String id() {
        return "updating-into-append-sink";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            boolean updates = insert.plan().inputs().stream().anyMatch(PlanNode::updates) || hidesUpdates(insert);
            if (updates && Tables.isIceberg(insert.target()) && !Tables.hasEqualityFields(insert.target())) {
                findings.add(
                        insert.statement().target(),
                        "every change of a row adds one more row to \""
                                + insert.target().shown()
                                + "\": the query changes rows that it gave before, and the table has no key to find them by",
                        "let the query only add rows, with a temporal, interval or window join or a window aggregate; or"
                                + " give the table a PRIMARY KEY and 'format-version' = '2', 'write.upsert.enabled' ="
                                + " 'true'");
            }
        }
    }

    /**
     * Flink 2.1 plans the first row by any order as it plans the first by time: as one that stays. By an order other than time a
     * row that comes later takes its place all the same, and the sink is not told to expect that.
     */
    private static boolean hidesUpdates(CheckedInsert insert) {
        long first = insert.compiled()
                .all("deduplicate")
                .filter(node -> !node.properties().path("keepLastRow").asBoolean())
                .count();
        return insert.nodes("Rank").filter(rank -> !rank.updates()).count() > first;
    }
}
