package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;

/** ROW_NUMBER() over a stream without a window remembers the best rows of every key that it has seen. */
final class RankNoTtl implements Rule {
    @Override
    public String id() {
        return "rank-no-ttl";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            ranks(insert.plan(), false).stream()
                    .filter(rank ->
                            rank.list("partitionBy").stream().anyMatch(key -> !GroupAggNoTtl.isSmall(insert, key)))
                    .filter(rank -> Flows.grow(insert, rank.inputs().get(0)) && !Flows.hasTtl(insert, rank, ""))
                    .forEach(rank -> check(insert, rank, findings));
        }
    }

    /**
     * Without those that make the versions of a temporal join: it needs the last one of each key, and a key whose time to live is over
     * would find none.
     */
    private static List<PlanNode> ranks(PlanNode node, boolean isVersions) {
        List<PlanNode> ranks = new ArrayList<>();
        if (node.is("Rank") && !isVersions) {
            ranks.add(node);
        }
        for (int side = 0; side < node.inputs().size(); side++) {
            boolean isSideOfVersions = node.is("TemporalJoin") && side == 1;
            boolean goesOn = isVersions && (node.is("Exchange") || node.is("Calc") || node.is("DropUpdateBefore"));
            ranks.addAll(ranks(node.inputs().get(side), isSideOfVersions || goesOn));
        }
        return ranks;
    }

    private static void check(CheckedInsert insert, PlanNode rank, Findings findings) {
        String keys = rank.list("partitionBy").stream()
                .filter(key -> !key.isEmpty())
                .map(key -> "\"" + key + "\"")
                .collect(Collectors.joining(", "));
        boolean isFirst = rank.attribute("rankRange").contains("rankEnd=1]")
                || rank.attribute("rankRange").endsWith("rankEnd=1");
        findings.add(
                place(insert),
                (isFirst ? "a row" : "the best rows") + " of every " + keys + " of " + Flows.names(insert, rank)
                        + (isFirst ? " is" : " are")
                        + " remembered for ever: the state of the job grows with each new one",
                "rank within a window (PARTITION BY window_start, window_end, …, over TABLE(TUMBLE(…))), or let what is no"
                        + " longer needed end: SET 'table.exec.state.ttl' = '7 d'; a key that comes again after that starts"
                        + " from nothing");
    }

    /** The only ROW_NUMBER; the INSERT's target if there are several. */
    private static Place place(CheckedInsert insert) {
        List<Place> places = new ArrayList<>();
        for (CheckedStatement text : insert.texts()) {
            for (SqlCall call : text.calls("ROW_NUMBER")) {
                places.add(text.at(call));
            }
        }
        return places.size() == 1 ? places.get(0) : insert.statement().target();
    }
}
