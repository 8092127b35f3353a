package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The SQL of a running pipeline is edited: what is kept, what is refused, and the way back. Tables are held against sums over the
 * numbers that were sent.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class ChangesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FILE = "pipelines/parity.sql";

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    @Test
    void anEditIsPlannedAppliedRefusedAndRolledBack() {
        TestProject project = PROJECTS.of("changes", SmallProject.files());
        try (Lake lake = new Lake(project, project.up())) {
            project.write(FILE, script("n > 50", "SUM(n)"));
            SmallProject.produce(project, "parity", 1, 100);
            assertThat(plan(project).path("mark").asText()).isEqualTo("new");
            assertThat(applied(project)).isEqualTo("started");
            holds(lake, IntStream.rangeClosed(51, 100), 100);

            // Each table is written by the sink of ours, which says so of those that it leaves to Iceberg's writer.
            assertThat(project.layout().log("taskmanager"))
                    .content()
                    .contains("small.sums is written by Iceberg's own writer: it has a key")
                    .doesNotContain("small.big is written by Iceberg's own writer");

            project.write(FILE, script("n > 150", "SUM(n)"));
            JsonNode planned = plan(project);
            assertThat(planned.path("mark").asText()).isEqualTo("changed");
            assertThat(planned.path("loses-state").asBoolean()).isFalse();
            assertThat(planned.at("/operators/0/fate").asText()).isEqualTo("kept");
            assertThat(planned.at("/sources/0/fate").asText()).isEqualTo("kept");
            assertThat(rows(planned))
                    .containsExactly(Map.entry("lake.small.big", "changed"), Map.entry("lake.small.sums", "kept"));
            assertThat(applied(project)).isEqualTo("changed");
            SmallProject.produce(project, "parity", 101, 200);
            holds(lake, IntStream.concat(IntStream.rangeClosed(51, 100), IntStream.rangeClosed(151, 200)), 200);

            project.write(FILE, script("n > 150", "SUM(n) + COUNT(*)"));
            assertThat(plan(project).path("loses-state").asBoolean()).isTrue();
            Launcher.Outcome refused = project.tidewater("apply").exits(1);
            assertThat(refused.err()).contains("parity").contains("--discard-state");
            assertThat(project.pipeline("parity").orElseThrow().path("state").asText())
                    .isEqualTo("running");

            project.tidewater("rollback", "parity", "--yes").exits(0);
            // Since the first generation ended, records are read again, behind its filter.
            holds(lake, IntStream.rangeClosed(51, 200), 200);
            assertThat(origins(project)).containsExactly("started", "changed", "rolled-back");

            project.write(FILE, script("n > 50", "SUM(n)"));
            project.tidewater("plan", "--detailed-exitcode").exits(0);
            assertThat(project.tidewater("savepoint", "parity").exits(0).out())
                    .startsWith("parity: savepoint 3.1, s3://flink/savepoints/parity/");
            SmallProject.produce(project, "parity", 201, 210);
            holds(lake, IntStream.rangeClosed(51, 210), 210);
            goesBackToASavepoint(project);
            holds(lake, IntStream.rangeClosed(51, 210), 210);
        }
    }

    private static void goesBackToASavepoint(TestProject project) {
        JsonNode undone = project.tidewater("rollback", "parity", "--to", "3.1", "--yes", "-o", "json")
                .exits(0)
                .json();
        assertThat(undone.path("point").asText()).isEqualTo("3.1");
        assertThat(undone.at("/undone/0/records").asInt()).isEqualTo(10);

        // Until the new job has a checkpoint of its own, it needs the savepoint.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(project.tidewater("savepoint", "parity", "--delete", "3.1")
                                .out())
                        .startsWith("parity: could not be rolled back to savepoint 3.1 any more, without s3://"));
        project.tidewater("savepoint", "parity", "--delete", "3.1", "--yes").exits(0);
        assertThat(project.tidewater("rollback", "parity", "--to", "3.1")
                        .exits(1)
                        .err())
                .contains("cannot be rolled back: savepoint 3.1 is not there any more");
    }

    private static JsonNode plan(TestProject project) {
        JsonNode plans = project.tidewater("plan", "-o", "json", "--detailed-exitcode")
                .exits(2)
                .json();
        assertThat(plans).hasSize(1);
        return plans.get(0);
    }

    private static String applied(TestProject project) {
        JsonNode reports = project.tidewater("apply", "-o", "json").exits(0).json();
        assertThat(reports).hasSize(1);
        return reports.get(0).path("outcome").asText();
    }

    private static Map<String, String> rows(JsonNode plan) {
        Map<String, String> rows = new TreeMap<>();
        plan.path("tables")
                .forEach(table -> rows.put(
                        table.path("table").asText(), table.path("rows").asText()));
        return rows;
    }

    private static List<String> origins(TestProject project) {
        List<String> origins = new ArrayList<>();
        project.tidewater("history", "parity", "-o", "json")
                .exits(0)
                .json()
                .forEach(generation -> origins.add(generation.path("origin").asText()));
        return origins.stream()
                .sorted(java.util.Comparator.comparing(List.of("started", "changed", "rolled-back")::indexOf))
                .toList();
    }

    /** Waits for these numbers, each once, in one table, and for the sums of all numbers up to {@code last} in the other. */
    private static void holds(Lake lake, IntStream numbers, int last) {
        List<Object> expected = new ArrayList<>(numbers.boxed().toList());
        List<List<Object>> sums = List.of(
                List.of(0, (long)
                        IntStream.rangeClosed(1, last).filter(n -> n % 2 == 0).sum()),
                List.of(1, (long)
                        IntStream.rangeClosed(1, last).filter(n -> n % 2 == 1).sum()));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(lake.read("lake.small.big", List.of("n")))
                            .extracting(row -> row.get(0))
                            .containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(lake.read("lake.small.sums", List.of("odd", "total")))
                            .map(List::copyOf)
                            .containsExactlyInAnyOrderElementsOf(sums);
                });
    }

    private static String script(String filter, String total) {
        return """
                CREATE TABLE numbers (n INT NOT NULL) WITH (
                  'connector' = 'kafka',
                  'topic' = 'parity',
                  'properties.bootstrap.servers' = 'kafka:9092',
                  'properties.group.id' = 'parity',
                  'scan.startup.mode' = 'earliest-offset',
                  'format' = 'json',
                  'json.fail-on-missing-field' = 'true'
                );

                CREATE DATABASE IF NOT EXISTS lake.small;

                CREATE TABLE IF NOT EXISTS lake.small.big (n INT NOT NULL);

                CREATE TABLE IF NOT EXISTS lake.small.sums (
                  odd INT NOT NULL,
                  total BIGINT,
                  PRIMARY KEY (odd) NOT ENFORCED
                ) WITH ('format-version' = '2', 'write.upsert.enabled' = 'true');

                INSERT INTO lake.small.big SELECT n FROM numbers WHERE %s;

                INSERT INTO lake.small.sums
                SELECT MOD(n, 2), %s FROM (SELECT CAST(n AS BIGINT) AS n FROM numbers) GROUP BY MOD(n, 2);
                """.formatted(filter, total);
    }
}
