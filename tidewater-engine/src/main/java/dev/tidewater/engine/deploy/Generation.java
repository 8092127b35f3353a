package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PipelineRecord.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a pipeline has run as: one script, one plan.
 *
 * @param number counted from 1
 * @param sql the script as it was written
 * @param plan name of the compiled plan in the {@link PipelineStore}; empty until it has one
 * @param by who wanted it
 * @param startedFrom savepoint of the one before it; absent if it began without state
 * @param leavesState whether that savepoint holds what its plan has no use for
 * @param jobIds its jobs, oldest first: by these its commits are known in the history of a lake table
 * @param end absent while it runs, or is meant to
 * @param savepoints between two of its jobs, oldest first; the last one may be under way
 * @param deleted paths of savepoints, of these and of its end, that somebody has deleted
 */
record Generation(
        int number,
        Origin origin,
        String sql,
        List<String> statements,
        String plan,
        String by,
        Instant at,
        Optional<String> startedFrom,
        boolean leavesState,
        List<String> jobIds,
        Optional<End> end,
        List<Savepoint> savepoints,
        List<String> deleted) {
    Generation {
        statements = List.copyOf(statements);
        jobIds = List.copyOf(jobIds);
        // Records once had neither.
        savepoints = savepoints == null ? List.of() : List.copyOf(savepoints);
        deleted = deleted == null ? List.of() : List.copyOf(deleted);
    }

    /** How it came to be. WENT_BACK: the one after it did not start. */
    enum Origin {
        STARTED,
        CHANGED,
        WENT_BACK,
        ROLLED_BACK;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * How it ended.
     *
     * @param savepoint complete, and with nothing left to commit; absent if it never came to run
     */
    record End(Instant at, Optional<String> savepoint, String why) {}

    /**
     * A point between two jobs of one generation. The job before it was stopped there, so that all that it covers is committed
     * and nothing else is.
     *
     * @param number counted from 1 in its generation
     * @param folder that it was to be put into
     * @param path absent while it is under way
     * @param jobs how many of the generation's jobs came before it
     */
    record Savepoint(int number, Instant at, String by, String folder, Optional<String> path, int jobs) {
        private Savepoint taken(String where) {
            return new Savepoint(number, at, by, folder, Optional.of(where), jobs);
        }

        private boolean holds(String where) {
            return where.startsWith(folder + "/");
        }
    }

    static Generation first(String sql, List<String> statements, String by, Instant at) {
        return begun(1, Origin.STARTED, sql, statements, "", by, at, Optional.empty(), false);
    }

    /** One that goes on, with other SQL, from where this one ended. */
    Generation changedTo(
            String newSql,
            List<String> newStatements,
            String newPlan,
            String who,
            Instant when,
            String savepoint,
            boolean leaves) {
        return begun(
                number + 1, Origin.CHANGED, newSql, newStatements, newPlan, who, when, Optional.of(savepoint), leaves);
    }

    /** What ran before generations were kept: its script is known by its statements. */
    static Generation unrecorded(List<String> statements, String plan, Instant since, List<Attempt> attempts) {
        String sql = String.join(";\n\n", statements) + ";\n";
        Generation begun = begun(1, Origin.STARTED, sql, statements, plan, "unknown", since, Optional.empty(), false);
        List<String> jobs = attempts.stream()
                .flatMap(attempt -> attempt.jobIds().stream())
                .distinct()
                .toList();
        return begun.with(jobs, Optional.empty(), List.of());
    }

    /** The same once more, after another, from a savepoint that it made itself. */
    Generation again(int after, Origin how, String who, Instant when, String savepoint) {
        return begun(after + 1, how, sql, statements, plan, who, when, Optional.of(savepoint), false);
    }

    private static Generation begun(
            int number,
            Origin origin,
            String sql,
            List<String> statements,
            String plan,
            String by,
            Instant at,
            Optional<String> startedFrom,
            boolean leavesState) {
        return new Generation(
                number,
                origin,
                sql,
                statements,
                plan,
                by,
                at,
                startedFrom,
                leavesState,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    Generation numbered(int other) {
        return copy(other, plan, jobIds, end, savepoints, deleted);
    }

    Generation withPlan(String saved) {
        return copy(number, saved, jobIds, end, savepoints, deleted);
    }

    private Generation with(List<String> jobs, Optional<End> how, List<Savepoint> points) {
        return copy(number, plan, jobs, how, points, deleted);
    }

    /** Without what somebody is about to delete: that cannot be gone back to. */
    Generation without(String savepoint) {
        List<String> more = new ArrayList<>(deleted);
        more.add(savepoint);
        return copy(number, plan, jobIds, end, savepoints, more);
    }

    private Generation copy(
            int as, String saved, List<String> jobs, Optional<End> how, List<Savepoint> points, List<String> gone) {
        return new Generation(
                as, origin, sql, statements, saved, by, at, startedFrom, leavesState, jobs, how, points, gone);
    }

    /** About to be stopped, with a savepoint that is one of its own if it goes on afterwards. */
    Generation taking(String folder, String who, Instant when) {
        List<Savepoint> more = new ArrayList<>(taken());
        int last = more.isEmpty() ? 0 : more.get(more.size() - 1).number();
        more.add(new Savepoint(last + 1, when, who, folder, Optional.empty(), jobIds.size()));
        return with(jobIds, end, more);
    }

    /** Those that came to be. */
    List<Savepoint> taken() {
        return savepoints.stream().filter(one -> one.path().isPresent()).toList();
    }

    /** Where it stood when it ended, or at a savepoint of its own. */
    Optional<String> savepoint(Waypoint point) {
        return point.savepoint().isEmpty()
                ? end.flatMap(End::savepoint)
                : taken().stream()
                        .filter(one -> one.number() == point.savepoint().get())
                        .findFirst()
                        .flatMap(Savepoint::path);
    }

    /** Its jobs after a point. */
    List<String> jobsAfter(Waypoint point) {
        int before = savepoints.stream()
                .filter(one -> point.savepoint()
                        .filter(number -> number == one.number())
                        .isPresent())
                .mapToInt(Savepoint::jobs)
                .findFirst()
                .orElse(jobIds.size());
        return IntStream.range(before, jobIds.size()).mapToObj(jobIds::get).toList();
    }

    /**
     * One more {@link Attempt} at running it. A savepoint that was under way has come to be if that begins from it; if it does
     * not, the job before went on behind the savepoint, and it is no point to go back to.
     */
    Generation runBy(String jobId, Optional<String> from) {
        List<String> more = new ArrayList<>(jobIds);
        more.add(jobId);
        return with(more, Optional.empty(), settled(from));
    }

    Generation ended(End how) {
        return with(jobIds, Optional.of(how), settled(how.savepoint()));
    }

    private List<Savepoint> settled(Optional<String> path) {
        return savepoints.stream()
                .map(one -> one.path().isEmpty() && path.filter(one::holds).isPresent() ? one.taken(path.get()) : one)
                .filter(one -> one.path().isPresent())
                .toList();
    }
}
