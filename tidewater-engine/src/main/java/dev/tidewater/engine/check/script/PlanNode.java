package dev.tidewater.engine.check.script;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An operator of the optimised plan, as EXPLAIN shows it.
 *
 * @param kind Flink's name of it, for example {@code TemporalJoin}
 * @param attributes what stands in its parentheses, for example {@code joinType} to {@code InnerJoin}, without the outer brackets
 * @param changes the kinds of rows that it gives to the next; empty for a sink
 * @param inputs left before right
 */
public record PlanNode(String kind, Map<String, String> attributes, Set<Change> changes, List<PlanNode> inputs) {
    /** The kinds of rows of a changelog, by Flink's short names. */
    public enum Change {
        I,
        UB,
        UA,
        D
    }

    public PlanNode {
        attributes = Map.copyOf(attributes);
        changes = changes.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(changes));
        inputs = List.copyOf(inputs);
    }

    /** Whether rows that it gave are changed or taken back. */
    public boolean updates() {
        return changes.stream().anyMatch(change -> change != Change.I);
    }

    public boolean is(String name) {
        return kind.equals(name);
    }

    /** Empty if there is none of this name. */
    public String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** This node and those below it, each before its inputs. */
    public Stream<PlanNode> all() {
        return Stream.concat(Stream.of(this), inputs.stream().flatMap(PlanNode::all));
    }

    public Stream<PlanNode> all(String name) {
        return all().filter(node -> node.is(name));
    }

    /** Catalog, database and name of the table that a scan reads; without abilities of the source, which stand behind them. */
    public List<String> table() {
        return PlanText.split(attribute("table").replaceFirst("^\\[(.*)]$", "$1"))
                .subList(0, 3);
    }

    /** Parts of a list such as that of {@code fields}, split at commas outside of brackets and quotes. */
    public List<String> list(String name) {
        return PlanText.split(attribute(name));
    }
}
