package dev.tidewater.engine.check.script;

import dev.tidewater.engine.check.script.PlanNode.Change;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the tree that Flink's EXPLAIN draws. */
final class PlanText {
    /** Flink's name of a window, whose quote is never closed: {@code start('w$) AS window_start}. */
    private static final String WINDOW_ALIAS = "'w$";

    private static final String SECTION = "== Optimized Physical Plan ==";

    private final List<String> lines;
    private int at;

    private PlanText(List<String> lines) {
        this.lines = lines;
    }

    /** @param explained text with the optimised physical plan of one INSERT, changelog modes included */
    static PlanNode read(String explained) {
        int from = explained.indexOf(SECTION) + SECTION.length();
        int to = explained.indexOf("\n== ", from);
        String section = explained.substring(from, to < 0 ? explained.length() : to);
        return new PlanText(section.lines().filter(line -> !line.isBlank()).toList()).node(depth(section.strip()));
    }

    private PlanNode node(int depth) {
        String line = lines.get(at++);
        List<PlanNode> inputs = new ArrayList<>();
        while (at < lines.size() && depth(lines.get(at)) > depth) {
            inputs.add(node(depth(lines.get(at))));
        }
        String text = line.substring(depth);
        int open = text.indexOf('(');
        String kind = open < 0 ? text.strip() : text.substring(0, open);
        Map<String, String> attributes =
                open < 0 ? Map.of() : attributes(text.substring(open + 1, text.lastIndexOf(')')));
        return new PlanNode(kind, attributes, changes(attributes.getOrDefault("changelogMode", "")), inputs);
    }

    /** What draws the branches: {@code :}, {@code +-} and {@code :-}. */
    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && " :+-".indexOf(line.charAt(depth)) >= 0) {
            depth++;
        }
        return depth;
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String part : split(text)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String value = part.substring(equals + 1);
                boolean bracketed = value.startsWith("[") && value.endsWith("]");
                attributes.put(part.substring(0, equals), bracketed ? value.substring(1, value.length() - 1) : value);
            }
        }
        return attributes;
    }

    private static Set<Change> changes(String mode) {
        Set<Change> changes = EnumSet.noneOf(Change.class);
        for (String change : mode.split(",")) {
            if (!change.isBlank() && !change.equals("NONE")) {
                changes.add(Change.valueOf(change.strip()));
            }
        }
        return changes;
    }

    /** At commas outside of brackets and of texts in single quotes. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' && !text.startsWith(WINDOW_ALIAS, i)) {
                quoted = !quoted;
            } else if (!quoted) {
                depth += "([{".indexOf(c) >= 0 ? 1 : 0;
                depth -= ")]}".indexOf(c) >= 0 ? 1 : 0;
                if (c == ',' && depth == 0) {
                    parts.add(text.substring(from, i).strip());
                    from = i + 1;
                }
            }
        }
        if (!text.substring(from).isBlank()) {
            parts.add(text.substring(from).strip());
        }
        return parts;
    }
}
