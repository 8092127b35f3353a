package dev.tidewater.dist;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The launcher, run as from a shell: a process of its own in some folder. It is the copy in the distribution that this
 * build has just laid out; the one at the root of the repository would first see whether to build anew.
 */
final class Launcher {
    static final Path SCRIPT =
            Path.of("target", "tidewater", "bin", "tidewater").toAbsolutePath();

    private static final Path OUTPUT = Path.of("target", "it", "output").toAbsolutePath();

    private final Path folder;

    /** @param folder in which commands are typed */
    Launcher(Path folder) {
        this.folder = folder;
    }

    /** What a finished command left. */
    record Outcome(String command, int exitCode, String out, String err, Duration took) {
        /** Fails, and shows everything that was printed, unless the command ended so. */
        Outcome exits(int expected) {
            if (exitCode != expected) {
                throw new AssertionError("expected exit code " + expected + " of " + this);
            }
            return this;
        }

        /** Standard output, which must be one JSON value and nothing else. */
        JsonNode json() {
            try {
                return Json.tree(out);
            } catch (UncheckedIOException e) {
                throw new AssertionError("no JSON on stdout of " + this, e);
            }
        }

        @Override
        public String toString() {
            return "\"" + command + "\", which ended with exit code " + exitCode + " after " + took.toMillis()
                    + " ms\n--- stdout\n" + out + "--- stderr\n" + err + "---";
        }
    }

    /** A command that has not ended yet. */
    record Running(String command, Process process, Path out, Path err, long began) {
        /** Kills the command if it does not end in time. */
        Outcome await(Duration patience) {
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new AssertionError(
                            "not ended after " + patience.toSeconds() + " s: " + outcome(process.exitValue()));
                }
                return outcome(process.exitValue());
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + command, e);
            }
        }

        /** What was said on standard error so far. */
        String saidSoFar() {
            return read(err);
        }

        private Outcome outcome(int exitCode) {
            return new Outcome(command, exitCode, read(out), read(err), Duration.ofNanos(System.nanoTime() - began));
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Outcome run(Duration patience, String... arguments) {
        return start(arguments).await(patience);
    }

    Running start(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(SCRIPT.toString());
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(OUTPUT);
            Path out = Files.createTempFile(OUTPUT, "command", ".out");
            Path err = Files.createTempFile(OUTPUT, "command", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            long began = System.nanoTime();
            return new Running("tidewater " + String.join(" ", arguments), builder.start(), out, err, began);
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + command, e);
        }
    }
}
