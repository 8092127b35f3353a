package dev.tidewater.engine.plan;

import dev.tidewater.engine.plan.PlanChange.Fate;
import dev.tidewater.engine.plan.PlanChange.OperatorChange;
import dev.tidewater.engine.plan.PlanChange.SourceChange;
import dev.tidewater.engine.plan.PlanChange.TableChange;
import dev.tidewater.engine.plan.PlanChange.TableChange.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Two plans side by side. */
final class Comparison {
    private final PlanGraph old;
    private final PlanGraph wanted;
    private final Meanings oldMeanings;
    private final Meanings meanings;
    /** Operators of the wanted plan that go on with the state, or the place, of one of the old plan. */
    private final Map<Operator, Operator> heirs = new LinkedHashMap<>();

    private final Set<Operator> inherited = new HashSet<>();

    Comparison(Planned running, Planned wanted) {
        this.old = PlanGraph.read(running.plan());
        this.wanted = PlanGraph.read(wanted.plan());
        this.oldMeanings = new Meanings(old, running.surroundings());
        this.meanings = new Meanings(this.wanted, wanted.surroundings());
    }

    PlanChange change() {
        for (Operator operator : wanted.all()) {
            if (operator.isSource()) {
                inherit(
                        operator,
                        before -> before.isSource()
                                && oldMeanings
                                        .of(before)
                                        .values()
                                        .equals(meanings.of(operator).values()));
            } else if (operator.remembers()) {
                inherit(
                        operator,
                        before -> before.remembers()
                                && before.type().equals(operator.type())
                                && oldMeanings.stateOf(before).equals(meanings.stateOf(operator)));
            } else if (operator.isSink()) {
                inherit(
                        operator,
                        before -> before.isSink()
                                && !before.remembers()
                                && before.sinkName().equals(operator.sinkName()));
            }
        }
        // What a source reads may change, as long as it is the same topic.
        wanted.sources()
                .filter(source -> !heirs.containsKey(source))
                .forEach(source -> inherit(
                        source, before -> before.isSource() && Input.of(before).equals(Input.of(source))));
        return new PlanChange(operators(), sources(), tables(), leavesState(), carried());
    }

    private boolean leavesState() {
        return old.all().stream()
                        .filter(before -> before.isSource() || before.isSink() || before.remembers())
                        .anyMatch(before -> !inherited.contains(before))
                || old.sources().anyMatch(Input::isJudged) && wanted.sources().noneMatch(Input::isJudged);
    }

    private void inherit(Operator heir, Predicate<Operator> isBefore) {
        old.all().stream()
                .filter(before -> !inherited.contains(before) && isBefore.test(before))
                .findFirst()
                .ifPresent(before -> {
                    heirs.put(heir, before);
                    inherited.add(before);
                });
    }

    private List<OperatorChange> operators() {
        Set<String> tables = wanted.sinks().map(Operator::table).collect(Collectors.toSet());
        List<OperatorChange> changes = new ArrayList<>();
        for (Operator operator : wanted.all()) {
            if (operator.remembers()) {
                boolean kept = heirs.containsKey(operator);
                changes.add(change(
                        kept ? Fate.KEPT : Fate.NEW,
                        operator,
                        wanted,
                        kept ? "" : "it begins empty, with the rows that come from now on"));
            }
        }
        for (Operator operator : old.all()) {
            if (operator.remembers() && !inherited.contains(operator)) {
                boolean isMissed = old.tablesBehind(operator).stream().anyMatch(tables::contains);
                changes.add(change(
                        isMissed ? Fate.LOST : Fate.DROPPED,
                        operator,
                        old,
                        isMissed ? why(operator) : "nothing that it was for is written any more"));
            }
        }
        return changes;
    }

    private static OperatorChange change(Fate fate, Operator operator, PlanGraph graph, String why) {
        return new OperatorChange(fate, operator.description(), List.copyOf(graph.tablesBehind(operator)), why);
    }

    /** Held against the operator of the same kind that comes nearest. */
    private String why(Operator lost) {
        List<Operator> others = wanted.all().stream()
                .filter(operator -> operator.type().equals(lost.type()) && !heirs.containsKey(operator))
                .toList();
        if (others.isEmpty()) {
            return "nothing in the new plan does this";
        }
        boolean doesTheSame =
                others.stream().anyMatch(other -> meanings.workOf(other).equals(oldMeanings.workOf(lost)));
        return doesTheSame
                ? "it was built of other rows, or of other columns, than come into it now"
                : "what it computes, or for how long it remembers, is not the same";
    }

    private List<SourceChange> sources() {
        List<SourceChange> changes = new ArrayList<>();
        Map<Input, List<Operator>> before = byInput(old);
        Map<Input, List<Operator>> after = byInput(wanted);
        after.forEach((input, scans) -> {
            List<Operator> known = before.getOrDefault(input, List.of());
            if (known.isEmpty()) {
                changes.add(new SourceChange(Fate.NEW, input.label(), "it is read from where the script says"));
            } else if (input.goesOn(known, scans) && sameReaders(known, scans)) {
                changes.add(new SourceChange(Fate.KEPT, input.label(), ""));
            } else {
                changes.add(new SourceChange(
                        Fate.LOST,
                        input.label(),
                        "it has several readers, each at a place of its own, and they are other ones now"));
            }
        });
        before.keySet().stream()
                .filter(input -> !after.containsKey(input))
                .forEach(
                        input -> changes.add(new SourceChange(Fate.DROPPED, input.label(), "it is not read any more")));
        return changes;
    }

    private static Map<Input, List<Operator>> byInput(PlanGraph graph) {
        Map<Input, List<Operator>> scans = new LinkedHashMap<>();
        graph.sources()
                .filter(scan -> !Input.isOfBadRecords(scan))
                .forEach(scan -> scans.computeIfAbsent(Input.of(scan), input -> new ArrayList<>())
                        .add(scan));
        return scans;
    }

    /** Whether every table, and all that is remembered, has its rows from the readers that it had them from. */
    private boolean sameReaders(List<Operator> before, List<Operator> after) {
        if (before.size() == 1 && after.size() == 1) {
            return true;
        }
        for (Map.Entry<Operator, Operator> heir : heirs.entrySet()) {
            if (heir.getKey().isSource()) {
                continue;
            }
            Set<Integer> now = new TreeSet<>();
            heir.getKey().upstream().stream()
                    .filter(after::contains)
                    .forEach(scan ->
                            now.add(heirs.containsKey(scan) ? heirs.get(scan).id() : -1));
            Set<Integer> then = new TreeSet<>();
            heir.getValue().upstream().stream().filter(before::contains).forEach(scan -> then.add(scan.id()));
            if (!then.isEmpty() && !now.isEmpty() && !then.equals(now)) {
                return false;
            }
        }
        return true;
    }

    private List<TableChange> tables() {
        List<TableChange> changes = new ArrayList<>();
        Map<String, Set<String>> before = rowsByTable(old, oldMeanings);
        Map<String, Set<String>> after = rowsByTable(wanted, meanings);
        after.forEach((table, rows) -> {
            Set<String> known = before.get(table);
            Rows fate = known == null ? Rows.NEW : known.equals(rows) ? Rows.KEPT : Rows.CHANGED;
            changes.add(new TableChange(fate, table));
        });
        before.keySet().stream()
                .filter(table -> !after.containsKey(table))
                .forEach(table -> changes.add(new TableChange(Rows.DROPPED, table)));
        return changes;
    }

    private static Map<String, Set<String>> rowsByTable(PlanGraph graph, Meanings meanings) {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        graph.sinks().forEach(sink -> {
            Meaning input = meanings.of(sink.inputs().get(0));
            rows.computeIfAbsent(sink.table(), table -> new TreeSet<>())
                    .add(input.values() + sink.properties().path("targetColumns"));
        });
        return rows;
    }

    /** Ids that no operator of the old plan has had go to whatever does not go on with the state of one. */
    private String carried() {
        Map<Integer, Integer> ids = new HashMap<>();
        int fresh = Math.max(old.highestId(), 0);
        for (Operator operator : wanted.all()) {
            Operator before = heirs.get(operator);
            ids.put(operator.id(), before == null ? ++fresh : before.id());
        }
        return wanted.withIds(ids);
    }
}
