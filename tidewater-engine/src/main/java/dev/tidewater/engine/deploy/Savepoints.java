package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.Generation.Savepoint;
import dev.tidewater.engine.deploy.SavepointReport.Fate;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Savepoints of pipelines that run. The job is stopped with the savepoint, and another goes on from it. Beside a job that went
 * on, Flink commits nothing of what the savepoint covers: its files would come to the table together with later ones, in
 * one snapshot, and there would be no snapshot to go back to.
 */
final class Savepoints {
    private static final Logger LOG = LoggerFactory.getLogger(Savepoints.class);

    private final PipelineJobs jobs;
    private final PipelineStore store;
    private final Clock clock;

    Savepoints(PipelineJobs jobs, PipelineStore store, Clock clock) {
        this.jobs = jobs;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Returns once all tasks of the job run that goes on from it. Until that one is written down, a crash leaves what
     * {@link Upgrade} leaves: the pipeline is brought back from the savepoint if it is complete, and then it counts.
     *
     * @throws TidewaterException (REFUSED) if it does not run or the savepoint fails, then it runs as before; (NOT_READY) if
     *     there is one, and the pipeline does not come up; (OUTCOME_UNKNOWN) if it cannot be learnt
     */
    SavepointReport take(Project project, PipelineRecord pipeline, String by) {
        if (!jobs.isActive(pipeline)) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "pipeline \"" + pipeline.name() + "\" does not run",
                    "what it was stopped with is a savepoint, too; see: tidewater history " + pipeline.name());
        }
        jobs.awaitRunning(pipeline);
        Instant asked = clock.instant();
        PipelineRecord taking =
                pipeline.changing(jobs.savepointFolder(pipeline)).taking(by, asked);
        store.save(taking);
        String path = stop(pipeline, taking);
        try {
            PipelineRecord running = jobs.submit(project, taking, Optional.of(path));
            jobs.awaitRunning(running);
            Generation generation = running.generation();
            Savepoint taken = generation.taken().get(generation.taken().size() - 1);
            return report(running, Waypoint.of(generation, taken), Fate.TAKEN);
        } catch (TidewaterException e) {
            throw new TidewaterException(
                    e.code(),
                    e.message(),
                    "the savepoint was taken, and the pipeline is tried again from there; " + e.hint(),
                    e);
        }
    }

    private String stop(PipelineRecord pipeline, PipelineRecord taking) {
        try {
            return jobs.stopWithSavepoint(pipeline, taking.savepointFolder().orElseThrow());
        } catch (TidewaterException e) {
            if (e.code() == ErrorCode.REFUSED) {
                store.save(pipeline);
            }
            throw e;
        }
    }

    /** What {@link #delete} would delete. */
    SavepointReport look(PipelineRecord pipeline, Waypoint point) {
        requireNotNeeded(pipeline, point);
        return report(pipeline, point, Fate.KEPT);
    }

    /**
     * That it is deleted is written down first: whoever is interrupted says it again.
     *
     * @throws TidewaterException (REFUSED) if there is none, or if the pipeline goes on from it
     */
    SavepointReport delete(PipelineRecord pipeline, Waypoint point) {
        String path = requireNotNeeded(pipeline, point);
        Generation generation = pipeline.generation(point.generation()).orElseThrow();
        if (!generation.deleted().contains(path)) {
            store.save(pipeline.with(generation.without(path)));
        }
        jobs.deleteFiles(path);
        return report(pipeline, point, Fate.DELETED);
    }

    private String requireNotNeeded(PipelineRecord pipeline, Waypoint point) {
        String path = pipeline.generation(point.generation())
                .flatMap(generation -> generation.savepoint(point))
                .orElseThrow(() -> new TidewaterException(
                        ErrorCode.REFUSED,
                        "pipeline \"" + pipeline.name() + "\" does not have " + point.kept(),
                        "see what there is: tidewater history " + pipeline.name()));
        if (jobs.startOf(pipeline).filter(path::equals).isPresent()) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "pipeline \"" + pipeline.name() + "\" goes on from " + point.kept(),
                    "it can be deleted when the pipeline runs and has a checkpoint of its own; see: tidewater ps");
        }
        return path;
    }

    private static SavepointReport report(PipelineRecord pipeline, Waypoint point, Fate fate) {
        Generation generation = pipeline.generation(point.generation()).orElseThrow();
        Optional<Savepoint> own = generation.taken().stream()
                .filter(one -> Waypoint.of(generation, one).equals(point))
                .findFirst();
        return new SavepointReport(
                pipeline.name(),
                point.label(),
                generation.savepoint(point).orElseThrow(),
                own.map(Savepoint::at)
                        .orElseGet(() -> generation.end().orElseThrow().at()),
                own.map(Savepoint::by).orElse(generation.by()),
                fate);
    }

    /**
     * Deletes what generations have left that are not remembered any more. It is known by the time that its folder is named
     * after: all that is younger than the oldest generation that is remembered stays, whether anything names it or not.
     */
    void forgetWithGenerations(PipelineRecord pipeline) {
        Generation oldest = pipeline.generations().get(0);
        if (oldest.number() == 1) {
            return;
        }
        try {
            Set<String> needed = needed(pipeline);
            jobs.savepointFolders(pipeline.name()).stream()
                    .filter(folder -> isBefore(folder, oldest.at())
                            && needed.stream().noneMatch(path -> path.startsWith(folder + "/")))
                    .forEach(folder -> {
                        LOG.info("pipeline \"{}\": {} goes with its generation", pipeline.name(), folder);
                        jobs.deleteFiles(folder);
                    });
        } catch (RuntimeException e) {
            LOG.warn("old savepoints of pipeline \"{}\" could not be deleted yet", pipeline.name(), e);
        }
    }

    private Set<String> needed(PipelineRecord pipeline) {
        Set<String> needed = new HashSet<>();
        pipeline.generations()
                .forEach(one -> Stream.of(
                                one.startedFrom().stream(),
                                one.end().flatMap(Generation.End::savepoint).stream(),
                                one.taken().stream().flatMap(taken -> taken.path().stream()))
                        .flatMap(paths -> paths)
                        .forEach(needed::add));
        pipeline.attempts().forEach(attempt -> attempt.restoredFrom().ifPresent(needed::add));
        pipeline.savepointFolder().ifPresent(folder -> needed.add(folder + "/"));
        pipeline.rollback().ifPresent(intent -> needed.add(intent.savepoint()));
        return needed;
    }

    /** Folders are named {@code JOB-MILLIS}. */
    static boolean isBefore(String folder, Instant instant) {
        String millis = folder.substring(folder.lastIndexOf('-') + 1);
        return millis.matches("\\d{1,18}") && Long.parseLong(millis) < instant.toEpochMilli();
    }
}
