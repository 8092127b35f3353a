package dev.tidewater.engine.deploy;

import dev.tidewater.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pipeline records and compiled plans, a folder a pipeline, below {@code .tidewater/pipelines}. */
final class PipelineStore {
    private static final String RECORD = "pipeline.json";
    private static final String PLAN = "plan.json";

    private final Path root;

    PipelineStore(Path root) {
        this.root = root;
    }

    Optional<PipelineRecord> find(String name) {
        return Json.readFile(folder(name).resolve(RECORD), PipelineRecord.class);
    }

    List<PipelineRecord> all() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.sorted()
                    .flatMap(folder -> Json.readFile(folder.resolve(RECORD), PipelineRecord.class).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + root, e);
        }
    }

    void save(PipelineRecord pipeline) {
        Json.writeFile(folder(pipeline.name()).resolve(RECORD), pipeline);
    }

    /** The plan is written before the record that relies on it; its addresses are names by now. */
    void savePlan(String name, StoredPipeline plan) {
        Json.writeFile(folder(name).resolve(PLAN), plan);
    }

    StoredPipeline plan(String name) {
        return Json.readFile(folder(name).resolve(PLAN), StoredPipeline.class)
                .orElseThrow(() -> new IllegalStateException("no plan of pipeline " + name));
    }

    void remove(String name) {
        try {
            // The record first: a folder without one is no pipeline.
            Files.deleteIfExists(folder(name).resolve(RECORD));
            Files.deleteIfExists(folder(name).resolve(PLAN));
            Files.deleteIfExists(folder(name));
        } catch (IOException e) {
            throw new UncheckedIOException("removing pipeline " + name, e);
        }
    }

    private Path folder(String name) {
        return root.resolve(name);
    }
}
