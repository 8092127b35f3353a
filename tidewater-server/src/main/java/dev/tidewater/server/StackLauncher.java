package dev.tidewater.server;

import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.RunFile;
import dev.tidewater.engine.stack.ServiceStatus;
import dev.tidewater.engine.stack.StackIdentity;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.ProjectLoader;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.StatusReport.Phase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings a stack up and down from a process that does not stay. */
public final class StackLauncher {
    private static final Duration UP_TIMEOUT = Duration.ofSeconds(150);
    private static final Duration DOWN_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(150);

    private final StackLayout layout;
    private final Consumer<String> progress;

    /** @param progress told one line a step, for the person who waits */
    public StackLauncher(StackLayout layout, Consumer<String> progress) {
        this.layout = layout;
        this.progress = progress;
    }

    /** What {@code down} did. */
    public record DownReport(Outcome outcome, Duration took) {
        /** Stopped now, or there was nothing to stop. */
        public enum Outcome {
            STOPPED,
            WAS_NOT_UP
        }
    }

    /** Lets the next {@link #up()} choose new ports. */
    public void forgetPorts() {
        if (RunFile.supervisor(layout).isPresent()) {
            throw new TidewaterException(
                    ErrorCode.REFUSED, "the stack is up and keeps its ports", "stop it first: tidewater down");
        }
        StackIdentity.forgetPorts(layout);
    }

    /**
     * Returns when every service is ready; at once if they are already.
     *
     * @throws TidewaterException why the stack could not be started; nothing of it runs then
     */
    public StatusReport up() {
        ProjectLoader.load(layout.project());
        long began = System.nanoTime();
        if (RunFile.supervisor(layout).isPresent()) {
            progress.accept("the stack is up already");
            return awaitReady(Optional.empty(), began);
        }
        Process supervisor = launch();
        StatusReport report = awaitReady(Optional.of(supervisor), began);
        progress.accept(String.format(Locale.ROOT, "stack ready in %.1f s", seconds(began)));
        return report;
    }

    /** Returns when no process of the stack is left. */
    public DownReport down() {
        long began = System.nanoTime();
        Optional<ProcessHandle> supervisor = RunFile.supervisor(layout);
        if (supervisor.isEmpty()) {
            return new DownReport(DownReport.Outcome.WAS_NOT_UP, Duration.ZERO);
        }
        ProcessHandle process = supervisor.get();
        List<ProcessHandle> children = process.children().toList();
        try {
            ControlClient.require(layout).call(Call.DOWN, Map.of(), Duration.ofSeconds(5));
        } catch (TidewaterException e) {
            // It cannot be asked; a signal it can have.
            process.destroy();
        }
        if (!awaitEnd(process, DOWN_TIMEOUT)) {
            process.destroyForcibly();
        }
        for (ProcessHandle child : children) {
            if (!awaitEnd(child, Duration.ofSeconds(6))) {
                child.destroyForcibly();
            }
        }
        RunFile.delete(layout);
        return new DownReport(DownReport.Outcome.STOPPED, Duration.ofNanos(System.nanoTime() - began));
    }

    private StatusReport awaitReady(Optional<Process> found, long began) {
        Set<String> announced = new HashSet<>();
        Optional<Process> launched = found;
        while (seconds(began) < UP_TIMEOUT.toSeconds()) {
            if (RunFile.supervisor(layout).isEmpty()) {
                if (launched.isEmpty()) {
                    // The one that seemed to be there was on its way out.
                    launched = Optional.of(launch());
                } else if (!launched.get().isAlive()) {
                    if (launched.get().exitValue() != Supervisor.SUPERVISED_ALREADY) {
                        throw failure(launched.get().exitValue());
                    }
                    // Another up was faster and its supervisor has yet to say so, or an old one has yet to end.
                    launched = Optional.of(launch());
                }
            }
            Optional<StatusReport> status = status();
            status.ifPresent(report -> announce(report, announced));
            if (status.isPresent() && status.get().phase() == Phase.READY) {
                return status.get();
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new TidewaterException(
                ErrorCode.NOT_READY,
                "the stack was not ready after " + UP_TIMEOUT.toSeconds() + " s",
                "see what it waits for: tidewater status");
    }

    private Optional<StatusReport> status() {
        try {
            return ControlClient.connect(layout)
                    .map(client -> client.call(Call.STATUS, Map.of(), Duration.ofSeconds(10)));
        } catch (TidewaterException e) {
            if (e.code() == ErrorCode.RESOURCE) {
                // Its address or token is in a file that cannot be read: no answer will ever come.
                throw e;
            }
            return Optional.empty();
        }
    }

    private void announce(StatusReport report, Set<String> announced) {
        for (ServiceStatus service : report.services()) {
            if (service.state() == ServiceStatus.State.READY && announced.add(service.name())) {
                progress.accept(String.format(
                        Locale.ROOT,
                        "  %-13s ready after %4.1f s",
                        service.name(),
                        service.readyAfter().toMillis() / 1000.0));
            }
        }
    }

    private TidewaterException failure(int exitCode) {
        if (exitCode == 0) {
            return new TidewaterException(
                    ErrorCode.NOT_READY,
                    "the stack was taken down while it was starting",
                    "start it again: tidewater up");
        }
        Optional<ErrorBody> said = Json.readFile(layout.upFailure(), ErrorBody.class);
        return said.map(ErrorBody::toException)
                .orElseGet(() -> new TidewaterException(
                        ErrorCode.NOT_READY,
                        "the supervisor of the stack ended: "
                                + String.join("\n  ", LogTail.last(layout.log("supervisor"), 5)),
                        "see all of it: tidewater logs supervisor"));
    }

    private Process launch() {
        Path log = layout.log("supervisor");
        try {
            Files.createDirectories(log.getParent());
            Files.createDirectories(layout.temporary("supervisor"));
            ProcessBuilder builder = new ProcessBuilder(command())
                    .directory(layout.project().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            Map<String, String> environment = builder.environment();
            environment.remove("JAVA_TOOL_OPTIONS");
            environment.put("MALLOC_ARENA_MAX", "2");
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("starting the supervisor", e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        // A session of its own: neither the terminal's end nor its Ctrl-C reaches the stack.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        } else {
            command.add("nohup");
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SupervisorJvm.arguments(layout));
        command.add("-cp");
        command.add(Stream.concat(layout.jars("tidewater").stream(), layout.jars("flink").stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(Supervisor.class.getName());
        command.add(layout.home().toString());
        command.add(layout.project().toString());
        return command;
    }

    private static boolean awaitEnd(ProcessHandle process, Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
