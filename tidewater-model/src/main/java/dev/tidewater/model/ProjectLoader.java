package dev.tidewater.model;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a {@link Project} from a folder: {@code tidewater.yaml}, over it {@code tidewater.<target>.yaml}, and the scripts
 * {@code pipelines/*.sql}; in a folder without {@code pipelines}, the scripts beside the configuration.
 */
public final class ProjectLoader {
    static final String FILE = "tidewater.yaml";
    private static final String REFERENCE_HINT = "docs/reference/configuration.md lists every key";

    private static final Place NOWHERE = new Place("", 0, 0);

    private final Environment environment;

    private ProjectLoader(Environment environment) {
        this.environment = environment;
    }

    /** With the variables of this process. */
    public static Project load(Path dir) {
        return withEnvironment(System.getenv()).project(dir);
    }

    /** As {@link #load(Path)}, for another target than the one the project names. */
    public static Project load(Path dir, String target) {
        return withEnvironment(System.getenv()).project(dir, target);
    }

    public static ProjectLoader withEnvironment(Map<String, String> variables) {
        return new ProjectLoader(new Environment(variables));
    }

    /** @throws TidewaterException CONFIGURATION, with every fault found in the files */
    public Project project(Path dir) {
        return project(dir, Optional.empty());
    }

    /** @throws TidewaterException CONFIGURATION, with every fault found in the files */
    public Project project(Path dir, String target) {
        return project(dir, Optional.of(target));
    }

    private Project project(Path dir, Optional<String> wantedTarget) {
        refuseUnlessFolder(dir);
        Path root = dir.toAbsolutePath().normalize();
        List<Finding> faults = new ArrayList<>();
        Map<String, ConfigEntry> entries = new LinkedHashMap<>(read(dir.resolve(FILE), faults));
        String target = wantedTarget.orElseGet(() -> target(entries));
        Path overlay = dir.resolve("tidewater." + target + ".yaml");
        read(overlay, faults).forEach((name, entry) -> {
            if (entry.key() == ConfigKeys.TARGET) {
                faults.add(entry.keyPlace()
                        .error("config-value", "the file of a target cannot choose the target", "say it in " + FILE));
            }
            entries.put(name, entry);
        });
        wantedTarget.ifPresent(wanted -> entries.put(
                ConfigKeys.TARGET.name(), new ConfigEntry(ConfigKeys.TARGET, "", wanted, NOWHERE, NOWHERE)));
        List<ConfigEntry> filled = entries.values().stream()
                .flatMap(entry -> environment.fill(entry, faults).stream())
                .toList();
        ConfigValues values = ConfigValues.read(filled, faults);
        if (!faults.isEmpty()) {
            throw refusal(dir, faults);
        }
        List<Pipeline> pipelines = pipelines(dir);
        if (pipelines.isEmpty() && !Files.exists(dir.resolve(FILE))) {
            throw notAProject(dir);
        }
        return new Project(root, values.configuration(folderName(root)), pipelines);
    }

    private String target(Map<String, ConfigEntry> entries) {
        return Optional.ofNullable(entries.get(ConfigKeys.TARGET.name()))
                .flatMap(entry -> environment.fill(entry, new ArrayList<>()))
                .map(ConfigEntry::text)
                .filter(text -> text.matches("[A-Za-z0-9-]+"))
                .orElse(ConfigKeys.TARGET.fallback().orElseThrow());
    }

    private static void refuseUnlessFolder(Path dir) {
        if (!Files.exists(dir)) {
            throw new TidewaterException(
                    ErrorCode.CONFIGURATION,
                    "folder \"" + dir + "\" does not exist",
                    "name a project with --project DIR");
        }
        if (!Files.isDirectory(dir)) {
            throw new TidewaterException(
                    ErrorCode.CONFIGURATION,
                    "\"" + dir + "\" is a file, and a project is a folder",
                    "name the folder that holds " + FILE);
        }
    }

    private static TidewaterException notAProject(Path dir) {
        if (Files.exists(dir.resolve("tidewater.yml"))) {
            return new TidewaterException(
                    ErrorCode.CONFIGURATION,
                    "folder \"" + shown(dir) + "\" holds tidewater.yml, and it must be called " + FILE,
                    "rename it: mv tidewater.yml " + FILE);
        }
        return new TidewaterException(
                ErrorCode.CONFIGURATION,
                "folder \"" + shown(dir) + "\" is not a project: it holds neither " + FILE + " nor a .sql file",
                "name a project with --project DIR, put a .sql file into this folder, or write a new project:"
                        + " tidewater init DIR");
    }

    private static TidewaterException refusal(Path dir, List<Finding> faults) {
        List<Finding> sorted = faults.stream()
                .sorted(Comparator.comparing(Finding::file)
                        .thenComparing(Finding::line)
                        .thenComparing(Finding::column))
                .toList();
        List<String> files = faults.stream().map(Finding::file).distinct().toList();
        String where =
                files.size() == 1 && !files.get(0).isEmpty() ? files.get(0) : "the configuration of " + shown(dir);
        String count = faults.size() == 1 ? "a fault" : faults.size() + " faults";
        return new TidewaterException(ErrorCode.CONFIGURATION, where + " has " + count, REFERENCE_HINT, sorted, null);
    }

    private static Map<String, ConfigEntry> read(Path file, List<Finding> faults) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        String name = file.normalize().toString();
        try {
            return ConfigFile.read(name, Files.readString(file), faults);
        } catch (MalformedInputException e) {
            faults.add(new Place(name, 0, 0)
                    .error("config-syntax", "this is not text in UTF-8", "save the file in UTF-8"));
            return Map.of();
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.CONFIGURATION,
                    "file \"" + name + "\" cannot be read",
                    "it must be a file that you may read",
                    e);
        }
    }

    private static List<Pipeline> pipelines(Path dir) {
        Path folder = Files.isDirectory(dir.resolve("pipelines")) ? dir.resolve("pipelines") : dir;
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isScript(file.getFileName().toString()) && Files.isRegularFile(file))
                    .map(file -> Pipeline.of(file.normalize()))
                    .toList();
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.CONFIGURATION,
                    "folder \"" + shown(folder) + "\" cannot be read",
                    "it must be a folder that you may list",
                    e);
        }
    }

    private static boolean isScript(String fileName) {
        return fileName.endsWith(Pipeline.SUFFIX) && !fileName.startsWith(".");
    }

    private static String folderName(Path root) {
        return Optional.ofNullable(root.getFileName()).map(Objects::toString).orElse("root");
    }

    private static String shown(Path dir) {
        return dir.toString().isEmpty() ? "." : dir.toString();
    }
}
