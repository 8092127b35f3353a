package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedInsert.Scan;
import dev.tidewater.engine.check.script.PlanNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** By which columns the rows that an operator gives are told apart, as far as tables and operators say. */
final class Keys {
    /** Before the name of a column of a key that is not given to the next. */
    static final String LOST = "-";

    private static final Pattern CAST = Pattern.compile("CAST\\(([\\w$]+) AS .*\\)");

    private Keys() {}

    /** No sets if nothing is known. */
    static Set<Set<String>> of(CheckedInsert insert, PlanNode node) {
        return switch (node.kind()) {
            case "TableSourceScan" -> ofTable(insert, node);
            case "ChangelogNormalize" -> Set.of(Set.copyOf(node.list("key")));
            case "GroupAggregate", "GlobalGroupAggregate" -> Set.of(Set.copyOf(node.list("groupBy")));
            case "Deduplicate" -> Set.of(Set.copyOf(node.list("key")));
            case "Rank" -> ofRank(node);
            case "Calc" -> ofCalc(insert, node);
            case "Join" -> ofJoin(insert, node);
            case "Exchange", "DropUpdateBefore", "MiniBatchAssigner", "WatermarkAssigner" ->
                of(insert, node.inputs().get(0));
            default -> Set.of();
        };
    }

    private static Set<Set<String>> ofTable(CheckedInsert insert, PlanNode scan) {
        Optional<Scan> read =
                insert.scans().stream().filter(one -> one.node().equals(scan)).findFirst();
        return read.map(one -> one.table().primaryKey())
                .filter(key -> !key.isEmpty())
                .<Set<Set<String>>>map(key -> Set.of(renamed(key, scan.list("fields"), scan.list("fields"))))
                .orElse(Set.of());
    }

    private static Set<Set<String>> ofRank(PlanNode rank) {
        return rank.attribute("rankRange").endsWith("rankEnd=1")
                ? Set.of(Set.copyOf(rank.list("partitionBy")))
                : Set.of();
    }

    private static Set<Set<String>> ofCalc(CheckedInsert insert, PlanNode calc) {
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        for (Columns.Made made : Columns.made(calc)) {
            Matcher cast = CAST.matcher(made.expression());
            from.add(cast.matches() ? cast.group(1) : made.expression());
            to.add(made.name());
        }
        return renamed(of(insert, calc.inputs().get(0)), from, to);
    }

    private static Set<Set<String>> ofJoin(CheckedInsert insert, PlanNode join) {
        PlanNode leftInput = join.inputs().get(0);
        PlanNode rightInput = join.inputs().get(1);
        List<String> all = Columns.of(join);
        Set<Set<String>> left = of(insert, leftInput);
        if (Joins.isFilter(join)) {
            return left;
        }
        int size = Columns.of(leftInput).size();
        left = renamed(left, Columns.of(leftInput), all.subList(0, size));
        Set<Set<String>> right = renamed(of(insert, rightInput), Columns.of(rightInput), all.subList(size, all.size()));
        Set<Set<String>> keys = new HashSet<>();
        if (JoinPath.isUnique(join, 1)) {
            keys.addAll(left);
        }
        if (JoinPath.isUnique(join, 0)) {
            keys.addAll(right);
        }
        for (Set<String> one : left) {
            for (Set<String> other : right) {
                Set<String> both = new LinkedHashSet<>(one);
                both.addAll(other);
                keys.add(both);
            }
        }
        return keys;
    }

    private static Set<Set<String>> renamed(Set<Set<String>> keys, List<String> from, List<String> to) {
        Set<Set<String>> renamed = new LinkedHashSet<>();
        keys.forEach(key -> renamed.add(renamed(key, from, to)));
        return renamed;
    }

    private static Set<String> renamed(Collection<String> key, List<String> from, List<String> to) {
        Set<String> renamed = new LinkedHashSet<>();
        for (String column : key) {
            int at = from.indexOf(column);
            renamed.add(at >= 0 ? to.get(at) : LOST + column.replace(LOST, ""));
        }
        return renamed;
    }
}
