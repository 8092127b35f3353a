package dev.tidewater.engine.check.script;

import dev.tidewater.engine.sql.SqlPosition;
import dev.tidewater.engine.sql.SqlStatement;

/**
 * A piece of a statement.
 *
 * @param from offset of its first character in the statement's original text
 * @param to offset after its last one
 */
public record Place(SqlStatement statement, int from, int to) {
    public Place {
        if (from < 0 || to < from || to > statement.original().length()) {
            throw new IllegalArgumentException(from + ".." + to + " is not in " + statement.original());
        }
    }

    public SqlPosition position() {
        return statement.inFile(from);
    }

    /** The text that stands there. */
    public String text() {
        return statement.original().substring(from, to);
    }

    /** The same place without what stands in it. */
    public Place beginning() {
        return new Place(statement, from, from);
    }

    public Place end() {
        return new Place(statement, to, to);
    }
}
