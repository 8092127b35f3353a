package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Reads.Read;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The watermark of a topic is that of its slowest partition; one that gets no records stands still, and all that waits for the
 * watermark waits with it. The versioned side of a temporal join is another rule's matter: there a timeout may give wrong rows.
 */
final class NoIdleTimeout implements Rule {
    private static final String OPTION = "scan.watermark.idle-timeout";
    private static final String SETTING = "table.exec.source.idle-timeout";
    private static final String VALUE = "30 s";

    /** Operators that give rows when the watermark says so, and what they are to the user. */
    private static final Map<String, String> WAITING = Map.ofEntries(
            Map.entry("WindowAggregate", "window"),
            Map.entry("GlobalWindowAggregate", "window"),
            Map.entry("GroupWindowAggregate", "window"),
            Map.entry("WindowDeduplicate", "window"),
            Map.entry("WindowRank", "window"),
            Map.entry("WindowJoin", "window join"),
            Map.entry("IntervalJoin", "interval join"),
            Map.entry("TemporalJoin", "temporal join"),
            Map.entry("OverAggregate", "OVER"),
            Map.entry("TemporalSort", "ORDER BY"),
            Map.entry("Match", "MATCH_RECOGNIZE"));

    @Override
    public String id() {
        return "no-idle-timeout";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        Set<String> told = new HashSet<>();
        for (Read read : Reads.ofKafka(script)) {
            Map<PlanNode, String> waiting = new HashMap<>();
            mark(read.insert().plan(), Optional.empty(), waiting, waiting(read));
            String what = waiting.get(read.node());
            boolean isSet = read.table().option(OPTION).isPresent()
                    || isSet(read.insert().statement());
            if (what != null
                    && read.table().watermark().isPresent()
                    && Flows.isUnbounded(read.table())
                    && !isSet
                    && told.add(read.table().shown())) {
                findings.add(
                        read.option(OPTION),
                        "while one partition of topic \"" + read.topic() + "\" gets no records, the " + what
                                + " behind it waits, and \""
                                + read.insert().target().shown() + "\" gets no rows",
                        "add '" + OPTION + "' = '" + VALUE
                                + "' to its WITH; if the topic has one partition, or its rows"
                                + " must be waited for, say so with -- tidewater:allow no-idle-timeout: reason",
                        read.adding(OPTION, VALUE));
            }
        }
    }

    private static boolean isSet(CheckedStatement insert) {
        return insert.setting(SETTING)
                .filter(value -> !value.strip().matches("0( ?[a-z]+)?"))
                .isPresent();
    }

    /** What an operator is to the user if it waits. Where a table has two times, only of windows is it known which they take. */
    private static Function<PlanNode, Optional<String>> waiting(Read read) {
        Set<PlanNode> ofProcessing = WindowDrops.ofProcessing(read.insert());
        boolean hasOneTime = read.table().columns().stream()
                .noneMatch(column -> LogicalTypeChecks.isProctimeAttribute(column.type()));
        return node -> {
            // An inner interval join gives a pair as soon as both rows are there.
            boolean givesAtOnce = ofProcessing.contains(node)
                    || node.is("IntervalJoin") && node.attribute("joinType").equals("InnerJoin");
            String what = Windows.isGlobalSession(node) ? "window" : WAITING.get(node.kind());
            return Optional.ofNullable(what)
                    .filter(known -> !givesAtOnce && (hasOneTime || known.startsWith("window")));
        };
    }

    private static void mark(
            PlanNode node,
            Optional<String> waits,
            Map<PlanNode, String> waiting,
            Function<PlanNode, Optional<String>> operators) {
        waits.ifPresent(what -> waiting.put(node, what));
        Optional<String> now = operators.apply(node).or(() -> waits);
        int followed = node.is("TemporalJoin") ? 1 : node.inputs().size();
        node.inputs().subList(0, followed).forEach(input -> mark(input, now, waiting, operators));
    }
}
