package dev.tidewater.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The project that {@code init} writes: a pipeline with its test, the schema of its topic and some records. */
public final class ProjectTemplate {
    /** The configuration is the last: without it a folder is no project, so a crash leaves none that lacks something. */
    static final List<String> FILES = List.of(
            "README.md",
            ".gitignore",
            "data/orders.jsonl",
            "schemas/orders.avsc",
            "pipelines/revenue_per_hour.sql",
            "tests/revenue_per_hour.yaml",
            ProjectLoader.FILE);

    /** What to type in the project's folder, in this order; its README says the same. */
    static final List<String> STEPS = List.of(
            "tidewater up",
            "tidewater produce orders data/orders.jsonl --schema schemas/orders.avsc --key order_id --timestamp ordered_at",
            "tidewater check",
            "tidewater test",
            "tidewater run pipelines/revenue_per_hour.sql",
            "tidewater query 'SELECT * FROM sales.revenue_per_hour ORDER BY window_start, country'");

    /** A folder that holds nothing else is as good as empty. */
    private static final Set<String> HARMLESS = Set.of(".git");

    private static final int SHOWN = 5;

    private ProjectTemplate() {}

    /**
     * A new project.
     *
     * @param folder as it was named
     * @param files within it
     * @param next commands to type, from where the user is
     */
    public record Written(String name, String folder, List<String> files, List<String> next) {
        public Written {
            files = List.copyOf(files);
            next = List.copyOf(next);
        }
    }

    /**
     * Writes the project into a folder, which is created if it is not there. Nothing is overwritten; if a file cannot be
     * written, those before it are removed again.
     *
     * @throws TidewaterException (USAGE) if something is in the way; (RESOURCE) if a file cannot be written
     */
    public static Written write(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        requireFree(folder, root);
        String name = name(root);
        List<Path> written = new ArrayList<>();
        try {
            for (String file : FILES) {
                write(root.resolve(file), text(file).replace("__NAME__", name), written);
            }
        } catch (IOException e) {
            removeAgain(written);
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    "the project cannot be written to \"" + folder + "\": " + e.getMessage(),
                    "name a folder that you may write to: tidewater init DIR",
                    e);
        }
        return new Written(name, folder.toString(), FILES, next(folder));
    }

    private static void requireFree(Path folder, Path root) {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "\"" + folder + "\" is a file, and a project is a folder",
                    "name a folder that is empty or does not exist: tidewater init DIR");
        }
        List<String> found = found(root);
        if (!found.isEmpty()) {
            String more = found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : "";
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "folder \"" + folder + "\" is not empty: it holds "
                            + String.join(", ", found.subList(0, Math.min(SHOWN, found.size()))) + more,
                    found.contains(ProjectLoader.FILE)
                            ? "it is a project already; start its stack with: tidewater up"
                            : "name a folder that is empty or does not exist: tidewater init DIR");
        }
    }

    private static List<String> found(Path root) {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !HARMLESS.contains(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    "folder \"" + root + "\" cannot be read",
                    "name a folder that you may write to: tidewater init DIR",
                    e);
        }
    }

    /** The folder's name, as a plain YAML text of letters, digits, hyphens and underscores. */
    static String name(Path root) {
        String plain = Optional.ofNullable(root.getFileName())
                .map(Path::toString)
                .orElse("")
                .toLowerCase(Locale.ROOT);
        String tidy = plain.replaceAll("[^\\p{L}\\p{N}_-]+", "-").replaceAll("^[-_]+|[-_]+$", "");
        if (tidy.isEmpty()) {
            return "project";
        }
        // Otherwise YAML would take 2026 for a number and null for nothing.
        boolean isText = Character.isLetter(tidy.codePointAt(0))
                && !Set.of("true", "false", "null").contains(tidy);
        return isText ? tidy : "project-" + tidy;
    }

    private static void write(Path file, String text, List<Path> written) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            createFolders(parent, written);
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tidewater");
        written.add(temporary);
        Files.writeString(temporary, text);
        Files.move(temporary, file);
        written.set(written.size() - 1, file);
    }

    private static void createFolders(Path folder, List<Path> written) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolders(parent, written);
        }
        Files.createDirectory(folder);
        written.add(folder);
    }

    private static void removeAgain(List<Path> written) {
        for (int i = written.size() - 1; i >= 0; i--) {
            try {
                Files.deleteIfExists(written.get(i));
            } catch (IOException e) {
                // What could not be written may not be removed either; the message names the folder.
            }
        }
    }

    /** Build tools leave files whose names begin with a dot out of jars. */
    static String text(String file) {
        String name = "template/" + (file.startsWith(".") ? file.substring(1) : file);
        try (InputStream stream = ProjectTemplate.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }

    private static List<String> next(Path folder) {
        List<String> next = new ArrayList<>();
        if (!folder.normalize().toString().isEmpty()) {
            next.add("cd " + quoted(folder.toString()));
        }
        next.addAll(STEPS);
        return next;
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
