package dev.tidewater.engine.check;

import dev.tidewater.engine.check.script.Findings.Found;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.sql.SqlStatement;
import dev.tidewater.model.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Applies fixes to a script. A fix counts only if the script that it makes was checked again: what it is for is gone then, and
 * nothing has come in its place.
 */
final class Mending {
    private final Function<SqlScript, Checker.Outcome> checker;

    /** @param checker checks a script that was changed */
    Mending(Function<SqlScript, Checker.Outcome> checker) {
        this.checker = checker;
    }

    /** @param fixes how many findings it mends */
    record Mended(String text, int fixes) {}

    Mended mend(Checker.Outcome outcome) {
        List<Found> fixable = outcome.found().stream()
                .filter(found -> found.fix().isPresent())
                .toList();
        if (fixable.isEmpty()) {
            return new Mended(outcome.script().text(), 0);
        }
        Mended all = attempt(outcome, apart(fixable));
        if (all.fixes() > 0) {
            return all;
        }
        // One of them does harm: those that do none, each tried on top of the others.
        List<Found> harmless = new ArrayList<>();
        Mended best = new Mended(outcome.script().text(), 0);
        for (Found found : apart(fixable)) {
            harmless.add(found);
            Mended with = attempt(outcome, harmless);
            if (with.fixes() == 0) {
                harmless.remove(found);
            } else {
                best = with;
            }
        }
        return best;
    }

    private Mended attempt(Checker.Outcome before, List<Found> fixes) {
        SqlScript script = before.script();
        String text = edited(script.text(), fixes, place -> offset(script, place));
        Checker.Outcome after = checker.apply(SqlScript.parse(script.file(), text));
        Map<String, Long> were = counts(before.findings());
        Map<String, Long> are = counts(after.findings());
        Map<String, Long> mended = counts(fixes.stream().map(Found::finding).toList());
        boolean nothingNew =
                are.entrySet().stream().allMatch(rule -> rule.getValue() <= were.getOrDefault(rule.getKey(), 0L));
        boolean allGone = mended.entrySet().stream()
                .allMatch(rule ->
                        are.getOrDefault(rule.getKey(), 0L) <= were.getOrDefault(rule.getKey(), 0L) - rule.getValue());
        return nothingNew && allGone ? new Mended(text, fixes.size()) : new Mended(script.text(), 0);
    }

    /** Of fixes that touch the same text only the first. */
    private static List<Found> apart(List<Found> fixable) {
        List<Found> apart = new ArrayList<>();
        for (Found found : fixable) {
            boolean free = edits(List.of(found)).stream()
                    .noneMatch(edit -> edits(apart).stream().anyMatch(other -> overlap(edit.place(), other.place())));
            if (free) {
                apart.add(found);
            }
        }
        return apart;
    }

    private static boolean overlap(Place one, Place other) {
        return one.statement().equals(other.statement()) && one.from() < other.to() && other.from() < one.to();
    }

    private static String edited(String text, List<Found> fixes, Function<Place, Integer> offset) {
        StringBuilder edited = new StringBuilder(text);
        edits(fixes).stream()
                .sorted(Comparator.comparing((Fix.Edit edit) -> offset.apply(edit.place()))
                        .reversed())
                .forEach(edit -> {
                    int from = offset.apply(edit.place());
                    edited.replace(from, from + edit.place().text().length(), edit.replacement());
                });
        return edited.toString();
    }

    private static List<Fix.Edit> edits(List<Found> fixes) {
        return fixes.stream()
                .flatMap(found -> found.fix().stream())
                .flatMap(fix -> fix.edits().stream())
                .toList();
    }

    private static int offset(SqlScript script, Place place) {
        SqlStatement statement = place.statement();
        return script.offset(statement.start()) + place.from();
    }

    private static Map<String, Long> counts(List<Finding> findings) {
        return findings.stream().collect(Collectors.groupingBy(Finding::rule, Collectors.counting()));
    }
}
