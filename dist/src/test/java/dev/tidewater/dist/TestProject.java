package dev.tidewater.dist;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.produce.KafkaEndpoints;
import dev.tidewater.engine.produce.Produce;
import dev.tidewater.engine.produce.ProduceListener;
import dev.tidewater.engine.produce.ProduceReport;
import dev.tidewater.engine.produce.ProduceRequest;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.RunFile;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import dev.tidewater.server.LogTail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A project's folder below {@code target/it}, with the stack that runs in it, if one does. */
final class TestProject implements AutoCloseable {
    /** Longer than any command takes, on the slowest machine that is still of use. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Path ROOT = Path.of("target", "it").toAbsolutePath();
    private static final Path HOME = Path.of("target", "tidewater").toAbsolutePath();

    static {
        Archives.make(HOME);
    }

    private final StackLayout layout;
    private final Launcher launcher;

    private TestProject(Path folder) {
        this.layout = new StackLayout(HOME, folder);
        this.launcher = new Launcher(folder);
    }

    /** A new project with these files; what a former run left under this name is gone. */
    static TestProject of(String name, Map<String, String> files) {
        TestProject project = new TestProject(ROOT.resolve(name));
        try {
            project.close();
            delete(project.folder());
            Files.createDirectories(project.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.forEach(project::write);
        return project;
    }

    /** A copy of an example as it lies in the distribution. */
    static TestProject ofExample(String name, String example) {
        TestProject project = of(name, Map.of());
        Path source = HOME.resolve("examples").resolve(example);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = project.folder().resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return project;
    }

    Path folder() {
        return layout.project();
    }

    StackLayout layout() {
        return layout;
    }

    Path write(String file, String text) {
        Path path = folder().resolve(file);
        try {
            Files.createDirectories(path.getParent());
            return Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command typed in the project's folder. */
    Launcher.Outcome tidewater(String... arguments) {
        return launcher.run(PATIENCE, arguments);
    }

    Launcher.Running start(String... arguments) {
        return launcher.start(arguments);
    }

    Endpoints up() {
        return endpoints(tidewater("up", "-o", "json").exits(0).json());
    }

    void down() {
        tidewater("down").exits(0);
    }

    /** What {@code status -o json} shows, asked without a process of its own, as some ask twice a second. */
    JsonNode status() {
        return ask(Call.STATUS);
    }

    /** What {@code ps -o json} shows, asked likewise. */
    JsonNode pipelines() {
        return ask(Call.PIPELINES);
    }

    private JsonNode ask(Call<?> call) {
        return Json.tree(Json.write(ControlClient.require(layout).call(call, Map.of(), PATIENCE)));
    }

    static Endpoints endpoints(JsonNode status) {
        return Json.convert(status, Endpoints.class);
    }

    /** One service in {@code status -o json}. */
    JsonNode service(String name) {
        JsonNode status = status();
        for (JsonNode service : status.path("services")) {
            if (service.path("name").asText().equals(name)) {
                return service;
            }
        }
        throw new AssertionError("no service \"" + name + "\" in " + status);
    }

    /** The process of a service that runs. */
    ProcessHandle process(String service) {
        long pid = service(service).path("pid").asLong();
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new AssertionError("service " + service + " has pid " + pid + " and does not run"));
    }

    /** Returns when a service runs again under another pid. */
    JsonNode awaitReturn(String service, long killed) {
        return await().alias("return of " + service)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> service(service),
                        now -> now.path("pid").asLong() != killed
                                && now.path("pid").asLong() != 0
                                && now.path("state").asText().equalsIgnoreCase("ready"));
    }

    ProcessHandle supervisor() {
        return RunFile.supervisor(layout).orElseThrow(() -> new AssertionError("no supervisor runs in " + folder()));
    }

    /** The supervisor, the services, and commands that are being typed. */
    List<ProcessHandle> processes() {
        return Processes.in(folder());
    }

    /** Kills the supervisor and every service, in this order: it would start them again. */
    void killEverything() {
        RunFile.supervisor(layout).ifPresent(supervisor -> Processes.kill(List.of(supervisor)));
        for (List<ProcessHandle> left = processes(); !left.isEmpty(); left = processes()) {
            Processes.kill(left);
        }
    }

    /** One pipeline in {@code ps -o json}. */
    Optional<JsonNode> pipeline(String name) {
        for (JsonNode pipeline : pipelines()) {
            if (pipeline.path("name").asText().equals(name)) {
                return Optional.of(pipeline);
            }
        }
        return Optional.empty();
    }

    ProduceReport produce(ProduceRequest request) {
        Endpoints endpoints = endpoints(status());
        KafkaEndpoints kafka = new KafkaEndpoints(
                endpoints.kafka().bootstrapServers(),
                Optional.of(URI.create(endpoints.schemaRegistry().url())));
        return new Produce(kafka, InputStream.nullInputStream()).run(request, ProduceListener.NONE);
    }

    /** The ends of all logs, for the message of a test that failed. */
    String story() {
        StringBuilder story = new StringBuilder();
        try (Stream<Path> files = Files.find(folder(), 8, (file, attributes) -> isLog(file))) {
            for (Path log : files.sorted().toList()) {
                story.append("\n=== ").append(ROOT.relativize(log)).append('\n');
                LogTail.last(log, 40)
                        .forEach(line -> story.append(line, 0, Math.min(line.length(), 300))
                                .append('\n'));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return story.toString();
    }

    /** Leaves nothing running; the files stay for whoever looks into a failure. */
    @Override
    public void close() {
        killEverything();
    }

    private static boolean isLog(Path file) {
        return file.toString().matches(".*/logs/[^/]+\\.log");
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
