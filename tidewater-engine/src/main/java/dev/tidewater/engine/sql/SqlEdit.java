package dev.tidewater.engine.sql;

/** A replacement of one stretch of a statement's original text. */
record SqlEdit(int start, int end, String replacement) {}
