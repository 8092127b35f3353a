package dev.tidewater.engine.deploy;

import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.sql.FunctionJar;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pipeline records and compiled plans, a folder a pipeline, below {@code .tidewater/pipelines}. A record names its plan. A
 * new plan gets a file of its own, and counts once a record that names it is saved: whenever a crash comes, the record
 * and the plan that are found belong together.
 */
final class PipelineStore {
    private static final String RECORD = "pipeline.json";
    private static final String PLAN = "plan-";

    private final Path root;

    PipelineStore(Path root) {
        this.root = root;
    }

    Optional<PipelineRecord> find(String name) {
        Path file = folder(name).resolve(RECORD);
        Optional<PipelineRecord> found = Json.readFile(file, PipelineRecord.class, remedy(name));
        if (found.isPresent()
                && (found.get().attempts().isEmpty()
                        || found.get().generations().isEmpty())) {
            throw new TidewaterException(
                    ErrorCode.RESOURCE, "file \"" + file + "\" is damaged: it names no job", remedy(name));
        }
        return found;
    }

    /** Those whose records can be read. */
    List<PipelineRecord> all() {
        return names().stream().flatMap(name -> readable(name).stream()).toList();
    }

    /** What is wrong with each record that cannot be read, by the name of its pipeline. */
    Map<String, TidewaterException> damaged() {
        Map<String, TidewaterException> damaged = new TreeMap<>();
        for (String name : names()) {
            try {
                find(name);
            } catch (TidewaterException e) {
                damaged.put(name, e);
            }
        }
        return damaged;
    }

    private Optional<PipelineRecord> readable(String name) {
        try {
            return find(name);
        } catch (TidewaterException e) {
            return Optional.empty();
        }
    }

    /** Replaces the record as one step, then removes the plans that it does not name. */
    void save(PipelineRecord pipeline) {
        Json.writeFile(folder(pipeline.name()).resolve(RECORD), pipeline);
        Set<String> named =
                pipeline.generations().stream().map(Generation::plan).collect(Collectors.toSet());
        named.add(pipeline.plan());
        files(pipeline.name()).stream()
                .filter(file -> file.getFileName().toString().startsWith(PLAN)
                        && !named.contains(file.getFileName().toString()))
                .forEach(PipelineStore::delete);
    }

    /**
     * Keeps a plan beside those that are there, for the record that is saved next. Its addresses are names by now.
     *
     * @return the name by which the record refers to it
     */
    String savePlan(String name, StoredPipeline plan) {
        String file = PLAN + UUID.randomUUID() + ".json";
        Json.writeFile(folder(name).resolve(file), plan);
        return file;
    }

    StoredPipeline plan(PipelineRecord pipeline) {
        return plan(pipeline, pipeline.plan());
    }

    /** Jars that any generation of any pipeline needs; nothing if a record or a plan cannot be read, for then nobody knows. */
    Optional<Set<FunctionJar>> functionsInUse() {
        try {
            Set<FunctionJar> jars = new HashSet<>();
            for (String name : names()) {
                for (Path file : files(name)) {
                    if (file.getFileName().toString().startsWith(PLAN)) {
                        Json.readFile(file, StoredPipeline.class, remedy(name))
                                .ifPresent(plan -> jars.addAll(plan.functions()));
                    }
                }
            }
            return Optional.of(jars);
        } catch (TidewaterException e) {
            return Optional.empty();
        }
    }

    /** @param plan of any generation of the pipeline */
    StoredPipeline plan(PipelineRecord pipeline, String plan) {
        Path file = folder(pipeline.name()).resolve(plan);
        return Json.readFile(file, StoredPipeline.class, remedy(pipeline.name()))
                .orElseThrow(() -> new TidewaterException(
                        ErrorCode.RESOURCE, "file \"" + file + "\" does not exist", remedy(pipeline.name())));
    }

    private String remedy(String name) {
        return "restore it from a copy; or delete folder \"" + folder(name)
                + "\", and the pipeline is forgotten: run again, it starts anew and doubles its rows";
    }

    /** The record goes first: a folder without one is no pipeline. */
    void remove(String name) {
        delete(folder(name).resolve(RECORD));
        files(name).forEach(PipelineStore::delete);
        delete(folder(name));
    }

    private List<String> names() {
        return list(root).stream()
                .filter(Files::isDirectory)
                .map(folder -> folder.getFileName().toString())
                .toList();
    }

    private List<Path> files(String name) {
        return list(folder(name));
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + folder, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + file, e);
        }
    }

    private Path folder(String name) {
        return root.resolve(name);
    }
}
