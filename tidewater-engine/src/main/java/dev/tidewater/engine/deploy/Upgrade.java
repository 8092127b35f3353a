package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.Generation.Origin;
import dev.tidewater.engine.plan.PlanChange;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Lets a pipeline go on with other SQL: stopped with a savepoint, then started from it with the new plan. Until the new generation
 * is written down, a crash leaves the old one, which is brought back from that savepoint or from its newest checkpoint;
 * afterwards it leaves the new one, which is brought back from that savepoint. There is no moment at which both may write.
 */
final class Upgrade {
    private final PipelineJobs jobs;
    private final PipelineStore store;
    private final Clock clock;

    Upgrade(PipelineJobs jobs, PipelineStore store, Clock clock) {
        this.jobs = jobs;
        this.store = store;
        this.clock = clock;
    }

    /**
     * What a pipeline is to become.
     *
     * @param plan compiled, with the ids of the old plan
     * @param by who wants it
     */
    record Wanted(PipelineScript source, List<String> statements, StoredPipeline plan, PlanChange change, String by) {}

    /**
     * Returns once all tasks of the new generation run.
     *
     * @throws TidewaterException (REFUSED) if it cannot be stopped, then it runs as before; (NOT_READY) if the new SQL does
     *     not run, then the old one does again; (OUTCOME_UNKNOWN) if it cannot be learnt, then the supervisor goes on with
     *     what was written down
     */
    PipelineRecord perform(Project project, PipelineRecord before, Wanted wanted) {
        PipelineRecord ended = end(project, before);
        String savepoint =
                ended.generation().end().flatMap(Generation.End::savepoint).orElseThrow();
        String plan = jobs.save(before.name(), wanted.plan());
        Generation next = ended.generation()
                .changedTo(
                        wanted.source().text(),
                        wanted.statements(),
                        plan,
                        wanted.by(),
                        clock.instant(),
                        savepoint,
                        wanted.change().leavesState());
        PipelineRecord changed = ended.succeededBy(wanted.source().file(), next);
        try {
            PipelineRecord running = jobs.submit(project, changed, Optional.of(savepoint));
            jobs.awaitRunning(running);
            return running;
        } catch (TidewaterException e) {
            if (e.code() == ErrorCode.OUTCOME_UNKNOWN) {
                throw e;
            }
            throw goBack(project, ended, e);
        }
    }

    /** With a savepoint behind which nothing is left to commit. One that was stopped half runs for a moment first. */
    private PipelineRecord end(Project project, PipelineRecord before) {
        if (before.generation().end().flatMap(Generation.End::savepoint).isPresent()) {
            return before;
        }
        PipelineRecord running = before;
        if (!jobs.isActive(before)) {
            running = jobs.submit(project, before, jobs.startOf(before));
        }
        jobs.awaitRunning(running);
        String folder = jobs.savepointFolder(running);
        PipelineRecord stopping = running.changing(folder);
        store.save(stopping);
        try {
            String savepoint = jobs.stopWithSavepoint(running, folder);
            return stopping.ended(new Generation.End(clock.instant(), Optional.of(savepoint), "changed"));
        } catch (TidewaterException e) {
            if (e.code() == ErrorCode.REFUSED) {
                store.save(running);
            }
            throw e;
        }
    }

    /** To the generation before, unless the new one may have written something: then the savepoint is behind its tables. */
    private TidewaterException goBack(Project project, PipelineRecord ended, TidewaterException failure) {
        PipelineRecord failed = store.find(ended.name()).orElse(ended);
        jobs.cancel(failed);
        if (jobs.mayHaveCommitted(failed.generation())) {
            return new TidewaterException(
                    failure.code(),
                    failure.message(),
                    "it has run for a moment, so it is tried again from where it was; to undo the change: tidewater"
                            + " rollback " + ended.name(),
                    failure);
        }
        String savepoint =
                ended.generation().end().flatMap(Generation.End::savepoint).orElseThrow();
        Generation tried = failed.generation();
        PipelineRecord back = failed.ended(new Generation.End(clock.instant(), Optional.empty(), failure.message()))
                .succeededBy(
                        ended.file(),
                        ended.generation()
                                .again(tried.number(), Origin.WENT_BACK, tried.by(), clock.instant(), savepoint));
        PipelineRecord running = jobs.submit(project, back, Optional.of(savepoint));
        jobs.awaitRunning(running);
        return new TidewaterException(
                failure.code(),
                failure.message(),
                "it goes on with the SQL that it had, and has lost nothing; " + failure.hint(),
                failure);
    }
}
