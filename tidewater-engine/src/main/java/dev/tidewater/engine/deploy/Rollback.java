package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.Generation.Origin;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.tables.TablePast;
import dev.tidewater.engine.tables.TablePast.NoWayBack;
import dev.tidewater.engine.tables.TablePast.Tail;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes a pipeline, its place in the topics and its lake tables back to where an earlier generation ended. The pipeline is stopped,
 * what is to be undone is written down, tables are set back one by one, and only then it runs again. Whoever finds what was
 * written down after a crash does the rest: a table that is back already is left alone.
 */
final class Rollback {
    private static final String LAKE = "lake.";

    private final PipelineJobs jobs;
    private final PipelineStore store;
    private final Endpoints endpoints;
    private final Clock clock;

    Rollback(PipelineJobs jobs, PipelineStore store, Endpoints endpoints, Clock clock) {
        this.jobs = jobs;
        this.store = store;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * What is to be done, on disk before it is done.
     *
     * @param to number of the generation to go back to
     */
    record Intent(int to, String savepoint, List<Tail> tails, String by) {
        Intent {
            tails = List.copyOf(tails);
        }
    }

    /**
     * What it would undo if the pipeline were stopped now.
     *
     * @param to the newest generation before the current one that has run, unless it is given
     * @throws TidewaterException (REFUSED) if there is no way back
     */
    RollbackReport look(PipelineRecord pipeline, Optional<Integer> to) {
        Intent intent = intent(pipeline, to, "");
        return report(pipeline, intent, false);
    }

    /** @throws TidewaterException (REFUSED) if there is no way back; a pipeline that runs is stopped by then */
    RollbackReport perform(Project project, PipelineRecord pipeline, Optional<Integer> to, String by) {
        // Whatever refuses it does so before anything is stopped.
        intent(pipeline, to, by);
        PipelineRecord stopped = stop(pipeline);
        Intent intent = intent(stopped, to, by);
        PipelineRecord decided = stopped.rollingBack(intent);
        store.save(decided);
        finish(project, decided);
        return report(pipeline, intent, true);
    }

    /** Does what was written down, or the rest of it. */
    void finish(Project project, PipelineRecord pipeline) {
        Intent intent = pipeline.rollback().orElseThrow();
        try (TablePast past = TablePast.of(endpoints)) {
            past.cutAll(intent.tails());
        } catch (NoWayBack e) {
            store.save(pipeline.notRolledBack());
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    e.getMessage() + " while pipeline \"" + pipeline.name() + "\" was rolled back; it is stopped",
                    "see what is in the table; then roll it back again, or go on with: tidewater start "
                            + pipeline.name(),
                    e);
        }
        Generation target = pipeline.generation(intent.to()).orElseThrow();
        Generation next = target.again(
                pipeline.generation().number(), Origin.ROLLED_BACK, intent.by(), clock.instant(), intent.savepoint());
        jobs.submit(project, pipeline.succeededBy(pipeline.file(), next), Optional.of(intent.savepoint()));
    }

    /** A job that cannot take a savepoint any more is cancelled: nothing of it is kept but its place in the history. */
    private PipelineRecord stop(PipelineRecord pipeline) {
        PipelineRecord stopped = pipeline.stopped();
        if (jobs.isActive(pipeline)) {
            PipelineRecord stopping = pipeline.stopping(jobs.savepointFolder(pipeline));
            store.save(stopping);
            try {
                String savepoint = jobs.stopWithSavepoint(
                        pipeline, stopping.savepointFolder().orElseThrow());
                stopped = stopping.ended(new Generation.End(clock.instant(), Optional.of(savepoint), "rolled back"));
            } catch (TidewaterException e) {
                if (e.code() != ErrorCode.REFUSED) {
                    throw e;
                }
                jobs.cancel(pipeline);
                stopped = pipeline.stopped()
                        .ended(new Generation.End(clock.instant(), Optional.empty(), "rolled back, and cancelled"));
            }
        }
        store.save(stopped);
        return stopped;
    }

    private Intent intent(PipelineRecord pipeline, Optional<Integer> wanted, String by) {
        Generation target = target(pipeline, wanted);
        String savepoint = target.end().flatMap(Generation.End::savepoint).orElseThrow();
        if (!jobs.isSavepoint(savepoint)) {
            throw refused(pipeline, "the savepoint of generation " + target.number() + " is not there any more");
        }
        List<Generation> later = pipeline.generations().stream()
                .filter(one -> one.number() > target.number())
                .toList();
        Set<String> lateJobs = new HashSet<>();
        Set<String> tables = new TreeSet<>();
        for (Generation one : later) {
            lateJobs.addAll(one.jobIds());
            for (ConnectedTable sink : store.plan(pipeline, one.plan()).sinks()) {
                if (!sink.topics().isEmpty() || !sink.identifier().startsWith(LAKE)) {
                    throw refused(pipeline, "what it has written to " + sink.identifier() + " cannot be taken back");
                }
                tables.add(sink.identifier().substring(LAKE.length()));
            }
        }
        return new Intent(target.number(), savepoint, tails(pipeline, tables, lateJobs), by);
    }

    private List<Tail> tails(PipelineRecord pipeline, Set<String> tables, Set<String> lateJobs) {
        List<Tail> tails = new ArrayList<>();
        List<String> mixed = new ArrayList<>();
        try (TablePast past = TablePast.of(endpoints)) {
            for (String table : tables) {
                try {
                    past.tailOf(table, lateJobs).ifPresent(tails::add);
                } catch (NoWayBack e) {
                    mixed.add(String.valueOf(e.getMessage()));
                }
            }
        }
        if (!mixed.isEmpty()) {
            throw refused(pipeline, String.join("; ", mixed));
        }
        return tails;
    }

    private static Generation target(PipelineRecord pipeline, Optional<Integer> wanted) {
        List<Generation> before = line(pipeline);
        if (before.isEmpty()) {
            throw refused(pipeline, "it has no generation before this one");
        }
        if (wanted.isEmpty()) {
            return before.get(0);
        }
        return before.stream()
                .filter(one -> one.number() == wanted.get())
                .findFirst()
                .orElseThrow(
                        () -> refused(pipeline, "generation " + wanted.get() + " is not one that it can go back to"));
    }

    /**
     * The generations whose work is in the tables, the newest first, without the current one: each began from the savepoint of
     * the one before. What was undone by a rollback is in no table any more.
     */
    private static List<Generation> line(PipelineRecord pipeline) {
        List<Generation> line = new ArrayList<>();
        Optional<Generation> one = before(pipeline, pipeline.generation());
        while (one.isPresent()) {
            line.add(one.get());
            one = before(pipeline, one.get());
        }
        return line;
    }

    private static Optional<Generation> before(PipelineRecord pipeline, Generation later) {
        return pipeline.generations().stream()
                .filter(one -> one.number() < later.number()
                        && later.startedFrom().isPresent()
                        && one.end().flatMap(Generation.End::savepoint).equals(later.startedFrom()))
                .reduce((first, second) -> second);
    }

    private static TidewaterException refused(PipelineRecord pipeline, String why) {
        return new TidewaterException(
                ErrorCode.REFUSED,
                "pipeline \"" + pipeline.name() + "\" cannot be rolled back: " + why,
                "see what it has been: tidewater history " + pipeline.name());
    }

    private static RollbackReport report(PipelineRecord pipeline, Intent intent, boolean done) {
        return new RollbackReport(
                pipeline.name(), pipeline.generation().number(), intent.to(), intent.savepoint(), intent.tails(), done);
    }
}
