package dev.tidewater.model;

/** Where something stands in a file of the user; line and column from 1. */
record Place(String file, int line, int column) {
    Finding error(String rule, String message, String hint) {
        return new Finding(rule, Finding.Level.ERROR, file, line, column, message, hint);
    }
}
