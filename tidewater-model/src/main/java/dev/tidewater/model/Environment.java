package dev.tidewater.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables into values: {@code ${NAME}}, and {@code ${NAME:-default}} for a variable that may be unset or
 * empty. A doubled dollar sign before the brace keeps the characters as they are.
 */
record Environment(Map<String, String> variables) {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(\\$\\{)|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?:(:-)([^}]*))?})?");

    Environment {
        variables = Map.copyOf(variables);
    }

    /** The entry with every reference replaced; empty, and a fault noted, if one cannot be. */
    Optional<ConfigEntry> fill(ConfigEntry entry, List<Finding> faults) {
        Matcher reference = REFERENCE.matcher(entry.text());
        StringBuilder filled = new StringBuilder();
        int known = faults.size();
        while (reference.find()) {
            String value = "";
            if (reference.group(1) != null) {
                value = "${";
            } else if (reference.group(2) == null) {
                faults.add(entry.place()
                        .error(
                                "config-variable",
                                "key \"" + entry.name() + "\": \"${\" does not begin a reference to a variable",
                                "write ${NAME} or ${NAME:-default}, or $${ for the characters themselves"));
            } else {
                value = value(entry, reference, faults);
            }
            reference.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        reference.appendTail(filled);
        return faults.size() == known ? Optional.of(entry.withText(filled.toString())) : Optional.empty();
    }

    private String value(ConfigEntry entry, Matcher reference, List<Finding> faults) {
        String name = reference.group(2);
        String set = variables.getOrDefault(name, "");
        if (reference.group(3) != null) {
            return set.isEmpty() ? reference.group(4) : set;
        }
        if (!variables.containsKey(name)) {
            faults.add(entry.place()
                    .error(
                            "config-variable",
                            "key \"" + entry.name() + "\": environment variable \"" + name + "\" is not set",
                            "set it: export " + name + "=…, or give a default: ${" + name + ":-…}"));
        }
        return set;
    }
}
