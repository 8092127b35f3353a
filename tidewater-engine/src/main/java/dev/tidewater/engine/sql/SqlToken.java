package dev.tidewater.engine.sql;

/**
 * A piece of SQL text.
 *
 * @param text as written, quotes and all
 * @param start offset of its first character
 */
public record SqlToken(Kind kind, String text, int start) {
    /** What a piece of text is. */
    public enum Kind {
        SPACE,
        COMMENT,
        WORD,
        NUMBER,
        STRING,
        QUOTED_NAME,
        SYMBOL,
        SEMICOLON,
        HINT_OPEN,
        HINT_CLOSE,
        /** A string, quoted name or comment that runs to the end of the text. */
        UNTERMINATED
    }

    public int end() {
        return start + text.length();
    }

    /** Neither space nor comment. */
    public boolean significant() {
        return kind != Kind.SPACE && kind != Kind.COMMENT;
    }

    /** An unquoted word, in any case. */
    public boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    public boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** A plain or quoted identifier. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** What a string or a quoted name says, quotes taken off; any other token as it stands. */
    public String value() {
        if (kind != Kind.STRING && kind != Kind.QUOTED_NAME) {
            return text;
        }
        char quote = text.charAt(text.length() - 1);
        String inner = text.substring(text.indexOf(quote) + 1, text.length() - 1);
        return inner.replace("" + quote + quote, "" + quote);
    }
}
