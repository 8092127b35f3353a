package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.RunReport.Outcome;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings single pipelines up, and tells what came of it. */
final class Launches {
    private final PipelineJobs jobs;
    private final PipelineStore store;
    private final Clock clock;

    Launches(PipelineJobs jobs, PipelineStore store, Clock clock) {
        this.jobs = jobs;
        this.store = store;
        this.clock = clock;
    }

    /** What is to be done for one pipeline, decided before anything is; afterwards, what was done. */
    record Launch(
            PipelineRecord pipeline,
            StoredPipeline plan,
            Outcome outcome,
            Optional<String> startFrom,
            List<Finding> warnings) {}

    Launch fresh(PipelineScript source, CompiledPipeline compiled, Optional<PipelineRecord> known, String by) {
        Generation first = Generation.first(source.text(), compiled.statements(), by, clock.instant());
        return new Launch(
                known.map(before -> before.anew(source.file(), first))
                        .orElseGet(() -> PipelineRecord.fresh(source.name(), source.file(), first)),
                StoredPipeline.of(compiled),
                Outcome.STARTED,
                Optional.empty(),
                compiled.warnings());
    }

    Launch start(Project project, Launch launch) {
        PipelineRecord planned = launch.pipeline();
        if (planned.plan().isEmpty()) {
            planned = planned.withPlan(jobs.save(planned.name(), launch.plan()));
        }
        try {
            PipelineRecord running = jobs.submit(project, planned, launch.startFrom());
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

    void awaitRunning(Launch launch) {
        try {
            jobs.awaitRunning(launch.pipeline());
        } catch (TidewaterException e) {
            throw e.code() == ErrorCode.NOT_READY ? aftermath(launch.pipeline(), launch.outcome(), e) : e;
        }
    }

    /** A pipeline that never ran is taken back, not left behind to be tried for ever; any other goes on trying. */
    private TidewaterException aftermath(PipelineRecord pipeline, Outcome outcome, TidewaterException failure) {
        if (outcome == Outcome.STARTED) {
            jobs.abandon(pipeline);
        }
        return new TidewaterException(
                failure.code(), failure.message(), outcome.afterFailure(pipeline.name()) + failure.hint(), failure);
    }

    Launch resume(Project project, PipelineRecord stopped) {
        Launch launch = standing(stopped, Outcome.RESUMED);
        return start(project, new Launch(stopped, launch.plan(), Outcome.RESUMED, jobs.startOf(stopped), List.of()));
    }

    Launch standing(PipelineRecord pipeline, Outcome outcome) {
        return new Launch(pipeline, jobs.stored(pipeline), outcome, Optional.empty(), List.of());
    }

    RunReport report(Launch launch, Instant began) {
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
}
