package dev.tidewater.engine.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from an explained query whether its rows are only added. */
final class ChangelogModes {
    private static final Pattern FIRST_NODE =
            Pattern.compile("== Optimized Physical Plan ==\\R.*?changelogMode=\\[([^\\]]*)]", Pattern.DOTALL);

    private ChangelogModes() {}

    /** @param plan with the changelog mode of each node, the last one first */
    static SqlAnswer.Kind ofRoot(String plan) {
        Matcher node = FIRST_NODE.matcher(plan);
        return node.find() && node.group(1).equals("I") ? SqlAnswer.Kind.ENDLESS_ROWS : SqlAnswer.Kind.ENDLESS_CHANGES;
    }
}
