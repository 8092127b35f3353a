package dev.tidewater.dist;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The class archives that the launcher in the repository's root makes after a build, and Maven alone does not: with them a
 * stack starts with two thirds of the work. They are made once for all tests, which do not need them.
 */
final class Archives {
    private static final int PATIENCE_MINUTES = 5;

    private Archives() {}

    static void make(Path home) {
        Path lock = home.resolveSibling("archives.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Path key = home.resolve("cds").resolve("key");
            String jars = jars(home);
            if (held.isValid() && !(Files.exists(key) && Files.readString(key).equals(jars))) {
                run(home);
                Files.writeString(key, jars);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path home) throws IOException {
        Path made = home.resolve("cds");
        Path folder = home.resolveSibling("archive");
        delete(made);
        delete(folder);
        Files.createDirectories(made);
        Files.createDirectories(folder);
        Process archiver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ArchiveClassesAtExit=" + made.resolve("supervisor.jsa"),
                        "-Xlog:disable",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Dlog4j2.configurationFile=cli-log4j2.xml",
                        "-cp",
                        classPath(home.resolve("lib/tidewater"))
                                + File.pathSeparator
                                + classPath(home.resolve("lib/flink")),
                        "dev.tidewater.server.ClassArchiver",
                        home.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolveSibling("archives.log").toFile())
                .start();
        try {
            if (!archiver.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                archiver.destroyForcibly();
            }
        } catch (InterruptedException e) {
            archiver.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    /** In the order in which the launcher names them: an archive fits one class path. */
    private static String classPath(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return String.join(
                    File.pathSeparator,
                    jars.map(Path::toString)
                            .filter(jar -> jar.endsWith(".jar"))
                            .sorted()
                            .toList());
        }
    }

    private static String jars(Path home) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.resolve("lib"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return Integer.toHexString(lines.hashCode());
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
