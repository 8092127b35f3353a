package dev.tidewater.cli;

import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Checks now and after every change of a script. This process stays warm meanwhile. */
final class CheckWatch {
    private final Supplier<List<PipelineScript>> read;
    private final Consumer<List<PipelineScript>> check;

    /** @param read finds the scripts and reads them, every time anew */
    CheckWatch(Supplier<List<PipelineScript>> read, Consumer<List<PipelineScript>> check) {
        this.read = read;
        this.check = check;
    }

    /** Goes on until the process is interrupted. */
    int run() {
        Map<String, String> last = Map.of();
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            Set<Path> watched = Set.of();
            while (true) {
                List<PipelineScript> scripts = attempt();
                Set<Path> folders = scripts.stream()
                        .map(script -> folder(Path.of(script.file())))
                        .collect(Collectors.toSet());
                for (Path folder : folders) {
                    if (!watched.contains(folder)) {
                        folder.register(
                                watch,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE);
                    }
                }
                watched = folders.isEmpty() ? watched : folders;
                Map<String, String> texts =
                        scripts.stream().collect(Collectors.toMap(PipelineScript::file, PipelineScript::text));
                if (!texts.equals(last) && !scripts.isEmpty()) {
                    check.accept(scripts);
                    CommonOptions.say("watching; end with Ctrl-C");
                    last = texts;
                }
                if (watched.isEmpty()) {
                    return 1;
                }
                WatchKey key = watch.take();
                key.pollEvents();
                key.reset();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** An editor may be in the middle of replacing a file: the next event tells. */
    private List<PipelineScript> attempt() {
        try {
            return read.get();
        } catch (TidewaterException e) {
            CommonOptions.say("error: " + e.message());
            return List.of();
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("").toAbsolutePath() : folder;
    }
}
