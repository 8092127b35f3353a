package dev.tidewater.engine.sql;

import java.util.List;

/** What is typed into a shell, before it is a script. */
public final class SqlInput {
    /** As errors call a statement that stands in no file. */
    public static final String SOURCE = "sql";

    private SqlInput() {}

    /** Whether nothing is missing: every statement, also a statement set, has its semicolon. */
    public static boolean isComplete(String text) {
        List<SqlToken> tokens = significant(text);
        if (tokens.isEmpty()) {
            return true;
        }
        return tokens.get(tokens.size() - 1).kind() == SqlToken.Kind.SEMICOLON && !endsInSet(tokens);
    }

    /** Whether there is nothing but layout and comments. */
    public static boolean isBlank(String text) {
        return significant(text).isEmpty();
    }

    /** Whether a text without its last semicolon is this one word. */
    public static boolean isWord(String text, String word) {
        List<SqlToken> tokens = significant(text);
        boolean alone =
                tokens.size() == 1 || (tokens.size() == 2 && tokens.get(1).kind() == SqlToken.Kind.SEMICOLON);
        return alone && tokens.get(0).is(word);
    }

    /** Where the word begins that is being typed. */
    public static int wordStart(String text, int cursor) {
        return TypedStatement.at(text, cursor).wordStart();
    }

    private static boolean endsInSet(List<SqlToken> tokens) {
        boolean inSet = false;
        for (int i = 0; i < tokens.size(); i++) {
            boolean begins = i == 0 || tokens.get(i - 1).kind() == SqlToken.Kind.SEMICOLON;
            if (begins && i + 2 < tokens.size()) {
                boolean execute = tokens.get(i).is("EXECUTE") || tokens.get(i).is("BEGIN");
                inSet |= execute
                        && tokens.get(i + 1).is("STATEMENT")
                        && tokens.get(i + 2).is("SET");
            }
            if (begins && tokens.get(i).is("END")) {
                inSet = false;
            }
        }
        return inSet;
    }

    private static List<SqlToken> significant(String text) {
        return SqlLexer.tokens(text).stream().filter(SqlToken::significant).toList();
    }
}
