package dev.tidewater.engine.tables;

import dev.tidewater.engine.stack.Endpoints;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.rest.RESTCatalog;
import org.jspecify.annotations.Nullable;

/** What jobs have committed to lake tables, and the way back behind it. */
public final class TablePast implements AutoCloseable {
    private static final String JOB = "flink.job-id";

    private final Catalog catalog;
    private final Closeable connection;

    private TablePast(Catalog catalog, Closeable connection) {
        this.catalog = catalog;
        this.connection = connection;
    }

    public static TablePast of(Endpoints endpoints) {
        RESTCatalog catalog = new RESTCatalog();
        catalog.initialize(endpoints.catalog().name(), LakeReader.properties(endpoints));
        return new TablePast(catalog, catalog);
    }

    /** Of a catalog that somebody else closes. */
    static TablePast of(Catalog catalog) {
        return new TablePast(catalog, () -> {});
    }

    /**
     * The commits of some jobs that lie on top of a table's history.
     *
     * @param table {@code database.table}
     * @param from the newest of them
     * @param to the snapshot beneath them; absent if there is none, then the table was empty
     * @param snapshots how many they are
     * @param records how many more, or fewer, the table has by them, as Iceberg counts them
     * @param jobs whose files are taken out from among those of others; empty if the table goes back to a snapshot
     */
    public record Tail(String table, long from, Optional<Long> to, int snapshots, long records, Set<String> jobs) {
        public Tail {
            // What was written down once had none.
            jobs = jobs == null ? Set.of() : Set.copyOf(jobs);
        }

        private boolean isAmongOthers() {
            return !jobs.isEmpty();
        }
    }

    /** Somebody else has committed, too, or the history does not reach far enough. */
    public static final class NoWayBack extends Exception {
        private static final long serialVersionUID = 1L;

        private NoWayBack(String message) {
            super(message);
        }

        static NoWayBack becauseOfOthers(String table) {
            return new NoWayBack("table \"" + table + "\" was written by others, too");
        }

        static NoWayBack becauseItWasRewritten(String table) {
            return new NoWayBack("table \"" + table
                    + "\" was written by others, too, and files of the pipeline were changed or merged since");
        }
    }

    /**
     * Absent if nothing of the jobs is in the table, or the table does not exist. If others have written to it since, the
     * files of the jobs can be told from theirs as long as nobody has changed or merged them.
     *
     * @param table {@code database.table}
     * @throws NoWayBack if something of others lies on top of, or between, their commits, and they cannot be told apart
     */
    public Optional<Tail> tailOf(String table, Set<String> jobs) throws NoWayBack {
        Optional<Table> found = load(table);
        if (found.isEmpty() || found.get().currentSnapshot() == null) {
            return Optional.empty();
        }
        Snapshot newest = found.get().currentSnapshot();
        Snapshot below = newest;
        Snapshot above = newest;
        int snapshots = 0;
        while (above != null && (isOf(above, jobs) || JobFiles.isEmptying(above))) {
            snapshots += isOf(above, jobs) ? 1 : 0;
            Snapshot next = parent(found.get(), above);
            below = isOf(above, jobs) ? next : below;
            above = next;
        }
        // What has expired here is older than what was looked for.
        for (Snapshot older = below; older != null; older = known(found.get(), older.parentId())) {
            if (isOf(older, jobs)) {
                return new JobFiles(found.get(), table, jobs).tail();
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
                rows(newest) - (below == null ? 0 : rows(below)),
                Set.of()));
    }

    /**
     * Cuts all tails or none. Tails that are cut already, by somebody who was interrupted, are left so.
     *
     * @throws NoWayBack if one is not the newest of its table any more; then all other tables are what they were
     */
    public void cutAll(List<Tail> tails) throws NoWayBack {
        try {
            for (Tail tail : tails) {
                cut(tail);
            }
        } catch (NoWayBack e) {
            tails.forEach(this::putBack);
            throw e;
        }
    }

    /** Makes the snapshot beneath a tail the current one; of a table that was empty, all rows are deleted. */
    private void cut(Tail tail) throws NoWayBack {
        Table table = require(tail);
        if (tail.isAmongOthers()) {
            new JobFiles(table, tail.table(), tail.jobs()).takeOut(tail.from());
            return;
        }
        Snapshot newest = table.currentSnapshot();
        if (isCut(tail, newest)) {
            return;
        }
        if (newest == null || newest.snapshotId() != tail.from()) {
            throw NoWayBack.becauseOfOthers(tail.table());
        }
        if (tail.to().isPresent()) {
            replace(tail, table);
        } else {
            table.newDelete()
                    .deleteFromRowFilter(Expressions.alwaysTrue())
                    .set(JobFiles.EMPTIED, Long.toString(tail.from()))
                    .validateFilesExist()
                    .commit();
        }
    }

    /**
     * Once, or not at all: Iceberg's own {@code setCurrentSnapshot} would try again after somebody else's commit, and undo
     * that, too.
     */
    private static void replace(Tail tail, Table table) throws NoWayBack {
        TableOperations operations = ((HasTableOperations) table).operations();
        TableMetadata base = operations.refresh();
        if (base.currentSnapshot().snapshotId() != tail.from()) {
            throw NoWayBack.becauseOfOthers(tail.table());
        }
        try {
            operations.commit(
                    base,
                    TableMetadata.buildFrom(base)
                            .setBranchSnapshot(tail.to().orElseThrow(), SnapshotRef.MAIN_BRANCH)
                            .build());
        } catch (CommitFailedException e) {
            throw NoWayBack.becauseOfOthers(tail.table());
        }
    }

    /** Its snapshots are in the history still. What others have written since is theirs, and stays. */
    private void putBack(Tail tail) {
        Table table = require(tail);
        if (tail.isAmongOthers()) {
            new JobFiles(table, tail.table(), tail.jobs()).putBack(tail.from());
        } else if (isCut(tail, table.currentSnapshot())) {
            table.manageSnapshots().setCurrentSnapshot(tail.from()).commit();
        }
    }

    private static boolean isCut(Tail tail, @Nullable Snapshot newest) {
        return newest != null
                && (tail.to().isPresent()
                        ? newest.snapshotId() == tail.to().get()
                        : Objects.equals(newest.parentId(), tail.from()) && rows(newest) == 0);
    }

    private Table require(Tail tail) {
        return load(tail.table()).orElseThrow(() -> new NoSuchTableException("table %s does not exist", tail.table()));
    }

    static boolean isOf(Snapshot snapshot, Set<String> jobs) {
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

    static @Nullable Snapshot known(Table table, @Nullable Long id) {
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
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the catalog", e);
        }
    }
}
