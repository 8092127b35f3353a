package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PipelineRecord.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        Optional<End> end) {
    Generation {
        statements = List.copyOf(statements);
        jobIds = List.copyOf(jobIds);
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

    static Generation first(String sql, List<String> statements, String by, Instant at) {
        return new Generation(
                1, Origin.STARTED, sql, statements, "", by, at, Optional.empty(), false, List.of(), Optional.empty());
    }

    /** What ran before generations were kept: its script is known by its statements. */
    static Generation unrecorded(List<String> statements, String plan, Instant since, List<Attempt> attempts) {
        return new Generation(
                1,
                Origin.STARTED,
                String.join(";\n\n", statements) + ";\n",
                statements,
                plan,
                "unknown",
                since,
                Optional.empty(),
                false,
                attempts.stream()
                        .flatMap(attempt -> attempt.jobIds().stream())
                        .distinct()
                        .toList(),
                Optional.empty());
    }

    /** The same once more, after another, from a savepoint that it made itself. */
    Generation again(int after, Origin how, String who, Instant when, String savepoint) {
        return new Generation(
                after + 1,
                how,
                sql,
                statements,
                plan,
                who,
                when,
                Optional.of(savepoint),
                false,
                List.of(),
                Optional.empty());
    }

    Generation numbered(int other) {
        return new Generation(other, origin, sql, statements, plan, by, at, startedFrom, leavesState, jobIds, end);
    }

    Generation withPlan(String saved) {
        return new Generation(number, origin, sql, statements, saved, by, at, startedFrom, leavesState, jobIds, end);
    }

    /** One more {@link Attempt} at running it. */
    Generation runBy(String jobId) {
        List<String> more = new ArrayList<>(jobIds);
        more.add(jobId);
        return new Generation(
                number, origin, sql, statements, plan, by, at, startedFrom, leavesState, more, Optional.empty());
    }

    Generation ended(End how) {
        return new Generation(
                number, origin, sql, statements, plan, by, at, startedFrom, leavesState, jobIds, Optional.of(how));
    }
}
