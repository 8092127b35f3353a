package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The functions that a script creates, and the classes of the jars that they come from: of all jars in {@code udfs/}, for
 * functions may need others; or, if each function says so, of those that it names.
 */
final class ScriptFunctions implements AutoCloseable {
    private final List<JarContent> chosen;
    private final FunctionFaults faults;
    private final UserClasses classes;

    private ScriptFunctions(List<JarContent> all, List<JarContent> chosen, Function<JarContent, Path> place) {
        this.chosen = chosen;
        this.classes = UserClasses.of(sound(chosen).stream().map(place).toList());
        this.faults = new FunctionFaults(all, chosen, classes.loader());
    }

    /** For a script that will run: the jars are kept as they are now. */
    static ScriptFunctions kept(Optional<FunctionFolder> folder, SqlScript script) {
        return of(folder, script, content -> folder.orElseThrow().keep(content));
    }

    /** For a script that is looked at. */
    static ScriptFunctions inPlace(Optional<FunctionFolder> folder, SqlScript script) {
        return of(folder, script, JarContent::file);
    }

    /** For a session that may create functions from any jar. */
    static ScriptFunctions ofSession(Optional<FunctionFolder> folder) {
        List<JarContent> all = folder.map(FunctionFolder::jars).orElse(List.of());
        return new ScriptFunctions(all, all, content -> folder.orElseThrow().keep(content));
    }

    private static ScriptFunctions of(
            Optional<FunctionFolder> folder, SqlScript script, Function<JarContent, Path> place) {
        if (statements(script).isEmpty()) {
            return new ScriptFunctions(List.of(), List.of(), place);
        }
        List<JarContent> all = folder.map(FunctionFolder::jars).orElse(List.of());
        return new ScriptFunctions(all, chosen(all, script), place);
    }

    /** The jars that a script's functions come from. */
    static List<JarContent> jars(FunctionFolder folder, SqlScript script) {
        return statements(script).isEmpty() ? List.of() : sound(chosen(folder.jars(), script));
    }

    private static List<FunctionStatement> statements(SqlScript script) {
        return script.statements().stream()
                .flatMap(statement -> FunctionStatement.of(statement).stream())
                .toList();
    }

    private static List<JarContent> chosen(List<JarContent> all, SqlScript script) {
        List<FunctionStatement> statements = statements(script);
        if (statements.stream().anyMatch(statement -> statement.jars().isEmpty())) {
            return all;
        }
        return all.stream()
                .filter(content -> statements.stream()
                        .flatMap(statement -> statement.jars().stream())
                        .anyMatch(named -> FunctionFaults.names(named, content)))
                .toList();
    }

    private static List<JarContent> sound(List<JarContent> contents) {
        return contents.stream().filter(content -> content.damage().isEmpty()).toList();
    }

    /** What is wrong with a statement that creates a function. */
    Optional<Finding> fault(SqlStatement statement) {
        return FunctionStatement.of(statement).flatMap(faults::of);
    }

    /** A statement that creates a function, as a session takes it that has the classes; any other as it is. */
    static SqlStatement forSession(SqlStatement statement, String catalog, String database) {
        return FunctionStatement.of(statement)
                .map(function -> function.forSession(catalog, database))
                .orElse(statement);
    }

    List<FunctionJar> jars() {
        return chosen.stream().map(JarContent::jar).toList();
    }

    UserClasses classes() {
        return classes;
    }

    @Override
    public void close() {
        classes.close();
    }
}
