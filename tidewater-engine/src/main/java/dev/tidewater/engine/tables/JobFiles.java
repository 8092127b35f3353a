package dev.tidewater.engine.tables;

import dev.tidewater.engine.tables.TablePast.NoWayBack;
import dev.tidewater.engine.tables.TablePast.Tail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * The files that some jobs have added to a table to which others have added theirs. A commit of a job has files of that job
 * alone, so that these can be taken out and nothing else. What was taken out, or put back, is said in the snapshot that did so:
 * whoever is interrupted finds out.
 */
final class JobFiles {
    /** Of a snapshot that has emptied a table: the one on top of which it lies. */
    static final String EMPTIED = "tidewater.emptied";

    private static final String TAKEN_OUT = "tidewater.taken-out";
    private static final String PUT_BACK = "tidewater.put-back";

    private final Table table;
    private final String name;
    private final Set<String> jobs;

    JobFiles(Table table, String name, Set<String> jobs) {
        this.table = table;
        this.name = name;
        this.jobs = jobs;
    }

    static boolean isEmptying(Snapshot snapshot) {
        return snapshot.summary().containsKey(EMPTIED);
    }

    /** Absent if no file of the jobs is in the table any more. */
    Optional<Tail> tail() throws NoWayBack {
        Snapshot newest = table.currentSnapshot();
        Set<String> live = live();
        int snapshots = 0;
        long records = 0;
        for (Snapshot commit : commits()) {
            List<DataFile> files = added(commit, live);
            snapshots += files.isEmpty() ? 0 : 1;
            records += files.stream().mapToLong(DataFile::recordCount).sum();
        }
        return snapshots == 0
                ? Optional.empty()
                : Optional.of(new Tail(name, newest.snapshotId(), Optional.empty(), snapshots, records, jobs));
    }

    /**
     * In one commit, beside which others may go on.
     *
     * @param mark by which it is known whether this has been done
     */
    void takeOut(long mark) throws NoWayBack {
        if (deed(mark)
                .filter(snapshot -> snapshot.summary().containsKey(TAKEN_OUT))
                .isPresent()) {
            return;
        }
        Set<String> live = live();
        DeleteFiles delete =
                table.newDelete().set(TAKEN_OUT, Long.toString(mark)).validateFilesExist();
        for (Snapshot commit : commits()) {
            added(commit, live).forEach(delete::deleteFile);
        }
        try {
            delete.commit();
        } catch (ValidationException e) {
            throw NoWayBack.becauseItWasRewritten(name);
        }
    }

    /** What {@link #takeOut} did is undone; nothing happens if it did not. */
    void putBack(long mark) {
        Optional<Snapshot> taken =
                deed(mark).filter(snapshot -> snapshot.summary().containsKey(TAKEN_OUT));
        if (taken.isEmpty()) {
            return;
        }
        AppendFiles append = table.newAppend().set(PUT_BACK, Long.toString(mark));
        taken.get().removedDataFiles(table.io()).forEach(append::appendFile);
        append.commit();
    }

    /** The newest snapshot that took something out, or put it back, under a mark. */
    private Optional<Snapshot> deed(long mark) {
        String wanted = Long.toString(mark);
        for (Snapshot one = table.currentSnapshot(); one != null; one = before(one)) {
            if (wanted.equals(one.summary().get(TAKEN_OUT))
                    || wanted.equals(one.summary().get(PUT_BACK))) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /**
     * The commits of the jobs that are in the table's history.
     *
     * @throws NoWayBack if one of them, or anything since the first of them, did other things than to add files
     */
    private List<Snapshot> commits() throws NoWayBack {
        List<Snapshot> commits = new ArrayList<>();
        List<Snapshot> since = new ArrayList<>();
        for (Snapshot one = table.currentSnapshot(); one != null; one = before(one)) {
            since.add(one);
            if (TablePast.isOf(one, jobs)) {
                commits.add(one);
                if (!since.stream().allMatch(JobFiles::leavesFilesAlone)) {
                    throw NoWayBack.becauseItWasRewritten(name);
                }
                since.clear();
            }
        }
        return commits;
    }

    private static boolean leavesFilesAlone(Snapshot snapshot) {
        boolean isOurs = snapshot.summary().containsKey(TAKEN_OUT) || isEmptying(snapshot);
        return isOurs || DataOperations.APPEND.equals(snapshot.operation());
    }

    private @Nullable Snapshot before(Snapshot snapshot) {
        return TablePast.known(table, snapshot.parentId());
    }

    private List<DataFile> added(Snapshot commit, Set<String> live) {
        List<DataFile> files = new ArrayList<>();
        commit.addedDataFiles(table.io()).forEach(file -> {
            if (live.contains(file.location())) {
                files.add(file);
            }
        });
        return files;
    }

    private Set<String> live() {
        Set<String> live = new HashSet<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            tasks.forEach(task -> live.add(task.file().location()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the files of table " + name, e);
        }
        return live;
    }
}
