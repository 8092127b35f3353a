package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.PlanNode;
import java.util.Optional;
import java.util.Set;

/**
 * A column of a join that an operator further on uses, with nothing between that would take out rows that the join has
 * multiplied.
 *
 * @param column as the join's output names it
 */
record JoinPath(PlanNode join, String column) {
    private static final Set<String> PASSED = Set.of("Calc", "Exchange", "WindowTableFunction", "DropUpdateBefore");
    private static final Set<String> JOINS = Set.of("Join", "IntervalJoin", "WindowJoin");
    private static final Set<String> UNIQUE = Set.of(
            "Rank",
            "Deduplicate",
            "WindowDeduplicate",
            "WindowRank",
            "GroupAggregate",
            "GlobalGroupAggregate",
            "WindowAggregate",
            "GlobalWindowAggregate",
            "ChangelogNormalize");

    /** The join from which a column comes, if it comes from one column there. */
    static Optional<JoinPath> of(PlanNode node, String column) {
        String name = column;
        PlanNode at = node;
        while (PASSED.contains(at.kind())) {
            Set<String> behind = Columns.behind(at, name);
            if (behind.isEmpty()) {
                return Optional.empty();
            }
            name = behind.iterator().next();
            at = at.inputs().get(0);
        }
        return JOINS.contains(at.kind()) ? Optional.of(new JoinPath(at, name)) : Optional.empty();
    }

    /** The join below an operator, whichever columns it uses. */
    static Optional<PlanNode> join(PlanNode node) {
        PlanNode at = node;
        while (PASSED.contains(at.kind())) {
            at = at.inputs().get(0);
        }
        return JOINS.contains(at.kind()) ? Optional.of(at) : Optional.empty();
    }

    boolean isOfLeft() {
        return Columns.of(join).indexOf(column)
                < Columns.of(join.inputs().get(0)).size();
    }

    /** Whether no row of the other side finds two rows of this one. @param side 0 for the left one */
    static boolean isUnique(PlanNode join, int side) {
        String known = join.attribute(side == 0 ? "leftInputSpec" : "rightInputSpec");
        PlanNode node = join.inputs().get(side);
        while (PASSED.contains(node.kind())) {
            node = node.inputs().get(0);
        }
        return known.equals("JoinKeyContainsUniqueKey")
                || UNIQUE.contains(node.kind()) && !known.equals("HasUniqueKey");
    }
}
