package dev.tidewater.engine.plan;

import java.util.List;
import java.util.Locale;

/**
 * What becomes of a pipeline's state when it goes on with another plan.
 *
 * @param operators those that remember something, the new plan's first
 * @param sources topics and other inputs
 * @param tables what is written
 * @param leavesState whether the old state holds what nothing in the new plan takes: Flink wants to be told that this is
 *     meant
 * @param plan the new plan with the ids by which its operators find the state of the old one's
 */
public record PlanChange(
        List<OperatorChange> operators,
        List<SourceChange> sources,
        List<TableChange> tables,
        boolean leavesState,
        String plan) {
    public PlanChange {
        operators = List.copyOf(operators);
        sources = List.copyOf(sources);
        tables = List.copyOf(tables);
    }

    /**
     * KEPT: goes on with its state. NEW: begins empty. LOST: what it remembers fits the new plan nowhere. DROPPED: it goes
     * together with the tables that it was for.
     */
    public enum Fate {
        KEPT,
        NEW,
        LOST,
        DROPPED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An operator that remembers something.
     *
     * @param operator as EXPLAIN shows it
     * @param tables that its rows end up in
     * @param why in words; empty if it is kept
     */
    public record OperatorChange(Fate fate, String operator, List<String> tables, String why) {
        public OperatorChange {
            tables = List.copyOf(tables);
        }
    }

    /**
     * An input.
     *
     * @param fate KEPT if it is read on from where it was; LOST if it is still read and its place is not known
     * @param source topic, or table of another connector
     */
    public record SourceChange(Fate fate, String source, String why) {}

    /**
     * A table, or topic, that is written.
     *
     * @param rows KEPT if it gets the same ones; NEW if it was not written; DROPPED if it is not written any more; CHANGED
     *     if it gets other ones from now on, while those that are there stay
     */
    public record TableChange(Rows rows, String table) {
        /** What becomes of the rows of a table. */
        public enum Rows {
            KEPT,
            CHANGED,
            NEW,
            DROPPED;

            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** Whether something that is still wanted would be forgotten. */
    public boolean losesState() {
        return operators.stream().anyMatch(operator -> operator.fate() == Fate.LOST)
                || sources.stream().anyMatch(source -> source.fate() == Fate.LOST);
    }

    /**
     * @param running pipeline that has the state
     * @param wanted one that is to go on with it
     */
    public static PlanChange between(Planned running, Planned wanted) {
        return new Comparison(running, wanted).change();
    }
}
