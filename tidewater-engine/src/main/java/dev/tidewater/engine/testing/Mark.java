package dev.tidewater.engine.testing;

import dev.tidewater.model.Finding;

/** Where something stands in a file of a test; line and column from 1, or 0 where that is not known. */
public record Mark(String file, int line, int column) {
    static final String RULE = "test-file";

    Finding error(String message, String hint) {
        return new Finding(RULE, Finding.Level.ERROR, file, line, column, message, hint);
    }
}
