package dev.tidewater.bench;

import dev.tidewater.engine.stack.StackLayout;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A JVM for one run, which ends when this one does.
 *
 * @param folder where it works, and where its output is kept
 * @param name of the file of its output; written anew
 */
record Fork(
        List<String> jvmArguments,
        List<Path> classPath,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment,
        Path folder,
        String name) {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int LAST_LINES = 12;

    /** How it ended. */
    record End(int exitCode, List<String> lines) {
        boolean fine() {
            return exitCode == 0;
        }

        /** Why it did not end well, as far as it said: the innermost cause, else the last lines. */
        String reason() {
            return lines.stream()
                    .filter(line -> line.startsWith("Caused by: "))
                    .reduce((first, second) -> second)
                    .or(() -> lines.stream()
                            .filter(line -> line.startsWith("Exception"))
                            .findFirst())
                    .orElseGet(() ->
                            String.join("\n  ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
        }
    }

    /** Returns when it has ended; it is killed if that takes a quarter of an hour. */
    End run(StackLayout layout) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command(layout))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile());
            builder.environment().putAll(environment);
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.start();
            try {
                if (!process.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)) {
                    return new End(-1, List.of("it had not ended after " + PATIENCE.toMinutes() + " minutes"));
                }
                return new End(process.exitValue(), lines());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("running " + mainClass, e);
        }
    }

    private List<String> command(StackLayout layout) {
        List<Path> all = new ArrayList<>(layout.jars("lifeline"));
        all.addAll(classPath);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add("dev.tidewater.lifeline.Lifeline");
        command.add("0");
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private List<String> lines() throws IOException {
        return new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private Path log() {
        return folder.resolve(name + ".log");
    }
}
