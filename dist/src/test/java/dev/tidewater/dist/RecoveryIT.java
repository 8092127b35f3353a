package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.examples.ExpectedTable;
import dev.tidewater.examples.shop.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kill -9} while the shop streams: afterwards every table holds exactly what it must. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class RecoveryIT {
    private static final int ORDERS = 6_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** About a quarter of an hour of the evening: it is on its way when something is killed, and comes in one go later. */
    private static final double ON_ITS_WAY = 0.03;

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    @Test
    void survivesTheDeathOfEachServiceThenOfTheSupervisorThenOfTheWholeStack() {
        try (TestProject project = shop("recovery");
                Evening evening = Evening.begin(project, new Shop(4, ORDERS))) {
            evening.killServiceAt(0.25, "taskmanager");
            evening.killServiceAt(0.35, "kafka");
            evening.killServiceAt(0.45, "iceberg-rest");
            evening.killServiceAt(0.55, "s3");
            evening.killServiceAt(0.65, "jobmanager");

            List<ProcessHandle> stack = project.processes();
            assertThat(stack).as(Processes.describe(stack)).hasSize(7);
            evening.killAt(0.75, List.of(project.supervisor()));
            // Each service ends by itself, as nobody holds its lifeline any more.
            Processes.awaitEnd(stack, Duration.ofSeconds(10));
            evening.awaitReturnOfTheStack();

            // The supervisor stands first, or it would start the others again.
            evening.killAt(0.88, evening.supervisorAndServices());
            evening.awaitReturnOfTheStack();
            evening.endsExactly();
        }
    }

    /** Checkpoints, and with them commits, come often: more of them are under way when something is killed. */
    private static TestProject shop(String name) {
        TestProject project = PROJECTS.ofExample(name, "shop");
        Path configuration = project.folder().resolve("tidewater.yaml");
        try {
            Files.writeString(configuration, Files.readString(configuration) + "\ncheckpoint:\n  interval: 2s\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return project;
    }

    /** A stack with the shop's pipelines, and the shop streaming into it. */
    private record Evening(
            TestProject project, List<ExpectedTable> truth, Endpoints endpoints, ShopStream stream, Lake lake)
            implements AutoCloseable {
        static Evening begin(TestProject project, Shop shop) {
            Endpoints endpoints = project.up();
            Evening evening = new Evening(
                    project,
                    shop.truth(),
                    endpoints,
                    ShopStream.prepare(shop, endpoints),
                    new Lake(project, endpoints));
            JsonNode started = project.tidewater("apply", "-o", "json").exits(0).json();
            assertThat(started).hasSize(evening.truth().size());
            return evening;
        }

        void killServiceAt(double part, String service) {
            ProcessHandle process = project.process(service);
            killAt(part, List.of(process));
            project.awaitReturn(service, process.pid());
            awaitCheckpoints();
        }

        /** Kills when this part of the records is sent, and others are just being sent. */
        void killAt(double part, List<ProcessHandle> processes) {
            stream.sendUpTo(part + ON_ITS_WAY);
            stream.awaitSent(part);
            Processes.kill(processes);
            stream.assertFlows();
        }

        List<ProcessHandle> supervisorAndServices() {
            List<ProcessHandle> all = new ArrayList<>(project.processes());
            all.remove(project.supervisor());
            all.add(0, project.supervisor());
            return all;
        }

        /** Brings the whole stack up again, on the same ports. */
        void awaitReturnOfTheStack() {
            assertThat(Processes.describe(project.processes())).startsWith("0 processes");
            assertThat(project.up()).isEqualTo(endpoints);
            awaitCheckpoints();
        }

        void endsExactly() {
            stream.sendUpTo(1);
            lake.awaitRows(truth, PATIENCE);
            // What was to be doubled would be committed with the next checkpoints.
            awaitCheckpoints();
            stream.assertHealthy();
            lake.holdsExactly(truth);
        }

        @Override
        public void close() {
            stream.close();
            lake.close();
        }

        /** Returns when every pipeline runs and has completed two checkpoints more than when this was called. */
        private void awaitCheckpoints() {
            Map<String, Progress> before = progress();
            await().alias("two more checkpoints of each pipeline than " + before)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            this::progress,
                            now -> now.size() == truth.size()
                                    && now.entrySet().stream()
                                            .allMatch(pipeline ->
                                                    pipeline.getValue().isWellPast(before.get(pipeline.getKey()))));
        }

        private Map<String, Progress> progress() {
            Map<String, Progress> progress = new TreeMap<>();
            for (JsonNode pipeline : project.pipelines()) {
                progress.put(pipeline.path("name").asText(), Progress.of(pipeline));
            }
            return progress;
        }
    }
}
