package dev.tidewater.engine.sql;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a project has the jars of its functions. They are in {@code udfs/}, and may be built over at any time; what a job
 * was started with is kept by its content, so that an older generation goes on with the code that it had.
 *
 * @param project its folder
 */
public record FunctionFolder(Path project) {
    private static final String JARS = "udfs";

    /** The jars that there are now, by name. Those that cannot be read as jars are among them. */
    List<JarContent> jars() {
        Path folder = project.resolve(JARS);
        return list(folder).stream()
                .filter(file -> file.getFileName().toString().endsWith(".jar"))
                .map(file -> JarContent.read(JARS + "/" + file.getFileName(), file))
                .toList();
    }

    /** The scripts of the project's pipelines, by name. */
    List<Path> scripts() {
        return list(project.resolve("pipelines")).stream()
                .filter(file -> file.getFileName().toString().endsWith(".sql"))
                .toList();
    }

    /**
     * What a script is known by: its statements without comments and layout, then the versions of the jars that its functions
     * come from. Equal ones do the same.
     */
    List<String> identity(SqlScript script) {
        List<String> identity = new ArrayList<>(script.normalised());
        ScriptFunctions.jars(this, script)
                .forEach(content -> identity.add(content.jar().mark()));
        return List.copyOf(identity);
    }

    /** The copy of a jar by its content; it is made if there is none. */
    Path keep(JarContent content) {
        Path copy = content.jar().in(kept());
        if (Files.exists(copy)) {
            return copy;
        }
        try {
            Files.createDirectories(kept());
            Path partial = kept().resolve(UUID.randomUUID() + ".partial");
            Files.copy(content.file(), partial);
            Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
            return copy;
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    "jar \"" + content.jar().name() + "\" could not be copied to \"" + kept() + "\"",
                    "see that the disk has room, and who may write there",
                    e);
        }
    }

    /**
     * The copies of jars that a pipeline was compiled with.
     *
     * @throws TidewaterException (RESOURCE) if one is lost, and {@code udfs/} does not have it either
     */
    List<Path> kept(List<FunctionJar> jars) {
        if (jars.stream().allMatch(jar -> Files.exists(jar.in(kept())))) {
            return jars.stream().map(jar -> jar.in(kept())).toList();
        }
        List<JarContent> present = jars();
        return jars.stream().map(jar -> kept(jar, present)).toList();
    }

    private Path kept(FunctionJar jar, List<JarContent> present) {
        Path copy = jar.in(kept());
        if (Files.exists(copy)) {
            return copy;
        }
        return present.stream()
                .filter(content -> content.jar().sha256().equals(jar.sha256()))
                .findFirst()
                .map(this::keep)
                .orElseThrow(() -> new TidewaterException(
                        ErrorCode.RESOURCE,
                        "file \"" + copy + "\" does not exist: the functions of \"" + jar.name()
                                + "\" as they were, version " + jar.version(),
                        "restore it from a copy, or put that version of the jar into " + JARS + "/"));
    }

    /** Removes the copies that nobody needs. While class loaders are open, one of them may. */
    public void keepOnly(Set<FunctionJar> needed) {
        Set<String> names = needed.stream().map(jar -> jar.sha256() + ".jar").collect(Collectors.toSet());
        for (Path file : list(kept())) {
            if (!names.contains(file.getFileName().toString())) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException("removing " + file, e);
                }
            }
        }
    }

    private Path kept() {
        return project.resolve(".tidewater").resolve("functions");
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + folder, e);
        }
    }
}
