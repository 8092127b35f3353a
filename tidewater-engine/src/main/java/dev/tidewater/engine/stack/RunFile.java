package dev.tidewater.engine.stack;

import dev.tidewater.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says which process supervises a project's stack. A pid alone may belong to another program after a reboot, so the
 * start instant is kept with it.
 */
public record RunFile(long pid, Instant started) {

    /** Written by the supervisor about itself. */
    public static void write(StackLayout layout) {
        ProcessHandle self = ProcessHandle.current();
        Json.writeFile(layout.runFile(), new RunFile(self.pid(), startOf(self)));
    }

    public static void delete(StackLayout layout) {
        try {
            Files.deleteIfExists(layout.runFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The supervisor of the stack in {@code layout}, if it is alive. */
    public static Optional<ProcessHandle> supervisor(StackLayout layout) {
        return Json.readFile(layout.runFile(), RunFile.class)
                .flatMap(file -> ProcessHandle.of(file.pid()).filter(process -> file.describes(process)));
    }

    private boolean describes(ProcessHandle process) {
        // The system derives start instants from its boot time, which moves a little when the clock is set.
        return process.isAlive()
                && Duration.between(startOf(process), started).abs().compareTo(Duration.ofSeconds(5)) < 0;
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
