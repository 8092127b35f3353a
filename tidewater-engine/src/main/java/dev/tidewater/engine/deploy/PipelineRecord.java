package dev.tidewater.engine.deploy;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is remembered of a pipeline across restarts, on disk before anything is done about it.
 *
 * @param statements of its script, without comments and layout: what decides whether an edit changed anything
 * @param plan name of the compiled plan in the {@link PipelineStore}; empty until it has one
 * @param attempts jobs that ran or were meant to run it, oldest first; the last one is the current one
 * @param savepointFolder where the stop that was last asked for puts its savepoint; absent unless it was stopped, or is
 *     being stopped to go on with other SQL
 * @param generations what it has run as, oldest first; the last one is the current one
 * @param rollback what is being undone; it does not run until that is through
 */
record PipelineRecord(
        String name,
        String file,
        List<String> statements,
        String plan,
        Desired desired,
        List<Attempt> attempts,
        Optional<String> savepointFolder,
        List<Generation> generations,
        Optional<Rollback.Intent> rollback) {
    PipelineRecord {
        Objects.requireNonNull(name);
        Objects.requireNonNull(plan);
        Objects.requireNonNull(desired);
        statements = List.copyOf(statements);
        attempts = List.copyOf(attempts);
        generations = generations == null ? before(statements, plan, attempts) : List.copyOf(generations);
    }

    /** Records once had no generations: what ran then was one. */
    private static List<Generation> before(List<String> statements, String plan, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return List.of();
        }
        return List.of(Generation.unrecorded(statements, plan, attempts.get(0).at(), attempts));
    }

    private static final int MOST_GENERATIONS = 50;

    private static final int MOST_ATTEMPTS = 20;

    /** What the user wants; the world is made to agree. */
    enum Desired {
        RUNNING,
        STOPPED
    }

    /**
     * One job of a pipeline. Each has an id of its own: a job that starts without state under an id that has committed
     * before is taken for a replay by the Iceberg sink, and its commits are silently skipped.
     *
     * @param restoredFrom checkpoint or savepoint that it started from
     * @param refusals submissions from the same starting point that failed, before this one or with it
     */
    record Attempt(String jobId, Optional<String> restoredFrom, Instant at, Optional<Refusals> refusals) {
        /** Every id under which this start was tried, newest first: a submission that failed may have come up after all. */
        List<String> jobIds() {
            List<String> refused =
                    new ArrayList<>(refusals.map(Refusals::jobIds).orElse(List.of()));
            Collections.reverse(refused);
            return Stream.concat(Stream.of(jobId), refused.stream()).distinct().toList();
        }

        /** The failures so far, if the submission of this very job failed. */
        Optional<Refusals> refused() {
            return refusals.filter(failed -> failed.jobIds().contains(jobId));
        }

        private Attempt refused(String why, Instant when) {
            Refusals failed = refusals.map(before -> before.and(jobId, why, when))
                    .orElseGet(() -> new Refusals(why, 1, when, List.of(jobId)));
            return new Attempt(jobId, restoredFrom, at, Optional.of(failed));
        }
    }

    /** A pipeline that was never run: its first generation has no plan yet. */
    static PipelineRecord fresh(String name, String file, Generation first) {
        return new PipelineRecord(
                name,
                file,
                first.statements(),
                "",
                Desired.RUNNING,
                List.of(),
                Optional.empty(),
                List.of(first),
                Optional.empty());
    }

    Generation generation() {
        return generations.get(generations.size() - 1);
    }

    Optional<Generation> generation(int number) {
        return generations.stream().filter(one -> one.number() == number).findFirst();
    }

    Attempt current() {
        return attempts.get(attempts.size() - 1);
    }

    /** Whether this pipeline ever tried to run under a job id, as far as it is remembered. */
    boolean knows(String jobId) {
        return attempts.stream().anyMatch(attempt -> attempt.jobIds().contains(jobId));
    }

    /**
     * With one attempt more. One whose submission failed makes room for the next from the same starting point, so that
     * however often it fails, history is not pushed out.
     */
    PipelineRecord withAttempt(String jobId, Optional<String> restoredFrom, Instant at) {
        List<Attempt> more = new ArrayList<>(attempts);
        Optional<Refusals> refusals = Optional.empty();
        if (!attempts.isEmpty()
                && current().refused().isPresent()
                && current().restoredFrom().equals(restoredFrom)) {
            refusals = current().refusals();
            more.remove(more.size() - 1);
        }
        more.add(new Attempt(jobId, restoredFrom, at, refusals));
        // Each attempt says what it was restored from, so that old ones need not be remembered for ever.
        List<Attempt> kept = more.subList(Math.max(0, more.size() - MOST_ATTEMPTS), more.size());
        return new PipelineRecord(
                name,
                file,
                statements,
                plan,
                Desired.RUNNING,
                kept,
                Optional.empty(),
                withLast(generation().runBy(jobId, restoredFrom)),
                Optional.empty());
    }

    private List<Generation> withLast(Generation changed) {
        List<Generation> all = new ArrayList<>(generations);
        all.set(all.size() - 1, changed);
        return all;
    }

    PipelineRecord withPlan(String saved) {
        return new PipelineRecord(
                name,
                file,
                statements,
                saved,
                desired,
                attempts,
                savepointFolder,
                withLast(generation().withPlan(saved)),
                rollback);
    }

    /** The submission of the current attempt failed. */
    PipelineRecord refused(String why, Instant when) {
        List<Attempt> changed = new ArrayList<>(attempts);
        changed.set(changed.size() - 1, current().refused(why, when));
        return new PipelineRecord(
                name, file, statements, plan, desired, changed, savepointFolder, generations, rollback);
    }

    /** Nothing is left to run: all input was read, or there is no job that could be asked for a savepoint. */
    PipelineRecord stopped() {
        return new PipelineRecord(
                name, file, statements, plan, Desired.STOPPED, attempts, Optional.empty(), generations, rollback);
    }

    PipelineRecord stopping(String folder) {
        return new PipelineRecord(
                name, file, statements, plan, Desired.STOPPED, attempts, Optional.of(folder), generations, rollback);
    }

    /** What the stop that is under way leaves is a point to go back to, if the generation goes on from it. */
    PipelineRecord taking(String by, Instant at) {
        return with(generation().taking(savepointFolder.orElseThrow(), by, at));
    }

    /** The same with one of its generations changed. */
    PipelineRecord with(Generation changed) {
        return new PipelineRecord(
                name,
                file,
                statements,
                plan,
                desired,
                attempts,
                savepointFolder,
                generations.stream()
                        .map(one -> one.number() == changed.number() ? changed : one)
                        .toList(),
                rollback);
    }

    /** It is stopped to go on at once: should nobody be left to see to that, it is brought back from that savepoint. */
    PipelineRecord changing(String folder) {
        return new PipelineRecord(
                name, file, statements, plan, Desired.RUNNING, attempts, Optional.of(folder), generations, rollback);
    }

    /** Its job has finished, and all that it had to commit is committed. */
    PipelineRecord ended(Generation.End end) {
        return with(generation().ended(end));
    }

    /** The same pipeline as another generation, which is to run; its attempt is still missing. */
    PipelineRecord succeededBy(String newFile, Generation next) {
        List<Generation> all = new ArrayList<>(generations);
        all.add(next);
        return new PipelineRecord(
                name,
                newFile,
                next.statements(),
                next.plan(),
                Desired.RUNNING,
                attempts,
                Optional.empty(),
                all.subList(Math.max(0, all.size() - MOST_GENERATIONS), all.size()),
                Optional.empty());
    }

    /** The same pipeline begun once more, without state: its jobs so far are none that it could go on from. */
    PipelineRecord anew(String newFile, Generation first) {
        return new PipelineRecord(
                name,
                newFile,
                first.statements(),
                "",
                Desired.RUNNING,
                List.of(),
                Optional.empty(),
                succeededBy(newFile, first.numbered(generation().number() + 1)).generations(),
                Optional.empty());
    }

    /**
     * This, unless it is being rolled back: some of its tables may be set back and others not, and a job that was started
     * now would go on from a place behind which rows are gone.
     *
     * @throws TidewaterException (REFUSED)
     */
    PipelineRecord settled() {
        if (rollback.isPresent()) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "pipeline \"" + name + "\" is being rolled back to generation "
                            + rollback.get().to(),
                    "wait until that is through; what hinders it, if anything, says: tidewater ps");
        }
        return this;
    }

    /** Stopped, with its tables about to be set back. */
    PipelineRecord rollingBack(Rollback.Intent intent) {
        return withRollback(Optional.of(intent));
    }

    PipelineRecord notRolledBack() {
        return withRollback(Optional.empty());
    }

    private PipelineRecord withRollback(Optional<Rollback.Intent> intent) {
        return new PipelineRecord(
                name, file, statements, plan, desired, attempts, savepointFolder, generations, intent);
    }
}
