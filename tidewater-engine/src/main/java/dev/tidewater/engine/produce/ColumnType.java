package dev.tidewater.engine.produce;

import java.util.Locale;

/** What the cells of a CSV column are. An empty cell is null in every type. */
public enum ColumnType {
    STRING,
    /** A whole number of at most 64 bits. */
    INTEGER,
    NUMBER,
    /** {@code true} or {@code false}, written so. */
    BOOLEAN;

    /** As written on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
