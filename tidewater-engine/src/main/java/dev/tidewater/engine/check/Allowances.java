package dev.tidewater.engine.check;

import dev.tidewater.engine.sql.SqlComment;
import dev.tidewater.engine.sql.SqlPosition;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.sql.SqlStatement;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments by which an author says that a finding is known and why it is no fault:
 *
 * <pre>
 * -- tidewater:allow no-idle-timeout: the topic has one partition and a heartbeat
 * </pre>
 *
 * One counts for the statement in which it stands; before a statement, for that one.
 */
final class Allowances {
    static final String RULE = "allow";

    private static final Pattern ALLOW =
            Pattern.compile("tidewater:allow\\b\\s*([A-Za-z0-9-]*)\\s*(:?)\\s*(.*?)\\s*(?:\\*/)?\\s*$");

    private final SqlScript script;
    private final List<Allowance> all = new ArrayList<>();
    private final List<Finding> faults = new ArrayList<>();
    private final List<Allowance> used = new ArrayList<>();

    private record Allowance(SqlComment comment, String rule, Optional<SqlStatement> statement) {}

    private Allowances(SqlScript script) {
        this.script = script;
    }

    /** @param rules ids that can be allowed */
    static Allowances of(SqlScript script, Collection<String> rules) {
        Allowances allowances = new Allowances(script);
        for (SqlComment comment : SqlComment.of(script)) {
            Matcher matcher = ALLOW.matcher(comment.text());
            if (matcher.find()) {
                allowances.add(comment, matcher, rules);
            }
        }
        return allowances;
    }

    /** Whether the author allows it. */
    boolean allow(Finding finding) {
        Optional<SqlStatement> statement = statementOf(finding);
        for (Allowance allowance : all) {
            boolean here = statement.isPresent() && allowance.statement().equals(statement);
            if (here && allowance.rule().equals(finding.rule())) {
                used.add(allowance);
                return true;
            }
        }
        return false;
    }

    /** The last that begins before the finding. */
    private Optional<SqlStatement> statementOf(Finding finding) {
        return script.statements().stream()
                .filter(statement -> statement.start().line() < finding.line()
                        || (statement.start().line() == finding.line()
                                && statement.start().column() <= finding.column()))
                .reduce((earlier, later) -> later);
    }

    /** What is wrong with the comments. */
    List<Finding> faults() {
        return List.copyOf(faults);
    }

    /** Comments that allowed nothing; to be asked after all findings were asked about. */
    List<Finding> unused() {
        List<Finding> all = new ArrayList<>();
        for (Allowance allowance : this.all) {
            if (!used.contains(allowance)) {
                all.add(
                        finding(
                                Finding.Level.INFO,
                                allowance.comment(),
                                "this allows \"" + allowance.rule() + "\", and there is nothing to allow",
                                "remove the comment; it stands in the statement, or right before it, that the finding is about"));
            }
        }
        return all;
    }

    private void add(SqlComment comment, Matcher matcher, Collection<String> rules) {
        String rule = matcher.group(1);
        if (!rules.contains(rule)) {
            faults.add(finding(
                    Finding.Level.ERROR,
                    comment,
                    rule.isEmpty() ? "this does not say what it allows" : "there is no rule \"" + rule + "\" to allow",
                    Nearest.to(rule, rules)
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("write -- tidewater:allow RULE: reason")));
        } else if (matcher.group(2).isEmpty() || matcher.group(3).isBlank()) {
            faults.add(finding(
                    Finding.Level.ERROR,
                    comment,
                    "this allows \"" + rule + "\" without a reason",
                    "say why it is no fault here: -- tidewater:allow " + rule + ": reason"));
        } else {
            all.add(new Allowance(comment, rule, comment.statementIn(script)));
        }
    }

    private Finding finding(Finding.Level level, SqlComment comment, String message, String hint) {
        SqlPosition position = comment.position();
        return new Finding(RULE, level, script.file(), position.line(), position.column(), message, hint);
    }
}
