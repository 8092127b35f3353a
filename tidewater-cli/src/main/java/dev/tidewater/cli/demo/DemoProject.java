package dev.tidewater.cli.demo;

import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Pipeline;
import dev.tidewater.model.ProjectLoader;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.StackLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The project that a demo runs in: a fresh copy of the example shop below the current project's {@code .tidewater}. */
public final class DemoProject {
    private DemoProject() {}

    /** Ends a demo that stayed and takes its place. */
    public static StackLayout create(Path home, Path folder) {
        Path project = folder.resolve(".tidewater").resolve("demo");
        StackLayout layout = new StackLayout(home, project);
        try {
            if (Files.isDirectory(project)) {
                new StackLauncher(layout, line -> {}).down();
                delete(project);
            }
            copy(home.resolve("examples").resolve("shop"), project);
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    "folder \"" + project + "\" cannot be written: " + e.getMessage(),
                    "run the demo in a folder of your own, on a disk with 1 GiB to spare",
                    e);
        }
        return layout;
    }

    /** The one that has rows soonest comes first. */
    public static List<PipelineScript> scripts(StackLayout layout) {
        return ProjectLoader.load(layout.project()).pipelines().stream()
                .sorted(Comparator.comparing(pipeline -> !pipeline.name().equals("revenue_by_category")))
                .map(DemoProject::read)
                .toList();
    }

    /** Leaves nothing running after a demo that could not be brought to its end. */
    public static void abandon(StackLayout layout) {
        new StackLauncher(layout, line -> {}).down();
    }

    private static PipelineScript read(Pipeline pipeline) {
        try {
            return new PipelineScript(pipeline.name(), pipeline.file().toString(), Files.readString(pipeline.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
