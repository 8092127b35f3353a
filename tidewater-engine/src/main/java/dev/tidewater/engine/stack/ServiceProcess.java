package dev.tidewater.engine.stack;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One running child JVM. Its standard input is held open as its lifeline; its output goes to its log. */
final class ServiceProcess {
    private static final long LOG_LIMIT = 32L * 1024 * 1024;

    private final Process process;
    private final Duration grace;

    private ServiceProcess(Process process, Duration grace) {
        this.process = process;
        this.grace = grace;
    }

    /** Starts {@code launch}; its output is appended to {@code log}. */
    static ServiceProcess start(Launch launch, Path lifeline, Path workingFolder, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.jvmArguments());
        List<Path> classPath = new ArrayList<>();
        classPath.add(lifeline);
        classPath.addAll(launch.classPath());
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add("dev.tidewater.lifeline.Lifeline");
        command.add(Long.toString(launch.grace().toMillis()));
        command.add(launch.mainClass());
        command.addAll(launch.arguments());
        try {
            rotate(log);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(workingFolder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(launch.environment());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            return new ServiceProcess(builder.start(), launch.grace());
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + launch.mainClass(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Lets go of the lifeline, waits as long as the service may take, then kills. */
    void stop() throws InterruptedException {
        if (grace.isZero()) {
            process.destroyForcibly();
        } else {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // Already gone.
            }
        }
        if (!process.waitFor(grace.toMillis() + 500, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            process.waitFor(5, TimeUnit.SECONDS);
        }
    }

    /** The last lines of a log, at most {@code lines}; nothing if there is none. */
    static List<String> tail(Path log, int lines) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - 64 * 1024);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Bounds a log over restarts; the generation before stays beside it. */
    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
