package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One statement of a script, and the way back from its text to the user's file.
 *
 * @param file as the user named it
 * @param start of the statement in the file
 * @param original the text as the user wrote it, without the semicolon
 * @param edits what {@link #text()} replaces in the original, in order and apart
 */
public record SqlStatement(String file, SqlPosition start, Kind kind, String original, List<SqlEdit> edits) {
    /** What a statement does, by its leading keywords. */
    public enum Kind {
        SET,
        RESET,
        USE,
        CREATE_TABLE,
        CREATE_TABLE_AS,
        CREATE_VIEW,
        CREATE_CATALOG,
        CREATE_DATABASE,
        CREATE_FUNCTION,
        /** With {@code INSERT OVERWRITE}, and {@code INSERT} after a {@code WITH}. */
        INSERT,
        /** With {@code VALUES}, and {@code SELECT} after a {@code WITH}. */
        SELECT,
        DROP,
        ALTER,
        SHOW,
        DESCRIBE,
        EXPLAIN,
        OTHER
    }

    public SqlStatement {
        edits = List.copyOf(edits);
    }

    static SqlStatement of(String file, SqlPosition start, String original) {
        return new SqlStatement(file, start, StatementKinds.of(significant(original)), original, List.of());
    }

    /** What to give to Flink. */
    public String text() {
        StringBuilder text = new StringBuilder(original);
        for (int i = edits.size() - 1; i >= 0; i--) {
            SqlEdit edit = edits.get(i);
            text.replace(edit.start(), edit.end(), edit.replacement());
        }
        return text.toString();
    }

    /** Where in the user's file that stands which Flink's parser reports at a place of {@link #text()}. */
    public SqlPosition inFile(SqlPosition inText) {
        return inFile(originalOffset(new TextLines(text()).offset(inText)));
    }

    /** The offset in the original of a place in the original. */
    public int offset(SqlPosition inOriginal) {
        return new TextLines(original).offset(inOriginal);
    }

    /** What a SET or RESET statement sets; empty if it names no key, or for any other statement. */
    public Optional<SqlSetting> setting() {
        return kind == Kind.SET || kind == Kind.RESET ? Settings.of(tokens()) : Optional.empty();
    }

    /** The last part of the name that a CREATE statement gives, without quotes. */
    public Optional<String> createdName() {
        List<String> path = createdPath();
        return path.isEmpty() ? Optional.empty() : Optional.of(path.get(path.size() - 1));
    }

    /** All parts of the name that a CREATE statement gives, without quotes; empty for any other. */
    public List<String> createdPath() {
        return StatementKinds.createdPath(this);
    }

    /** The original without comments and layout. */
    String normalised() {
        return tokens().stream().map(SqlToken::text).collect(Collectors.joining(" "));
    }

    SqlStatement withEdits(List<SqlEdit> edits) {
        return new SqlStatement(file, start, kind, original, edits);
    }

    /** The tokens of the original that mean something. */
    public List<SqlToken> tokens() {
        return significant(original);
    }

    /** @param offset in the original */
    public SqlPosition inFile(int offset) {
        SqlPosition inside = new TextLines(original).position(Math.max(0, Math.min(offset, original.length())));
        return inside.line() == 1
                ? new SqlPosition(start.line(), start.column() + inside.column() - 1)
                : new SqlPosition(start.line() + inside.line() - 1, inside.column());
    }

    /** @param position in the file */
    Finding error(String rule, SqlPosition position, String message, String hint) {
        return new Finding(rule, Finding.Level.ERROR, file, position.line(), position.column(), message, hint);
    }

    /** An offset inside a replacement leads to the same distance into what was replaced, at most to its last character. */
    int originalOffset(int offset) {
        int shift = 0;
        for (SqlEdit edit : edits) {
            int from = edit.start() + shift;
            int to = from + edit.replacement().length();
            if (offset < from) {
                break;
            }
            if (offset < to) {
                return Math.min(edit.start() + offset - from, Math.max(edit.start(), edit.end() - 1));
            }
            shift += edit.replacement().length() - (edit.end() - edit.start());
        }
        return offset - shift;
    }

    private static List<SqlToken> significant(String text) {
        return SqlLexer.tokens(text).stream().filter(SqlToken::significant).toList();
    }
}
