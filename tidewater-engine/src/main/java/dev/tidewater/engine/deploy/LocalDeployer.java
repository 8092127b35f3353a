package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import dev.tidewater.engine.deploy.RunReport.Outcome;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.LakeTables;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.PlanRunner;
import dev.tidewater.engine.sql.PlanRunner.Claim;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pipelines on the local stack. What is wanted is written down first, then done, so that whoever comes back after a
 * crash finds out what was meant: {@link #reconcile} makes the cluster agree.
 */
public final class LocalDeployer {
    private static final String SAVEPOINTS = "s3://" + Endpoints.FLINK_BUCKET + "/savepoints/";

    private final Endpoints endpoints;
    private final FlinkRest flink;
    private final PipelineStore store;
    private final RetainedCheckpoints retained;
    private final JobWaits waits;
    private final Clock clock;

    public LocalDeployer(StackLayout layout, Endpoints endpoints, Clock clock) {
        this.endpoints = endpoints;
        this.flink = new FlinkRest(endpoints.flink().url());
        this.store = new PipelineStore(layout.state().resolve("pipelines"));
        this.retained = new RetainedCheckpoints(endpoints.s3());
        this.waits = new JobWaits(flink);
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
    public synchronized List<RunReport> runAll(Project project, List<PipelineScript> scripts, OldState oldState) {
        LakeTables before = LakeTables.remember(session(project));
        try {
            return prepareAndStart(project, scripts, oldState);
        } catch (RuntimeException e) {
            before.dropNewcomers(isNamedOnlyByFailed(scripts));
            throw e;
        }
    }

    /** A pipeline of the same call that was started before another failed keeps its tables. */
    private Predicate<String> isNamedOnlyByFailed(List<PipelineScript> scripts) {
        Map<Boolean, List<PipelineScript>> byFate =
                scripts.stream().collect(Collectors.partitioningBy(this::isRecorded));
        return name -> isNamedIn(byFate.getOrDefault(false, List.of()), name)
                && !isNamedIn(byFate.getOrDefault(true, List.of()), name);
    }

    private boolean isRecorded(PipelineScript source) {
        SqlScript script = SqlScript.parse(source.file(), source.text());
        return store.find(source.name())
                .filter(pipeline -> pipeline.statements().equals(script.normalised()))
                .isPresent();
    }

    private static boolean isNamedIn(List<PipelineScript> scripts, String name) {
        return scripts.stream().anyMatch(script -> script.text().contains(name));
    }

    private List<RunReport> prepareAndStart(Project project, List<PipelineScript> scripts, OldState oldState) {
        Instant began = clock.instant();
        List<Launch> launches = prepareAll(project, scripts, oldState);
        launches.forEach(
                launch -> Topics.prepare(launch.plan().sources(), launch.plan().sinks()));
        List<Launch> started = launches.stream()
                .map(launch -> launch.outcome() == Outcome.ALREADY_RUNNING ? launch : start(project, launch))
                .toList();
        List<RunReport> reports = new ArrayList<>();
        for (Launch launch : started) {
            awaitRunning(launch);
            reports.add(report(launch, began));
        }
        return reports;
    }

    /** What is to be done for one script, decided before anything is. */
    private record Launch(
            PipelineRecord pipeline,
            StoredPipeline plan,
            Outcome outcome,
            Optional<String> startFrom,
            List<Finding> warnings) {}

    private List<Launch> prepareAll(Project project, List<PipelineScript> scripts, OldState oldState) {
        PipelineCompiler compiler =
                new PipelineCompiler(session(project), LocalSessions.hosts(endpoints, project.configuration()));
        List<Launch> launches = new ArrayList<>();
        List<TidewaterException> broken = new ArrayList<>();
        for (PipelineScript script : scripts) {
            try {
                launches.add(prepare(compiler, script, oldState));
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

    private Launch prepare(PipelineCompiler compiler, PipelineScript source, OldState oldState) {
        SqlScript script = SqlScript.parse(source.file(), source.text());
        Optional<PipelineRecord> known = store.find(source.name());
        if (known.isPresent()) {
            PipelineRecord pipeline = known.get();
            boolean same = pipeline.statements().equals(script.normalised());
            if (isActive(pipeline)) {
                requireSame(pipeline, same);
                return new Launch(pipeline, stored(pipeline), Outcome.ALREADY_RUNNING, Optional.empty(), List.of());
            }
            Optional<String> startFrom = startOf(pipeline);
            if (same && oldState == OldState.KEEP) {
                Outcome outcome = startFrom.isPresent() ? Outcome.RESUMED : Outcome.STARTED;
                return new Launch(pipeline, stored(pipeline), outcome, startFrom, List.of());
            }
            if (oldState == OldState.KEEP && startFrom.isPresent()) {
                throw changedWhileStopped(source);
            }
        }
        CompiledPipeline compiled = compiler.compile(source.name(), script);
        StoredPipeline plan = StoredPipeline.of(compiled);
        PipelineRecord fresh = new PipelineRecord(
                source.name(), source.file(), script.normalised(), "", Desired.RUNNING, List.of(), Optional.empty());
        return new Launch(fresh, plan, Outcome.STARTED, Optional.empty(), compiled.warnings());
    }

    private Launch start(Project project, Launch launch) {
        PipelineRecord planned = launch.pipeline();
        if (planned.plan().isEmpty()) {
            planned = planned.withPlan(store.savePlan(planned.name(), new Addresses(endpoints).toNames(launch.plan())));
        }
        try {
            PipelineRecord running = submit(project, planned, launch.startFrom(), Claim.NO_CLAIM);
            return new Launch(running, launch.plan(), launch.outcome(), launch.startFrom(), launch.warnings());
        } catch (TidewaterException e) {
            if (e.code() == ErrorCode.OUTCOME_UNKNOWN) {
                // Whether the job comes up or not: the record says that it should, and reconcile sees to it.
                throw e;
            }
            PipelineRecord tried = store.find(planned.name()).orElse(planned).refused(e.message(), clock.instant());
            store.save(tried);
            throw aftermath(tried, launch.outcome(), e);
        }
    }

    private void awaitRunning(Launch launch) {
        try {
            waits.untilRunning(
                    launch.pipeline().name(), launch.pipeline().current().jobId());
        } catch (TidewaterException e) {
            throw e.code() == ErrorCode.NOT_READY ? aftermath(launch.pipeline(), launch.outcome(), e) : e;
        }
    }

    /** A pipeline that never ran is taken back, not left behind to be tried for ever; any other goes on trying. */
    private TidewaterException aftermath(PipelineRecord pipeline, Outcome outcome, TidewaterException failure) {
        if (outcome == Outcome.STARTED) {
            abandon(pipeline);
        }
        return new TidewaterException(
                failure.code(), failure.message(), outcome.afterFailure(pipeline.name()) + failure.hint(), failure);
    }

    private static void requireSame(PipelineRecord pipeline, boolean same) {
        if (!same) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "pipeline \"" + pipeline.name() + "\" runs with other SQL",
                    "stop it first: tidewater stop " + pipeline.name());
        }
    }

    private static TidewaterException changedWhileStopped(PipelineScript script) {
        return new TidewaterException(
                ErrorCode.REFUSED,
                "pipeline \"" + script.name() + "\" was stopped with other SQL; its state and its place in the topics"
                        + " may not fit the new one",
                "undo the edit and run it again, or start from the beginning of its topics into the same tables, which"
                        + " doubles rows that are there: tidewater run " + script.file() + " --discard-state");
    }

    /**
     * Stops a pipeline with a savepoint, without draining, so that running it again goes on where it was.
     *
     * @throws TidewaterException (REFUSED) if it does not run, (OUTCOME_UNKNOWN) if it cannot be learnt in time
     */
    public synchronized StopReport stop(String name) {
        PipelineRecord pipeline = store.find(name)
                .orElseThrow(() -> new TidewaterException(
                        ErrorCode.REFUSED, "pipeline \"" + name + "\" does not exist", "see what does: tidewater ps"));
        if (pipeline.desired() == Desired.RUNNING && job(pipeline).isEmpty()) {
            // Its submission failed, or the cluster was started again a moment ago.
            store.save(pipeline.stopped());
            return new StopReport(name, Optional.empty());
        }
        if (!isActive(pipeline)) {
            throw new TidewaterException(
                    ErrorCode.REFUSED, "pipeline \"" + name + "\" does not run", "see what does: tidewater ps");
        }
        // A folder for each stop: one that failed after its savepoint was written must not be taken for a later one.
        String folder = SAVEPOINTS + name + "/" + pipeline.current().jobId() + "-" + clock.millis();
        PipelineRecord stopping = pipeline.stopping(folder);
        store.save(stopping);
        try {
            String savepoint = waits.stopWithSavepoint(name, pipeline.current().jobId(), folder);
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
                submit(project, pipeline, startOf(pipeline), Claim.CLAIM);
            }

            @Override
            public void cancel(String jobId) throws IOException {
                flink.cancel(jobId);
            }
        };
        new Reconciler(store, cluster, clock).reconcile(flink.jobs());
    }

    /** Remembers the attempt, then submits it; a crash between the two leaves an attempt that never checkpointed. */
    private PipelineRecord submit(Project project, PipelineRecord pipeline, Optional<String> start, Claim claim) {
        String jobId = UUID.randomUUID().toString().replace("-", "");
        PipelineRecord running = pipeline.withAttempt(jobId, start, clock.instant());
        store.save(running);
        StoredPipeline plan = stored(running);
        PlanRunner.submit(
                session(project),
                new PlanRunner.Submission(
                        pipeline.name(), plan.plan(), plan.options(), plan.preamble(), jobId, start, claim));
        return running;
    }

    private Optional<String> startOf(PipelineRecord pipeline) {
        return StartingPoint.of(pipeline, retained::savepoint, retained::newest);
    }

    /** A pipeline whose submission failed is free to be run again at once, also with other SQL. */
    private boolean isActive(PipelineRecord pipeline) {
        return job(pipeline)
                .map(job -> !job.terminal())
                .orElseGet(() -> pipeline.desired() == Desired.RUNNING
                        && pipeline.current().refused().isEmpty());
    }

    private Optional<FlinkRest.Job> job(PipelineRecord pipeline) {
        try {
            return flink.job(pipeline.current().jobId());
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE, "Flink does not answer", "see what is wrong: tidewater status", e);
        }
    }

    private void abandon(PipelineRecord pipeline) {
        try {
            flink.cancel(pipeline.current().jobId());
        } catch (IOException e) {
            // The job may be gone already; without its record nobody starts it again.
        }
        store.remove(pipeline.name());
    }

    private StoredPipeline stored(PipelineRecord pipeline) {
        return new Addresses(endpoints).toAddresses(store.plan(pipeline));
    }

    private RunReport report(Launch launch, Instant began) {
        return new RunReport(
                launch.pipeline().name(),
                launch.outcome(),
                launch.pipeline().current().jobId(),
                names(launch.plan().sources()),
                names(launch.plan().sinks()),
                launch.warnings(),
                Duration.between(began, clock.instant()));
    }

    private static List<String> names(List<ConnectedTable> tables) {
        return tables.stream()
                .flatMap(table -> table.topics().isEmpty()
                        ? Stream.of(table.identifier())
                        : table.topics().stream().map(topic -> "topic " + topic))
                .distinct()
                .toList();
    }

    private SessionConfig session(Project project) {
        return LocalSessions.forPipelines(endpoints, project.configuration());
    }
}
