package dev.tidewater.bench;

import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.JobSettings;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A peer that is no part of the distribution: Maven fetches it and compiles what drives it, when it is first asked for.
 */
final class MavenPeer {
    private final Peer peer;
    private final StackLayout layout;
    private final Path source;
    private final Path made;

    /** @param peer one with a {@link Peer#folder()} */
    MavenPeer(Peer peer, StackLayout layout) {
        this.peer = peer;
        this.layout = layout;
        String folder = peer.folder().orElseThrow();
        this.source = layout.home().resolve("bench").resolve("peers").resolve(folder);
        this.made = layout.project().resolve("peers").resolve(folder);
    }

    /**
     * Sees to it that it can be run.
     *
     * @throws TidewaterException (RESOURCE) if it cannot be fetched
     */
    void prepare(Consumer<String> say) throws InterruptedException {
        String key = key();
        Path ready = made.resolve("ready");
        try {
            if (Files.exists(ready) && Files.readString(ready).equals(key)) {
                return;
            }
            say.accept("fetching " + peer.title() + " with Maven, once");
            Files.createDirectories(made);
            Path log = made.resolve("maven.log");
            Process maven = new ProcessBuilder(
                            "mvn",
                            "-B",
                            "-q",
                            "-f",
                            source.resolve("pom.xml").toString(),
                            "process-classes",
                            "-Dbench.jar=" + benchJar(),
                            "-Dbench.folder=" + made)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (maven.waitFor() != 0) {
                throw failure(
                        firstError(log),
                        "see that Maven reaches a repository that has it (all it said: " + log
                                + "), or leave it out with --peer");
            }
            Files.writeString(ready, key);
        } catch (IOException e) {
            throw failure(
                    String.valueOf(e.getMessage()),
                    "install Maven 3.8 or newer and put mvn on the PATH, or leave it out with --peer");
        }
    }

    Fork fork(Assignment assignment, Endpoints endpoints, JobSettings settings) {
        assignment.write(assignment.properties(endpoints));
        List<Path> classPath = new ArrayList<>();
        classPath.add(made.resolve("classes"));
        classPath.add(Path.of(benchJar()));
        try (Stream<Path> jars = Files.list(made.resolve("lib"))) {
            jars.sorted().forEach(classPath::add);
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + made, e);
        }
        List<String> jvm = new ArrayList<>(settings.opens());
        jvm.addAll(List.of(
                "--add-opens=java.base/sun.nio.cs=ALL-UNNAMED",
                "--add-opens=java.base/sun.security.action=ALL-UNNAMED",
                "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
                "-Djdk.reflect.useDirectMethodHandle=false",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Duser.timezone=UTC",
                "-XX:-UsePerfData",
                "-XX:+UseG1GC",
                "-Xms256m",
                "-Xmx2g"));
        jvm.addAll(assignment.moreJvmArguments());
        String name = peer.label();
        return new Fork(
                jvm,
                classPath,
                "dev.tidewater.bench.peers." + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)
                        + "Job",
                List.of(assignment.jobFile().toString()),
                settings.environment(),
                assignment.folder(),
                assignment.name());
    }

    /** The source is compiled anew when it has changed. */
    private String key() {
        StringBuilder key = new StringBuilder(benchJar());
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                key.append('\n')
                        .append(source.relativize(file))
                        .append(' ')
                        .append(Files.readString(file).hashCode());
            }
            return key.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + source, e);
        }
    }

    private String benchJar() {
        return layout.jars("tidewater").stream()
                .map(Path::toString)
                .filter(jar -> jar.contains("tidewater-bench"))
                .findFirst()
                .orElseThrow();
    }

    private static String firstError(Path log) throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("[ERROR]"))
                .map(line -> line.substring("[ERROR]".length()).strip())
                .findFirst()
                .orElse("Maven failed");
    }

    private TidewaterException failure(String why, String hint) {
        return new TidewaterException(
                ErrorCode.RESOURCE, "peer \"" + peer.label() + "\" could not be fetched: " + why, hint);
    }
}
