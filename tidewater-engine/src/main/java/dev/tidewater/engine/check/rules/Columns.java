package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.PlanNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Columns of operators by the names that the plan gives them, and where they come from. */
final class Columns {
    private static final Pattern ALIAS = Pattern.compile("^(.*) AS ([^ ]+)$");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    private Columns() {}

    /** A column as an operator makes it. */
    record Made(String expression, String name) {}

    /** What an operator gives to the next, in order. */
    static List<String> of(PlanNode node) {
        if (node.attributes().containsKey("select")) {
            return made(node).stream().map(Made::name).toList();
        }
        if (node.attributes().containsKey("fields")) {
            return node.list("fields");
        }
        List<String> names = new ArrayList<>();
        node.inputs().stream().findFirst().ifPresent(input -> names.addAll(of(input)));
        if (node.is("WindowTableFunction")) {
            names.addAll(List.of("window_start", "window_end", "window_time"));
        }
        return names;
    }

    static List<Made> made(PlanNode node) {
        return node.list("select").stream()
                .map(item -> {
                    Matcher alias = ALIAS.matcher(item);
                    return alias.matches() ? new Made(alias.group(1), alias.group(2)) : new Made(item, item);
                })
                .toList();
    }

    /** The columns of the operator before from which it makes one; the column itself if it only passes it on. */
    static Set<String> behind(PlanNode node, String column) {
        if (!node.is("Calc")) {
            return Set.of(column);
        }
        Set<String> behind = new LinkedHashSet<>();
        for (Made made : made(node)) {
            if (made.name().equals(column)) {
                behind.addAll(in(made.expression(), of(node.inputs().get(0))));
            }
        }
        return behind;
    }

    /** Those of the columns that an expression of the plan names. */
    static Set<String> in(String expression, List<String> columns) {
        Set<String> named = new LinkedHashSet<>();
        Matcher names = NAME.matcher(expression.replaceAll("'[^']*'", ""));
        while (names.find()) {
            if (columns.contains(names.group())) {
                named.add(names.group());
            }
        }
        return named;
    }
}
