package dev.tidewater.engine.deploy;

import dev.tidewater.engine.tables.TablePast.Tail;
import java.util.List;

/**
 * What a rollback undoes, or has undone.
 *
 * @param to generation whose SQL, state and place it goes back to, as they were when it ended
 * @param savepoint that it ended with
 * @param undone commits that lie on top of the tables
 * @param done whether it has happened
 */
public record RollbackReport(String pipeline, int from, int to, String savepoint, List<Tail> undone, boolean done) {
    public RollbackReport {
        undone = List.copyOf(undone);
    }
}
