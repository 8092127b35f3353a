package dev.tidewater.cli;

import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.Pipeline;
import dev.tidewater.model.Project;
import dev.tidewater.model.ProjectLoader;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads scripts. */
final class PipelineFiles {
    private PipelineFiles() {}

    /** @throws TidewaterException naming every file that cannot be read, and every name that two files share */
    static List<PipelineScript> read(List<Path> files) {
        List<PipelineScript> scripts = new ArrayList<>();
        List<TidewaterException> failures = new ArrayList<>();
        for (Path file : files) {
            try {
                scripts.add(read(file));
            } catch (TidewaterException e) {
                failures.add(e);
            }
        }
        if (failures.isEmpty()) {
            sharedNames(scripts).forEach(failures::add);
        }
        if (!failures.isEmpty()) {
            throw TidewaterException.combined(failures);
        }
        return scripts;
    }

    /**
     * Every script of a project.
     *
     * @throws TidewaterException (CONFIGURATION) if it has none
     */
    static List<PipelineScript> ofProject(Path folder) {
        Project project = ProjectLoader.load(folder);
        if (project.pipelines().isEmpty()) {
            throw new TidewaterException(
                    ErrorCode.CONFIGURATION,
                    "project \"" + project.name() + "\" has no pipelines",
                    "write one: pipelines/NAME.sql");
        }
        return read(project.pipelines().stream()
                .map(Pipeline::file)
                .map(PipelineFiles::asTyped)
                .toList());
    }

    /** As somebody in this folder would write it. */
    static Path asTyped(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private static Stream<TidewaterException> sharedNames(List<PipelineScript> scripts) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        scripts.forEach(script ->
                files.computeIfAbsent(script.name(), name -> new ArrayList<>()).add(script.file()));
        return files.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new TidewaterException(
                        ErrorCode.USAGE,
                        "pipeline \"" + entry.getKey() + "\" would come of several files: "
                                + String.join(", ", entry.getValue()),
                        "a pipeline is named after its file: rename all but one"));
    }

    private static PipelineScript read(Path file) {
        try {
            return new PipelineScript(Pipeline.of(file).name(), file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "file \"" + file + "\" is not UTF-8 text", "save it as UTF-8", e);
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    problem(file),
                    near(file)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("name a script: tidewater run pipelines/FILE.sql"),
                    e);
        }
    }

    private static String problem(Path file) {
        if (Files.isDirectory(file)) {
            return "\"" + file + "\" is a folder, and a pipeline is a file";
        }
        return "file \"" + file + "\" " + (Files.exists(file) ? "cannot be read" : "does not exist");
    }

    private static Optional<Path> near(Path missing) {
        Path folder = missing.toAbsolutePath().getParent();
        Path name = missing.getFileName();
        if (folder == null || name == null || Files.exists(missing)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".sql"))
                    .toList();
            return Nearest.to(name.toString(), names).map(missing::resolveSibling);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
