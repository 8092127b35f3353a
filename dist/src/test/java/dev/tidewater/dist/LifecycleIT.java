package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.stack.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A day in the life of a small project; each test has a topic, a pipeline and a table of its own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class LifecycleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    private static TestProject project;
    private static Endpoints endpoints;
    private static Lake lake;

    @BeforeAll
    static void up() {
        project = PROJECTS.of("lifecycle", SmallProject.files());
        endpoints = project.up();
        lake = new Lake(project, endpoints);
    }

    @AfterAll
    static void closeLake() {
        if (lake != null) {
            lake.close();
        }
    }

    @Test
    void aSecondUpFindsTheStackUpAndChangesNothing() {
        long supervisor = project.supervisor().pid();

        Launcher.Outcome second = project.tidewater("up", "-o", "json").exits(0);

        assertThat(TestProject.endpoints(second.json())).isEqualTo(endpoints);
        assertThat(second.err()).contains("the stack is up already");
        assertThat(project.supervisor().pid()).isEqualTo(supervisor);
    }

    @Test
    void statusTellsOtherProgramsAllTheyNeed() {
        JsonNode status = project.tidewater("status", "-o", "json").exits(0).json();

        assertThat(status.at("/kafka/bootstrap-servers").asText()).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(status.at("/schema-registry/url").asText()).startsWith("http://127.0.0.1:");
        assertThat(status.at("/s3/endpoint").asText()).startsWith("http://127.0.0.1:");
        assertThat(status.at("/s3/region").asText()).isNotEmpty();
        assertThat(status.at("/s3/access-key").asText()).isNotEmpty();
        assertThat(status.at("/s3/secret-key").asText()).isNotEmpty();
        assertThat(status.at("/s3/path-style").isBoolean()).isTrue();
        assertThat(status.at("/s3/path-style").booleanValue()).isTrue();
        assertThat(status.at("/catalog/uri").asText()).startsWith("http://127.0.0.1:");
        assertThat(status.at("/catalog/warehouse").asText()).startsWith("s3://");
        assertThat(status.at("/catalog/name").asText()).isEqualTo("lake");
        assertThat(status.at("/flink/url").asText()).startsWith("http://127.0.0.1:");
        assertThat(status.at("/console/url").asText()).startsWith("http://127.0.0.1:");
        assertThat(status.path("services")).hasSize(6).allSatisfy(service -> {
            assertThat(service.path("state").asText()).isEqualToIgnoringCase("ready");
            assertThat(service.path("pid").asLong()).isPositive();
            assertThat(service.path("restarts").isInt()).isTrue();
        });
        assertThat(status.path("pipelines").isArray()).isTrue();
    }

    @Test
    void nothingListensForOtherMachines() {
        List<ProcessHandle> processes = project.processes();

        assertThat(processes).as(Processes.describe(processes)).hasSize(7);
        assertThat(processes)
                .allSatisfy(process -> assertThat(Processes.listeningAddresses(process.pid()))
                        .as(Processes.describe(List.of(process)))
                        .isNotEmpty()
                        .isSubsetOf(
                                "127.0.0.1",
                                "0.0.0.0.0.0.0.0.0.0.255.255.127.0.0.1",
                                "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1"));
    }

    @Test
    void theObjectStoreShowsNothingToWhoHasNoKeys() throws IOException, InterruptedException {
        project.write("pipelines/secret.sql", SmallProject.script("secret"));
        SmallProject.produce(project, "secret", 1, 3);
        run("secret");
        numbersBecome("secret", 1, 3);
        Path store = project.layout().data("s3");
        List<String> paths = new ArrayList<>(List.of("", "lake", "lake?list-type=2", "flink?list-type=2"));
        try (Stream<Path> objects = Files.walk(store.resolve("lake"))) {
            objects.filter(Files::isRegularFile)
                    .filter(object -> object.toString().matches(".*\\.(parquet|avro|json)"))
                    .map(object -> store.relativize(object).toString())
                    .forEach(paths::add);
        }
        project.tidewater("stop", "secret").exits(0);

        assertThat(paths).anyMatch(path -> path.endsWith(".parquet")).anyMatch(path -> path.endsWith(".json"));
        HttpClient client = HttpClient.newHttpClient();
        for (String path : paths) {
            URI uri = URI.create(endpoints.s3().endpoint() + "/" + path);
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).as(path).contains("<Code>AccessDenied</Code>");
        }
    }

    @Test
    void aStoppedPipelineGoesOnWhereItWas() {
        project.write("pipelines/resumed.sql", SmallProject.script("resumed"));
        SmallProject.produce(project, "resumed", 1, 100);

        assertThat(run("resumed")).isEqualTo("started");
        numbersBecome("resumed", 1, 100);
        assertThat(project.pipeline("resumed"))
                .hasValueSatisfying(
                        pipeline -> assertThat(pipeline.path("state").asText()).isEqualToIgnoringCase("running"));
        assertThat(run("resumed")).isEqualTo("already-running");

        project.tidewater("stop", "resumed").exits(0);
        assertThat(project.pipeline("resumed"))
                .hasValueSatisfying(
                        pipeline -> assertThat(pipeline.path("state").asText()).isEqualToIgnoringCase("stopped"));
        SmallProject.produce(project, "resumed", 101, 150);

        assertThat(run("resumed")).isEqualTo("resumed");
        numbersBecome("resumed", 1, 150);
        SmallProject.produce(project, "resumed", 151, 160);
        numbersBecome("resumed", 1, 160);
    }

    @Test
    void otherSqlIsRefusedUntilTheOldStateIsGivenUp() {
        String file = "pipelines/edited.sql";
        String script = SmallProject.script("edited");
        String edited = script.replace("SELECT n FROM", "SELECT n + 1000 FROM");
        project.write(file, script);
        SmallProject.produce(project, "edited", 1, 10);
        assertThat(run("edited")).isEqualTo("started");
        numbersBecome("edited", 1, 10);

        project.write(file, edited);
        Fault.of(project.tidewater("run", file, "-o", "json"))
                .exits(1)
                .says("pipeline \"edited\" runs with other SQL")
                .hints("tidewater stop edited");

        project.tidewater("stop", "edited").exits(0);
        Fault.of(project.tidewater("run", file, "-o", "json"))
                .exits(1)
                .says("pipeline \"edited\" was stopped with other SQL")
                .hints("--discard-state");

        // Layout and comments are no change.
        project.write(file, "-- a comment\n" + script.replace("SELECT n FROM", "SELECT\n  n\nFROM"));
        assertThat(run("edited")).isEqualTo("resumed");
        project.tidewater("stop", "edited").exits(0);

        project.write(file, edited);
        assertThat(run("edited", "--discard-state")).isEqualTo("started");
        numbersBecome(
                "edited",
                Stream.concat(
                                IntStream.rangeClosed(1, 10).boxed(),
                                IntStream.rangeClosed(1001, 1010).boxed())
                        .toList());
    }

    @Test
    void everythingComesBackByItself() {
        project.write("pipelines/kept.sql", SmallProject.script("kept"));
        SmallProject.produce(project, "kept", 1, 20);
        assertThat(run("kept")).isEqualTo("started");
        numbersBecome("kept", 1, 20);
        project.write(
                "pipelines/bounded.sql",
                SmallProject.script("bounded")
                        .replace("'format' = 'json'", "'format' = 'json', 'scan.bounded.mode' = 'latest-offset'"));
        SmallProject.produce(project, "bounded", 1, 7);
        assertThat(run("bounded")).isEqualTo("started");
        numbersBecome("bounded", 1, 7);
        await().atMost(PATIENCE).until(() -> !isRunning("bounded"));
        List<ProcessHandle> before = project.processes();

        Launcher.Outcome down = project.tidewater("down").exits(0);
        assertThat(down.out()).contains("tidewater up");
        assertThat(before).noneMatch(ProcessHandle::isAlive);
        assertThat(Processes.describe(project.processes())).startsWith("0 processes");
        assertThat(project.tidewater("down").exits(0).out()).contains("the stack was not up");

        assertThat(project.up()).isEqualTo(endpoints);
        numbersBecome("kept", 1, 20);
        SmallProject.produce(project, "kept", 21, 40);
        numbersBecome("kept", 1, 40);
        SmallProject.produce(project, "kept", 41, 50);
        numbersBecome("kept", 1, 50);
        // It had read all it was to read.
        assertThat(isRunning("bounded")).isFalse();
        numbersBecome("bounded", 1, 7);
    }

    @Test
    void twoProjectsRunSideBySide() {
        try (TestProject neighbour = PROJECTS.of("neighbour", SmallProject.files())) {
            neighbour.write("pipelines/shared_name.sql", SmallProject.script("shared_name"));
            Endpoints others = neighbour.up();

            assertThat(others.authorities().values())
                    .doesNotContainAnyElementsOf(endpoints.authorities().values());
            SmallProject.produce(neighbour, "shared_name", 1, 10);
            neighbour.tidewater("run", "pipelines/shared_name.sql").exits(0);
            try (Lake otherLake = new Lake(neighbour, others)) {
                otherLake.awaitRows("lake.small.shared_name", 10, PATIENCE);
            }
            assertThat(project.pipeline("shared_name")).isEmpty();
            assertThat(lake.rows("lake.small.shared_name")).isZero();
            neighbour.down();

            assertThat(project.tidewater("status").exits(0).out()).contains("ready");
        }
    }

    private static boolean isRunning(String pipeline) {
        return project.pipeline(pipeline)
                .map(found -> found.path("state").asText())
                .filter(List.of("starting", "running")::contains)
                .isPresent();
    }

    /** Runs a pipeline and returns what came of it. */
    private static String run(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "pipelines/" + name + ".sql", "-o", "json"));
        command.addAll(List.of(options));
        Iterator<JsonNode> reports = project.tidewater(command.toArray(String[]::new))
                .exits(0)
                .json()
                .elements();
        JsonNode report = reports.next();
        assertThat(reports).isExhausted();
        assertThat(report.path("pipeline").asText()).isEqualTo(name);
        return report.path("outcome")
                .asText()
                .toLowerCase(java.util.Locale.ROOT)
                .replace('_', '-');
    }

    private static void numbersBecome(String table, int from, int to) {
        numbersBecome(table, IntStream.rangeClosed(from, to).boxed().toList());
    }

    /** Waits until there are so many rows, then wants exactly these, each once. */
    private static void numbersBecome(String table, List<Integer> numbers) {
        lake.awaitRows("lake.small." + table, numbers.size(), PATIENCE);
        List<Object> found = new ArrayList<>();
        lake.read("lake.small." + table, List.of("n")).forEach(row -> found.add(row.get(0)));
        ListAssert<Object> rows = assertThat(found);
        rows.containsExactlyInAnyOrderElementsOf(numbers);
    }
}
