package dev.tidewater.icebergrest;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A Java process under test, as the stack starts it, with what it has said so far. */
final class ChildJvm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private ChildJvm(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static ChildJvm start(String classPath, Map<String, String> environment, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                classPath,
                mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(the output broke off: " + e.getMessage() + ")");
        }
    }

    /** The first line that contains the fragment; fails if the process ends without one. */
    String awaitLine(String fragment) {
        await().atMost(PATIENCE)
                .failFast(() -> {
                    if (!process.isAlive() && !reader.isAlive()) {
                        throw new AssertionError("ended early: " + output());
                    }
                })
                .until(() -> lines.stream().anyMatch(line -> line.contains(fragment)));
        return lines.stream()
                .filter(line -> line.contains(fragment))
                .findFirst()
                .orElseThrow();
    }

    String output() {
        return String.join("\n", lines);
    }

    /** As {@code kill -9} does it. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** As {@code kill} does it; returns the exit code. */
    int terminate() {
        // Unlike Process.destroy() this leaves the output open for its last words.
        process.toHandle().destroy();
        return awaitExit();
    }

    /** Everything it said is in {@link #output()} afterwards. */
    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + output());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }
}
