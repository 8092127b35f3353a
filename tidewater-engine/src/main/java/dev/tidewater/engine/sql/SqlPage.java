package dev.tidewater.engine.sql;

import java.util.List;

/**
 * The next rows of an answer.
 *
 * @param changes may be empty while the answer goes on
 */
public record SqlPage(List<Change> changes, State state) {
    public SqlPage {
        changes = List.copyOf(changes);
    }

    /** How the answer is doing. */
    public enum State {
        GOES_ON,
        /** These are the last rows. */
        FINISHED,
        CANCELLED
    }
}
