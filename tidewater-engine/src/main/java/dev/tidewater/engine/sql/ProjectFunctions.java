package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.table.api.TableEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions that queries and shells know without being told: those that pipelines of the project create and do not call
 * temporary. A name by which two pipelines mean two classes is none of them, nor is that of a function of Flink's.
 */
final class ProjectFunctions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectFunctions.class);

    private final Optional<FunctionFolder> folder;
    private final Seen seen;
    private final ScriptFunctions functions;

    /** What they follow from. */
    private record Seen(Map<String, String> scripts, List<FunctionJar> jars) {
        static Seen of(Optional<FunctionFolder> folder) {
            List<FunctionJar> jars = folder.map(FunctionFolder::jars).orElse(List.of()).stream()
                    .map(JarContent::jar)
                    .toList();
            return new Seen(
                    jars.isEmpty() ? Map.of() : texts(folder.orElseThrow().scripts()), jars);
        }

        private static Map<String, String> texts(List<Path> scripts) {
            Map<String, String> texts = new TreeMap<>();
            for (Path script : scripts) {
                try {
                    texts.put(script.toString(), Files.readString(script));
                } catch (IOException e) {
                    throw new UncheckedIOException("reading " + script, e);
                }
            }
            return texts;
        }
    }

    private ProjectFunctions(Optional<FunctionFolder> folder, Seen seen, ScriptFunctions functions) {
        this.folder = folder;
        this.seen = seen;
        this.functions = functions;
    }

    static ProjectFunctions of(Optional<FunctionFolder> folder) {
        return new ProjectFunctions(folder, Seen.of(folder), ScriptFunctions.ofSession(folder));
    }

    /** Whether scripts and jars are still what they were. */
    boolean isCurrent() {
        return seen.equals(Seen.of(folder));
    }

    UserClasses classes() {
        return functions.classes();
    }

    Optional<Finding> fault(SqlStatement statement) {
        return functions.fault(statement);
    }

    /** Has a session know them, whatever database it is in. */
    void register(TableEnvironment environment) {
        Set<String> builtIn = new HashSet<>(Arrays.asList(environment.listFunctions()));
        byName().forEach((name, className) -> {
            if (className.isPresent() && !builtIn.contains(name)) {
                try {
                    environment.executeSql("CREATE TEMPORARY SYSTEM FUNCTION `" + name.replace("`", "``") + "` AS '"
                            + className.get().replace("'", "''") + "'");
                } catch (RuntimeException | LinkageError e) {
                    // Whoever calls it is told that there is no such function; a check of its pipeline says why.
                    LOG.debug("function {} is not known to queries", name, e);
                }
            }
        });
    }

    /** Classes by the last part of the function's name; absent where pipelines disagree. */
    private Map<String, Optional<String>> byName() {
        Map<String, Optional<String>> classes = new LinkedHashMap<>();
        seen.scripts()
                .forEach((file, text) -> SqlScript.parse(file, text).statements().stream()
                        .flatMap(statement -> FunctionStatement.of(statement).stream())
                        .filter(function -> function.isForAll()
                                && fault(function.statement()).isEmpty())
                        .forEach(function -> classes.merge(
                                function.statement().createdName().orElseThrow().toLowerCase(Locale.ROOT),
                                Optional.of(function.className().value()),
                                (one, other) -> one.equals(other) ? one : Optional.empty())));
        return classes;
    }

    @Override
    public void close() {
        functions.close();
    }
}
