package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.Launches.Launch;
import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import dev.tidewater.engine.deploy.RunReport.Outcome;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.FunctionFolder;
import dev.tidewater.engine.sql.LakeTables;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Pipelines on the local stack. What is wanted is written down first, then done, so that whoever comes back after a
 * crash finds out what was meant: {@link #reconcile} makes the cluster agree.
 */
public final class LocalDeployer {
    private final Endpoints endpoints;
    private final FlinkRest flink;
    private final PipelineStore store;
    private final PipelineJobs jobs;
    private final Launches launcher;
    private final Intentions intentions;
    private final Clock clock;

    public LocalDeployer(StackLayout layout, Endpoints endpoints, Clock clock) {
        this.endpoints = endpoints;
        this.flink = new FlinkRest(endpoints.flink().url());
        this.store = new PipelineStore(layout.state().resolve("pipelines"));
        this.jobs = new PipelineJobs(endpoints, flink, store, clock);
        this.launcher = new Launches(jobs, store, clock);
        FunctionFolder functions = new FunctionFolder(layout.project());
        store.functionsInUse().ifPresent(functions::keepOnly);
        this.intentions = new Intentions(endpoints, store, layout.project());
        this.clock = clock;
    }

    /** What to do when a pipeline's script is not the one it was stopped with. */
    public enum OldState {
        /** Refuse: the new plan cannot be shown to fit the old state. */
        KEEP,
        /** Forget it and read the input from where the script says, into the same tables. */
        DISCARD
    }

    /**
     * Compiles scripts and runs them, or resumes those that were stopped. All are compiled before any is started. Returns
     * once all tasks of all run.
     *
     * @throws TidewaterException with the findings of all scripts if any is broken; then nothing was started or left
     *     behind
     */
    public synchronized List<RunReport> runAll(
            Project project, List<PipelineScript> scripts, OldState oldState, String by) {
        LakeTables before = LakeTables.remember(session(project));
        try {
            return prepareAndStart(project, scripts, oldState, by);
        } catch (RuntimeException e) {
            before.dropNewcomers(isNamedOnlyByFailed(project, scripts));
            throw e;
        }
    }

    /** A pipeline of the same call that was started before another failed keeps its tables. */
    private Predicate<String> isNamedOnlyByFailed(Project project, List<PipelineScript> scripts) {
        Map<Boolean, List<PipelineScript>> byFate =
                scripts.stream().collect(Collectors.partitioningBy(script -> isRecorded(project, script)));
        return name -> isNamedIn(byFate.getOrDefault(false, List.of()), name)
                && !isNamedIn(byFate.getOrDefault(true, List.of()), name);
    }

    private boolean isRecorded(Project project, PipelineScript source) {
        SqlScript script = SqlScript.parse(source.file(), source.text());
        return store.find(source.name())
                .filter(pipeline ->
                        pipeline.statements().equals(session(project).identity(script)))
                .isPresent();
    }

    private static boolean isNamedIn(List<PipelineScript> scripts, String name) {
        return scripts.stream().anyMatch(script -> script.text().contains(name));
    }

    private List<RunReport> prepareAndStart(
            Project project, List<PipelineScript> scripts, OldState oldState, String by) {
        Instant began = clock.instant();
        List<Launch> launches = prepareAll(project, scripts, oldState, by);
        launches.forEach(
                launch -> Topics.prepare(launch.plan().sources(), launch.plan().sinks()));
        List<Launch> started = launches.stream()
                .map(launch -> launch.outcome() == Outcome.ALREADY_RUNNING ? launch : launcher.start(project, launch))
                .toList();
        List<RunReport> reports = new ArrayList<>();
        for (Launch launch : started) {
            launcher.awaitRunning(launch);
            reports.add(launcher.report(launch, began));
        }
        return reports;
    }

    private List<Launch> prepareAll(Project project, List<PipelineScript> scripts, OldState oldState, String by) {
        PipelineCompiler compiler =
                new PipelineCompiler(session(project), LocalSessions.hosts(endpoints, project.configuration()));
        List<Launch> launches = new ArrayList<>();
        List<TidewaterException> broken = new ArrayList<>();
        for (PipelineScript script : scripts) {
            try {
                launches.add(prepare(project, compiler, script, oldState, by));
            } catch (TidewaterException e) {
                if (e.findings().isEmpty()) {
                    throw e;
                }
                broken.add(e);
            }
        }
        if (!broken.isEmpty()) {
            throw TidewaterException.combined(broken);
        }
        return launches;
    }

    private Launch prepare(
            Project project, PipelineCompiler compiler, PipelineScript source, OldState oldState, String by) {
        SqlScript script = SqlScript.parse(source.file(), source.text());
        Optional<PipelineRecord> known = store.find(source.name()).map(PipelineRecord::settled);
        if (known.isPresent()) {
            PipelineRecord pipeline = known.get();
            boolean same = pipeline.statements().equals(session(project).identity(script));
            if (jobs.isActive(pipeline)) {
                requireSame(pipeline, same);
                return new Launch(
                        pipeline, jobs.stored(pipeline), Outcome.ALREADY_RUNNING, Optional.empty(), List.of());
            }
            Optional<String> startFrom = jobs.startOf(pipeline);
            if (same && oldState == OldState.KEEP) {
                Outcome outcome = startFrom.isPresent() ? Outcome.RESUMED : Outcome.STARTED;
                return new Launch(pipeline, jobs.stored(pipeline), outcome, startFrom, List.of());
            }
            if (oldState == OldState.KEEP && startFrom.isPresent()) {
                throw changedWhileStopped(source);
            }
        }
        return launcher.fresh(source, compiler.compile(source.name(), script), known, by);
    }

    private static void requireSame(PipelineRecord pipeline, boolean same) {
        if (!same) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "pipeline \"" + pipeline.name() + "\" runs with other SQL or functions",
                    "stop it first: tidewater stop " + pipeline.name());
        }
    }

    private static TidewaterException changedWhileStopped(PipelineScript script) {
        return new TidewaterException(
                ErrorCode.REFUSED,
                "pipeline \"" + script.name()
                        + "\" was stopped with other SQL or functions; its state and its place in the topics"
                        + " may not fit the new one",
                "undo the edit and run it again, or start from the beginning of its topics into the same tables, which"
                        + " doubles rows that are there: tidewater run " + script.file() + " --discard-state");
    }

    /** What {@link #apply} would do, and nothing of it. */
    public synchronized List<PlanReport> plan(Project project, List<PipelineScript> scripts) {
        return intentions.look(project, scripts).stream().map(Intention::report).toList();
    }

    /**
     * Makes what runs agree with the project: new pipelines start, changed ones go on with their new SQL, stopped ones go on,
     * and those that the project has no more are stopped. All is decided before anything is done.
     *
     * @throws TidewaterException (BROKEN_SCRIPT) with the findings of all scripts; (REFUSED) if state would be lost or what
     *     was planned is not what is due now: then nothing was done. What {@link Upgrade} throws stops it at that pipeline
     */
    public synchronized List<RunReport> apply(Project project, ApplyRequest request) {
        LakeTables before = LakeTables.remember(session(project));
        try {
            List<Intention> due = intentions.of(project, request.scripts());
            Refusal.ifNotPlanned(due, request);
            Refusal.ifStateIsLost(due, request);
            due.forEach(one -> one.plan().ifPresent(plan -> Topics.prepare(plan.sources(), plan.sinks())));
            return perform(project, due, request.by());
        } catch (RuntimeException e) {
            before.dropNewcomers(isNamedOnlyByFailed(project, request.scripts()));
            throw e;
        }
    }

    private List<RunReport> perform(Project project, List<Intention> due, String by) {
        Instant began = clock.instant();
        List<Launch> launches = new ArrayList<>();
        List<RunReport> stopped = new ArrayList<>();
        for (Intention one : due) {
            switch (one.mark()) {
                case NEW ->
                    launches.add(launcher.start(
                            project,
                            launcher.fresh(
                                    one.source().orElseThrow(), one.compiled().orElseThrow(), Optional.empty(), by)));
                case SAME -> launches.add(launcher.standing(one.known().orElseThrow(), Outcome.ALREADY_RUNNING));
                case CHANGED -> launches.add(change(project, one, by));
                case GONE -> {
                    stop(one.pipeline(), by);
                    Launch ended = launcher.standing(require(one.pipeline()), Outcome.STOPPED);
                    stopped.add(launcher.report(ended, began));
                }
            }
        }
        List<RunReport> reports = new ArrayList<>();
        for (Launch launch : launches) {
            if (launch.outcome() != Outcome.ALREADY_RUNNING) {
                launcher.awaitRunning(launch);
            }
            reports.add(launcher.report(launch, began));
        }
        reports.addAll(stopped);
        reports.forEach(report -> store.find(report.pipeline()).ifPresent(savepoints()::forgetWithGenerations));
        return reports;
    }

    private Launch change(Project project, Intention one, String by) {
        PipelineRecord known = one.known().orElseThrow();
        if (one.change().isEmpty()) {
            return launcher.resume(project, known);
        }
        StoredPipeline plan = one.plan().orElseThrow();
        CompiledPipeline compiled = one.compiled().orElseThrow();
        PipelineRecord running = new Upgrade(jobs, store, clock)
                .perform(
                        project,
                        known,
                        new Upgrade.Wanted(
                                one.source().orElseThrow(),
                                compiled.statements(),
                                plan,
                                one.change().orElseThrow(),
                                by));
        return new Launch(running, plan, Outcome.CHANGED, running.generation().startedFrom(), compiled.warnings());
    }

    /**
     * Lets a stopped pipeline go on where it was, with the SQL that it had.
     *
     * @throws TidewaterException (REFUSED) if there is none of that name
     */
    public synchronized RunReport start(Project project, String name) {
        Instant began = clock.instant();
        PipelineRecord pipeline = require(name);
        if (jobs.isActive(pipeline)) {
            return launcher.report(launcher.standing(pipeline, Outcome.ALREADY_RUNNING), began);
        }
        Launch launch = launcher.resume(project, pipeline);
        launcher.awaitRunning(launch);
        return launcher.report(launch, began);
    }

    /**
     * What a rollback would undo; nothing is done.
     *
     * @param to where it is to go back to; to where the current generation began, if absent
     * @throws TidewaterException (REFUSED) if there is no way back
     */
    public synchronized RollbackReport lookBack(String name, Optional<Waypoint> to) {
        return rollback().look(require(name), to);
    }

    /**
     * Takes a pipeline, its place in the topics and its lake tables back together. Returns once all tasks run.
     *
     * @throws TidewaterException (REFUSED) if there is no way back
     */
    public synchronized RollbackReport rollBack(Project project, String name, Optional<Waypoint> to, String by) {
        RollbackReport report = rollback().perform(project, require(name), to, by);
        jobs.awaitRunning(require(name));
        return report;
    }

    /**
     * Takes a savepoint that the pipeline can be rolled back to: it stops there, and goes on.
     *
     * @throws TidewaterException (REFUSED) if it does not run or the savepoint fails; then it runs as before
     */
    public synchronized SavepointReport savepoint(Project project, String name, String by) {
        return savepoints().take(project, require(name), by);
    }

    /** What {@link #deleteSavepoint} would delete. */
    public synchronized SavepointReport findSavepoint(String name, Waypoint point) {
        return savepoints().look(require(name), point);
    }

    /** @throws TidewaterException (REFUSED) if there is none, or if the pipeline goes on from it */
    public synchronized SavepointReport deleteSavepoint(String name, Waypoint point) {
        return savepoints().delete(require(name), point);
    }

    private Savepoints savepoints() {
        return new Savepoints(jobs, store, clock);
    }

    private Rollback rollback() {
        return new Rollback(jobs, store, endpoints, clock);
    }

    /** The generations of one pipeline, or of all, oldest first. */
    public List<HistoryReport> history(Optional<String> name) {
        List<PipelineRecord> records = name.map(one -> List.of(known(one))).orElseGet(store::all);
        return records.stream()
                .flatMap(record -> record.generations().stream().map(one -> HistoryReport.of(record.name(), one)))
                .toList();
    }

    /**
     * Stops a pipeline with a savepoint, without draining, so that running it again goes on where it was.
     *
     * @throws TidewaterException (REFUSED) if it does not run, (OUTCOME_UNKNOWN) if it cannot be learnt in time
     */
    public synchronized StopReport stop(String name, String by) {
        PipelineRecord pipeline = require(name);
        if (pipeline.desired() == Desired.RUNNING && jobs.job(pipeline).isEmpty()) {
            // Its submission failed, or the cluster was started again a moment ago.
            store.save(pipeline.stopped());
            return new StopReport(name, Optional.empty());
        }
        if (!jobs.isActive(pipeline)) {
            throw new TidewaterException(
                    ErrorCode.REFUSED, "pipeline \"" + name + "\" does not run", "see what does: tidewater ps");
        }
        PipelineRecord stopping =
                pipeline.stopping(jobs.savepointFolder(pipeline)).taking(by, clock.instant());
        store.save(stopping);
        try {
            String savepoint =
                    jobs.stopWithSavepoint(pipeline, stopping.savepointFolder().orElseThrow());
            store.save(stopping.ended(new Generation.End(clock.instant(), Optional.of(savepoint), "stopped")));
            return new StopReport(name, Optional.of(savepoint));
        } catch (TidewaterException e) {
            if (e.code() != ErrorCode.OUTCOME_UNKNOWN) {
                store.save(pipeline);
            }
            throw e;
        }
    }

    /** Every pipeline that was ever run, with what it does now; also those whose records are damaged. */
    public List<PipelineStatus> pipelines() {
        List<PipelineStatus> pipelines = new ArrayList<>(new PipelineObserver(flink).observe(store.all()));
        store.damaged().forEach((name, why) -> pipelines.add(PipelineStatus.damaged(name, why, clock.instant())));
        return pipelines;
    }

    /**
     * Brings back every pipeline that should run and whose job the cluster does not know: after the cluster was started
     * again. Each goes on from its last complete checkpoint. Called again and again; does nothing while all is well.
     *
     * @throws IOException if the cluster does not say which jobs it has
     */
    public synchronized void reconcile(Project project) throws IOException {
        Reconciler.Cluster cluster = new Reconciler.Cluster() {
            @Override
            public void bringBack(PipelineRecord pipeline) {
                jobs.submit(project, pipeline, jobs.startOf(pipeline));
            }

            @Override
            public void rollBack(PipelineRecord pipeline) {
                rollback().finish(project, pipeline);
            }

            @Override
            public boolean hasSavepoint(String folder) {
                return jobs.hasSavepoint(folder);
            }

            @Override
            public void cancel(String jobId) throws IOException {
                flink.cancel(jobId);
            }
        };
        new Reconciler(store, cluster, clock).reconcile(flink.jobs());
    }

    /** One that something may be done to. */
    private PipelineRecord require(String name) {
        return known(name).settled();
    }

    private PipelineRecord known(String name) {
        return store.find(name)
                .orElseThrow(() -> new TidewaterException(
                        ErrorCode.REFUSED, "pipeline \"" + name + "\" does not exist", "see what does: tidewater ps"));
    }

    private SessionConfig session(Project project) {
        return LocalSessions.forPipelines(endpoints, project);
    }
}
