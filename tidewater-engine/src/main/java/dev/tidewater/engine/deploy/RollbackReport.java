package dev.tidewater.engine.deploy;

import dev.tidewater.engine.tables.TablePast.Tail;
import java.util.List;

/**
 * What a rollback undoes, or has undone.
 *
 * @param to generation whose SQL, state and place it goes back to
 * @param point where in it: {@code 2} is where generation 2 ended, {@code 2.1} a savepoint of it
 * @param savepoint that was taken there
 * @param undone commits that lie on top of the tables
 * @param done whether it has happened
 */
public record RollbackReport(
        String pipeline, int from, int to, String point, String savepoint, List<Tail> undone, boolean done) {
    public RollbackReport {
        undone = List.copyOf(undone);
    }
}
