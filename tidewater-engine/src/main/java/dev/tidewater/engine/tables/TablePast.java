package dev.tidewater.engine.tables;

import dev.tidewater.engine.stack.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.rest.RESTCatalog;
import org.jspecify.annotations.Nullable;

/** What jobs have committed to lake tables, and the way back behind it. */
public final class TablePast implements AutoCloseable {
    private static final String JOB = "flink.job-id";

    private final RESTCatalog catalog = new RESTCatalog();

    public TablePast(Endpoints endpoints) {
        catalog.initialize(endpoints.catalog().name(), LakeReader.properties(endpoints));
    }

    /**
     * The commits of some jobs that lie on top of a table's history.
     *
     * @param table {@code database.table}
     * @param from the newest of them
     * @param to the snapshot beneath them; absent if there is none, then the table was empty
     * @param snapshots how many they are
     * @param records how many more, or fewer, the table has by them, as Iceberg counts them
     */
    public record Tail(String table, long from, Optional<Long> to, int snapshots, long records) {}

    /** Somebody else has committed, too, or the history does not reach far enough. */
    public static final class NoWayBack extends Exception {
        private static final long serialVersionUID = 1L;

        private NoWayBack(String message) {
            super(message);
        }

        private static NoWayBack becauseOfOthers(String table) {
            return new NoWayBack("table \"" + table + "\" was written by others, too");
        }
    }

    /**
     * Absent if the jobs have committed nothing, or the table does not exist.
     *
     * @param table {@code database.table}
     * @throws NoWayBack if something of others lies on top of, or between, their commits
     */
    public Optional<Tail> tailOf(String table, Set<String> jobs) throws NoWayBack {
        Optional<Table> found = load(table);
        if (found.isEmpty() || found.get().currentSnapshot() == null) {
            return Optional.empty();
        }
        Snapshot newest = found.get().currentSnapshot();
        Snapshot below = newest;
        int snapshots = 0;
        while (below != null && isOf(below, jobs)) {
            snapshots++;
            below = parent(found.get(), below);
        }
        // What has expired here is older than what was looked for.
        for (Snapshot older = below; older != null; older = known(found.get(), older.parentId())) {
            if (isOf(older, jobs)) {
                throw NoWayBack.becauseOfOthers(table);
            }
        }
        if (snapshots == 0) {
            return Optional.empty();
        }
        return Optional.of(new Tail(
                table,
                newest.snapshotId(),
                Optional.ofNullable(below).map(Snapshot::snapshotId),
                snapshots,
                rows(newest) - (below == null ? 0 : rows(below))));
    }

    /**
     * Makes the snapshot beneath a tail the current one; of a table that was empty, all rows are deleted. Done already, it does
     * nothing.
     *
     * @throws NoWayBack if the tail is not the newest any more
     */
    public void cut(Tail tail) throws NoWayBack {
        Table table =
                load(tail.table()).orElseThrow(() -> new NoSuchTableException("table %s does not exist", tail.table()));
        Snapshot newest = table.currentSnapshot();
        boolean isDone = tail.to().isPresent()
                ? newest != null && newest.snapshotId() == tail.to().get()
                : newest == null || rows(newest) == 0;
        if (isDone) {
            return;
        }
        if (newest == null || newest.snapshotId() != tail.from()) {
            throw NoWayBack.becauseOfOthers(tail.table());
        }
        if (tail.to().isPresent()) {
            table.manageSnapshots().setCurrentSnapshot(tail.to().get()).commit();
        } else {
            table.newDelete()
                    .deleteFromRowFilter(Expressions.alwaysTrue())
                    .validateFilesExist()
                    .commit();
        }
    }

    private static boolean isOf(Snapshot snapshot, Set<String> jobs) {
        return jobs.contains(snapshot.summary().getOrDefault(JOB, ""));
    }

    /** Null for the first one. */
    private static @Nullable Snapshot parent(Table table, Snapshot snapshot) throws NoWayBack {
        Long id = snapshot.parentId();
        Snapshot parent = id == null ? null : table.snapshot(id);
        if (id != null && parent == null) {
            throw new NoWayBack("older snapshots of table \"" + table.name() + "\" have expired");
        }
        return parent;
    }

    private static @Nullable Snapshot known(Table table, @Nullable Long id) {
        return id == null ? null : table.snapshot(id);
    }

    private static long rows(Snapshot snapshot) {
        return Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0"));
    }

    private Optional<Table> load(String table) {
        int dot = table.lastIndexOf('.');
        try {
            return Optional.of(catalog.loadTable(
                    TableIdentifier.of(Namespace.of(table.substring(0, dot).split("\\.")), table.substring(dot + 1))));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            catalog.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the catalog", e);
        }
    }
}
