package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A script cut into statements. The statements of a statement set ({@code EXECUTE STATEMENT SET BEGIN … END} or
 * {@code BEGIN STATEMENT SET; … END}) stand in order among the others, the wrapper is gone.
 *
 * @param file as the user named it
 * @param statements those that could be told apart; complete if there are no findings
 * @param findings faults of the text itself, rule {@code sql-syntax}
 */
public record SqlScript(String file, String text, List<SqlStatement> statements, List<Finding> findings) {
    public SqlScript {
        statements = List.copyOf(statements);
        findings = List.copyOf(findings);
    }

    public static SqlScript parse(String file, String text) {
        return new ScriptParser(file, text).parse();
    }

    /** The tokens of the whole text that mean something, those around statement sets included. */
    public List<SqlToken> tokens() {
        return SqlLexer.tokens(text).stream().filter(SqlToken::significant).toList();
    }

    /**
     * The last statement that creates a thing of this name. One that writes the name in the same way comes before one that
     * writes the end of it, and this before one that only shares the last part.
     */
    public Optional<SqlStatement> creating(String name) {
        List<String> wanted = List.of(name.split("\\."));
        return statements.stream()
                .filter(statement -> !statement.createdPath().isEmpty() && likeness(statement, wanted) > 0)
                .max(Comparator.comparingInt((SqlStatement statement) -> likeness(statement, wanted))
                        .thenComparing(statements::indexOf));
    }

    /** 3, 2 or 1 in the order of {@link #creating}, 0 for another thing. */
    private static int likeness(SqlStatement statement, List<String> wanted) {
        List<String> path = statement.createdPath();
        if (path.equals(wanted)) {
            return 3;
        }
        int shared = wanted.size() - path.size();
        if (shared > 0 && path.equals(wanted.subList(shared, wanted.size()))) {
            return 2;
        }
        return path.get(path.size() - 1).equals(wanted.get(wanted.size() - 1)) ? 1 : 0;
    }

    /** The offset in the text of a place in it. */
    public int offset(SqlPosition position) {
        return new TextLines(text).offset(position);
    }

    /** The statements without comments and layout, so that two scripts that differ in nothing else are equal. */
    public List<String> normalised() {
        return statements.stream().map(SqlStatement::normalised).toList();
    }
}
