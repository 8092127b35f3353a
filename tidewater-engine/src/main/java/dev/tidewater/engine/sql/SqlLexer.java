package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text into tokens that, put together again, are the text. Follows the lexical rules of Flink's parser, among them
 * {@code //} comments, comments that do not nest, and {@code E'…'} strings with backslash escapes.
 */
final class SqlLexer {
    private final String text;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;
    private boolean inHint;

    private SqlLexer(String text) {
        this.text = text;
    }

    static List<SqlToken> tokens(String text) {
        return new SqlLexer(text).run();
    }

    private List<SqlToken> run() {
        while (at < text.length()) {
            next();
        }
        return List.copyOf(tokens);
    }

    private void next() {
        char c = text.charAt(at);
        if (isSpace(at)) {
            int end = at;
            while (end < text.length() && isSpace(end)) {
                end++;
            }
            add(SqlToken.Kind.SPACE, end);
        } else if (text.startsWith("--", at) || text.startsWith("//", at)) {
            add(SqlToken.Kind.COMMENT, endOfLine());
        } else if (text.startsWith("/*+", at) && !inHint) {
            inHint = true;
            add(SqlToken.Kind.HINT_OPEN, at + 3);
        } else if (text.startsWith("*/", at) && inHint) {
            inHint = false;
            add(SqlToken.Kind.HINT_CLOSE, at + 2);
        } else if (text.startsWith("/*", at)) {
            closed(SqlToken.Kind.COMMENT, text.indexOf("*/", at + 2), 2);
        } else if (c == '\'') {
            closed(SqlToken.Kind.STRING, closingQuote(at, c), 1);
        } else if (c == '"' || c == '`') {
            closed(SqlToken.Kind.QUOTED_NAME, closingQuote(at, c), 1);
        } else if ((c == 'E' || c == 'e') && text.startsWith("'", at + 1)) {
            closed(SqlToken.Kind.STRING, closingQuoteWithEscapes(at + 1), 1);
        } else if (c == ';') {
            add(SqlToken.Kind.SEMICOLON, at + 1);
        } else if (Character.isDigit(c)) {
            word(SqlToken.Kind.NUMBER);
        } else if (isWordPart(at)) {
            word(SqlToken.Kind.WORD);
        } else {
            add(SqlToken.Kind.SYMBOL, at + Character.charCount(text.codePointAt(at)));
        }
    }

    private void add(SqlToken.Kind kind, int end) {
        tokens.add(new SqlToken(kind, text.substring(at, end), at));
        at = end;
    }

    /** Adds a token that ends with a mark found at the given offset; -1 if the mark is missing. */
    private void closed(SqlToken.Kind kind, int mark, int length) {
        if (mark < 0) {
            add(SqlToken.Kind.UNTERMINATED, text.length());
        } else {
            add(kind, mark + length);
        }
    }

    private void word(SqlToken.Kind kind) {
        int end = at;
        while (end < text.length() && (isWordPart(end) || (kind == SqlToken.Kind.NUMBER && text.charAt(end) == '.'))) {
            end += Character.charCount(text.codePointAt(end));
        }
        add(kind, end);
    }

    private int endOfLine() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private int closingQuote(int opening, char quote) {
        for (int i = opening + 1; i < text.length(); i++) {
            if (text.charAt(i) == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }

    private int closingQuoteWithEscapes(int opening) {
        for (int i = opening + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '\'') {
                if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }

    /** A byte order mark at the very beginning is space too: editors put it there unseen. */
    private boolean isSpace(int index) {
        char c = text.charAt(index);
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || (c == '\uFEFF' && index == 0);
    }

    private boolean isWordPart(int index) {
        int c = text.codePointAt(index);
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
