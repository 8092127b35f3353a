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
import java.util.stream.Stream;

/**
 * Takes a pipeline, its place in the topics and its lake tables back to where an earlier generation
 * ended, or to one of its savepoints. The pipeline is stopped,
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
     * @param savepoint where it stood then: when it ended, or at a savepoint of its own
     */
    record Intent(int to, String savepoint, List<Tail> tails, String by) {
        Intent {
            tails = List.copyOf(tails);
        }
    }

    /**
     * What it would undo if the pipeline were stopped now.
     *
     * @param to where the current generation began, unless it is given
     * @throws TidewaterException (REFUSED) if there is no way back
     */
    RollbackReport look(PipelineRecord pipeline, Optional<Waypoint> to) {
        Waypoint target = target(pipeline, to);
        return report(pipeline, target, intent(pipeline, target, ""), false);
    }

    /** @throws TidewaterException (REFUSED) if there is no way back; a pipeline that runs is stopped by then */
    RollbackReport perform(Project project, PipelineRecord pipeline, Optional<Waypoint> to, String by) {
        // Whatever refuses it does so before anything is stopped.
        Waypoint target = target(pipeline, to);
        intent(pipeline, target, by);
        PipelineRecord stopped = stop(pipeline);
        Intent intent = intent(stopped, target, by);
        PipelineRecord decided = stopped.rollingBack(intent);
        store.save(decided);
        finish(project, decided);
        return report(pipeline, target, intent, true);
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

    private Intent intent(PipelineRecord pipeline, Waypoint to, String by) {
        Generation target = pipeline.generation(to.generation()).orElseThrow();
        String savepoint = target.savepoint(to).orElseThrow();
        if (!jobs.isSavepoint(savepoint)) {
            throw refused(pipeline, to.kept() + " is not there any more");
        }
        Set<String> lateJobs = new HashSet<>(target.jobsAfter(to));
        Set<String> tables = new TreeSet<>();
        if (!lateJobs.isEmpty()) {
            tables.addAll(tablesOf(pipeline, target));
        }
        for (Generation later : pipeline.generations()) {
            if (later.number() > target.number()) {
                lateJobs.addAll(later.jobIds());
                tables.addAll(tablesOf(pipeline, later));
            }
        }
        return new Intent(target.number(), savepoint, tails(pipeline, tables, lateJobs), by);
    }

    private List<String> tablesOf(PipelineRecord pipeline, Generation generation) {
        List<String> tables = new ArrayList<>();
        for (ConnectedTable sink : store.plan(pipeline, generation.plan()).sinks()) {
            if (!sink.topics().isEmpty() || !sink.identifier().startsWith(LAKE)) {
                throw refused(pipeline, "what it has written to " + sink.identifier() + " cannot be taken back");
            }
            tables.add(sink.identifier().substring(LAKE.length()));
        }
        return tables;
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

    private static Waypoint target(PipelineRecord pipeline, Optional<Waypoint> wanted) {
        List<Waypoint> line = line(pipeline);
        if (wanted.isPresent()) {
            return line.stream()
                    .filter(wanted.get()::equals)
                    .findFirst()
                    .orElseThrow(() -> refused(pipeline, wanted.get().words() + " is not one that it can go back to"));
        }
        return line.stream()
                .filter(point -> point.generation() != pipeline.generation().number())
                .findFirst()
                .orElseThrow(() -> refused(pipeline, "it has no generation before this one"));
    }

    /**
     * The points whose work, up to there, is in the tables, the newest first: the savepoints of the current generation, what it
     * began from, what lies before that in the generation that made it, and so on. What was undone by a rollback is in no
     * table any more.
     */
    static List<Waypoint> line(PipelineRecord pipeline) {
        List<Waypoint> line = new ArrayList<>(ownOf(pipeline.generation()));
        Generation one = pipeline.generation();
        while (true) {
            Optional<Waypoint> before = before(pipeline, one);
            if (before.isEmpty()) {
                return line;
            }
            Waypoint from = before.get();
            one = pipeline.generation(from.generation()).orElseThrow();
            line.add(from);
            ownOf(one).stream().filter(own -> isBefore(own, from)).forEach(line::add);
        }
    }

    private static List<Waypoint> ownOf(Generation generation) {
        List<Waypoint> own = new ArrayList<>();
        generation.taken().forEach(savepoint -> own.add(0, Waypoint.of(generation, savepoint)));
        return own;
    }

    private static boolean isBefore(Waypoint own, Waypoint point) {
        return point.savepoint().isEmpty()
                || own.savepoint().orElseThrow() < point.savepoint().get();
    }

    /** What a generation began from: where an earlier one ended, or a savepoint of it. */
    private static Optional<Waypoint> before(PipelineRecord pipeline, Generation later) {
        if (later.startedFrom().isEmpty()) {
            return Optional.empty();
        }
        return pipeline.generations().stream()
                .filter(one -> one.number() < later.number())
                .flatMap(one -> Stream.concat(Stream.of(Waypoint.endOf(one)), ownOf(one).stream())
                        .filter(point -> one.savepoint(point).equals(later.startedFrom())))
                .reduce((first, second) -> second.generation() > first.generation() ? second : first);
    }

    private static TidewaterException refused(PipelineRecord pipeline, String why) {
        return new TidewaterException(
                ErrorCode.REFUSED,
                "pipeline \"" + pipeline.name() + "\" cannot be rolled back: " + why,
                "see what it has been: tidewater history " + pipeline.name());
    }

    private static RollbackReport report(PipelineRecord pipeline, Waypoint to, Intent intent, boolean done) {
        return new RollbackReport(
                pipeline.name(),
                pipeline.generation().number(),
                intent.to(),
                to.label(),
                intent.savepoint(),
                intent.tails(),
                done);
    }
}
