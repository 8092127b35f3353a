package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import dev.tidewater.engine.deploy.PlanReport.Mark;
import dev.tidewater.engine.plan.PlanChange;
import dev.tidewater.engine.plan.Planned;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.FunctionJar;
import dev.tidewater.engine.sql.LakeTables;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the scripts of a project against the pipelines that run. */
final class Intentions {
    private static final String FOLDER = "pipelines";

    private final Endpoints endpoints;
    private final PipelineStore store;
    private final Path folder;

    /** @param folder of the project */
    Intentions(Endpoints endpoints, PipelineStore store, Path folder) {
        this.endpoints = endpoints;
        this.store = store;
        this.folder = folder;
    }

    /**
     * All are compiled. Tables that a script creates are made in the lake by that, and stay: see {@link #look}.
     *
     * @throws TidewaterException with the findings of all scripts if any is broken
     */
    List<Intention> of(Project project, List<PipelineScript> scripts) {
        SessionConfig session = LocalSessions.forPipelines(endpoints, project);
        PipelineCompiler compiler =
                new PipelineCompiler(session, LocalSessions.hosts(endpoints, project.configuration()));
        List<Intention> intentions = new ArrayList<>();
        List<TidewaterException> broken = new ArrayList<>();
        for (PipelineScript script : scripts) {
            try {
                intentions.add(of(session, compiler, script));
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
        intentions.addAll(gone(scripts));
        return intentions;
    }

    /** The same, and takes back what compiling has created. */
    List<Intention> look(Project project, List<PipelineScript> scripts) {
        LakeTables before = LakeTables.remember(LocalSessions.forPipelines(endpoints, project));
        try {
            return of(project, scripts);
        } finally {
            before.dropNewcomers(
                    name -> scripts.stream().anyMatch(script -> script.text().contains(name)));
        }
    }

    private Intention of(SessionConfig session, PipelineCompiler compiler, PipelineScript source) {
        SqlScript script = SqlScript.parse(source.file(), source.text());
        Optional<PipelineRecord> known = store.find(source.name()).map(PipelineRecord::settled);
        if (known.isPresent() && known.get().statements().equals(session.identity(script))) {
            boolean runs = known.get().desired() == Desired.RUNNING;
            return new Intention(
                    source.name(),
                    runs ? Mark.SAME : Mark.CHANGED,
                    Optional.of(source),
                    known,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    runs ? "" : "is stopped, and goes on where it was");
        }
        CompiledPipeline compiled = compiler.compile(source.name(), script);
        StoredPipeline plan = StoredPipeline.of(compiled);
        if (known.isEmpty()) {
            return new Intention(
                    source.name(),
                    Mark.NEW,
                    Optional.of(source),
                    known,
                    Optional.of(compiled),
                    Optional.of(plan),
                    Optional.empty(),
                    "starts");
        }
        Addresses addresses = new Addresses(endpoints);
        StoredPipeline running = store.plan(known.get());
        StoredPipeline named = addresses.toNames(plan);
        PlanChange change = PlanChange.between(planned(running), planned(named));
        StoredPipeline carried = addresses.toAddresses(named.withPlan(change.plan()));
        return new Intention(
                source.name(),
                Mark.CHANGED,
                Optional.of(source),
                known,
                Optional.of(compiled),
                Optional.of(carried),
                Optional.of(change),
                "stops with a savepoint, and goes on from it with "
                        + FunctionVersions.between(running.functions(), plan.functions())
                                .whatIsNew(script.normalised().equals(scriptOf(known.get()))));
    }

    private static List<String> scriptOf(PipelineRecord known) {
        return known.statements().stream()
                .filter(statement -> !FunctionJar.isMark(statement))
                .toList();
    }

    /** A function of another version is another function, whatever state its results have gone into. */
    private static Planned planned(StoredPipeline pipeline) {
        List<String> preamble = new ArrayList<>(pipeline.preamble());
        pipeline.functions().forEach(jar -> preamble.add("FUNCTION " + jar));
        return new Planned(pipeline.plan(), pipeline.options(), preamble);
    }

    /** Pipelines whose scripts were in the project's folder and are not there any more. */
    private List<Intention> gone(List<PipelineScript> scripts) {
        Set<String> wanted = scripts.stream().map(PipelineScript::name).collect(Collectors.toSet());
        return store.all().stream()
                .filter(record -> record.desired() == Desired.RUNNING
                        && !wanted.contains(record.name())
                        && isGone(Path.of(record.file())))
                .map(record -> new Intention(
                        record.name(),
                        Mark.GONE,
                        Optional.empty(),
                        Optional.of(record),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "stops with a savepoint; its tables stay"))
                .toList();
    }

    private boolean isGone(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent != null
                && parent.endsWith(FOLDER)
                && !Files.exists(folder.resolve(FOLDER).resolve(file.getFileName()));
    }
}
