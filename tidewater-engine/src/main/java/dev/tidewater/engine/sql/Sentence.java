package dev.tidewater.engine.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes sentences for users out of messages for developers. */
final class Sentence {
    private static final Pattern END = Pattern.compile("[.!]\\s|\\n|\\.$");
    private static final Pattern THROWN = Pattern.compile("^(?:[a-z][\\w]*\\.)+[A-Z][\\w$]*(?:Exception|Error):\\s*");
    private static final Pattern CLASS = Pattern.compile(
            "(?:\\s+(?:that implements|(?:of |for )?(?:the |enum )*class|by|of|in|for))?\\s*'?\\b(?:org\\.apache|java|javax|com\\.google)"
                    + "(?:\\.\\w+)*\\.[A-Z][\\w$]*'?(?:\\s+in the classpath)?");
    private static final Pattern DEFAULTS = Pattern.compile("`?default_catalog`?\\.`?default_database`?\\.");
    private static final Pattern PREFIX = Pattern.compile("^SQL (?:validation|parse) failed\\.\\s*");

    private Sentence() {}

    /** The first sentence, without class names, without the catalog that nobody named, in double quotes. */
    static String first(String message) {
        String text = plain(message);
        Matcher end = END.matcher(text);
        String sentence = end.find() ? text.substring(0, end.start()) : text;
        return sentence.strip().replaceAll("\\s+", " ");
    }

    /** As {@link #first}, but all of it. */
    static String plain(String message) {
        String text = PREFIX.matcher(message.strip()).replaceFirst("");
        text = THROWN.matcher(text).replaceFirst("");
        text = CLASS.matcher(text).replaceAll("");
        text = DEFAULTS.matcher(text).replaceAll("");
        text = text.replace("VARCHAR(2147483647)", "STRING").replace(" *ROWTIME*", "");
        return text.replaceAll("(?<![A-Za-z0-9])'([^'\\n]+)'(?![A-Za-z0-9])", "\"$1\"");
    }

    /** Whether a message says something, and is not just a name or a number. */
    static boolean isSentence(String message) {
        String text = plain(message);
        return text.indexOf(' ') > 0 && text.chars().anyMatch(Character::isLetter);
    }
}
