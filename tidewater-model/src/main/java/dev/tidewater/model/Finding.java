package dev.tidewater.model;

import java.util.Locale;

/**
 * One fault in something that belongs to the user. A value: collected and shown, never thrown.
 *
 * @param rule kebab-case id, for example {@code sql-syntax}; never reused for another meaning
 * @param file as the user named it, or empty where no file is concerned
 * @param line from 1, or 0 where there is none
 * @param column from 1, or 0 where there is none
 * @param message what is wrong
 * @param hint what to do about it; may be empty
 */
public record Finding(String rule, Level level, String file, int line, int column, String message, String hint) {
    /** How grave a finding is. Only errors make a command answer no. */
    public enum Level {
        ERROR,
        WARN,
        INFO;

        /** As written in JSON and in text. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
