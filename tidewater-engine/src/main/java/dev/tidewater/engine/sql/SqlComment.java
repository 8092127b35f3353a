package dev.tidewater.engine.sql;

import java.util.List;
import java.util.Optional;

/** A comment of a script, with the marks that make it one. */
public record SqlComment(SqlPosition position, String text) {
    public static List<SqlComment> of(SqlScript script) {
        TextLines lines = new TextLines(script.text());
        return SqlLexer.tokens(script.text()).stream()
                .filter(token -> token.kind() == SqlToken.Kind.COMMENT)
                .map(token -> new SqlComment(lines.position(token.start()), token.text()))
                .toList();
    }

    /** The statement in which it stands, else the next one. */
    public Optional<SqlStatement> statementIn(SqlScript script) {
        TextLines lines = new TextLines(script.text());
        int at = lines.offset(position);
        return script.statements().stream()
                .filter(statement -> at
                        < lines.offset(statement.start()) + statement.original().length())
                .findFirst();
    }
}
