package dev.tidewater.engine.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things lie: the program below {@code home}, everything a project's stack writes below {@code <project>/.tidewater}.
 *
 * @param home the unpacked distribution
 * @param project the project's folder
 */
public record StackLayout(Path home, Path project) {
    public StackLayout {
        home = home.toAbsolutePath().normalize();
        project = project.toAbsolutePath().normalize();
    }

    public Path state() {
        return project.resolve(".tidewater");
    }

    public Path data(String service) {
        return state().resolve("data").resolve(service);
    }

    public Path conf(String service) {
        return state().resolve("conf").resolve(service);
    }

    public Path temporary(String service) {
        return state().resolve("tmp").resolve(service);
    }

    public Path log(String service) {
        return state().resolve("logs").resolve(service + ".log");
    }

    public Path identityFile() {
        return state().resolve("stack.json");
    }

    /** Where a supervisor that could not start its stack says why. */
    public Path upFailure() {
        return state().resolve("up-failure.json");
    }

    /** What topics and lake tables looked like when a check saw them last. */
    public Path schemas() {
        return state().resolve("schemas");
    }

    public Path runFile() {
        return state().resolve("run.json");
    }

    public Path lockFile() {
        return state().resolve("lock");
    }

    public Path lib(String name) {
        return home.resolve("lib").resolve(name);
    }

    /** Jars of one class path in a fixed order: the order of a directory listing would differ between machines. */
    public List<Path> jars(String name) {
        try (Stream<Path> files = Files.list(lib(name))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + lib(name), e);
        }
    }

    /** Data, configuration and scratch folders of {@code service}, created if missing. */
    void createFolders(String service) {
        try {
            for (Path folder : List.of(data(service), conf(service), temporary(service), state().resolve("logs"))) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("creating the folders of " + service, e);
        }
    }

    /** Flink puts RocksDB's own logs, one an operator, beside those of the services, and leaves them there. */
    void deleteRocksDbLogs() {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(state().resolve("logs"), "*_db_LOG*")) {
            for (Path log : logs) {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("deleting old logs of RocksDB", e);
        }
    }
}
