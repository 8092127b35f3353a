package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
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

    /** The last statement that creates a thing of this name; of a dotted name only the last part counts. */
    public Optional<SqlStatement> creating(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return statements.stream()
                .filter(statement ->
                        statement.createdName().filter(last::equals).isPresent())
                .reduce((earlier, later) -> later);
    }

    /** The statements without comments and layout, so that two scripts that differ in nothing else are equal. */
    public List<String> normalised() {
        return statements.stream().map(SqlStatement::normalised).toList();
    }
}
