package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidewater.engine.stack.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Rows that come after their window, with failures and an idle partition at parallelism 2: window by window, what the
 * window counted and what is in {@code late.TOPIC} are together what was sent.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class LateRowsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** More of each for a long run: {@code -Dtidewater.late.runs=20 -Dtidewater.late.failures=4}. */
    private static final int RUNS = Integer.getInteger("tidewater.late.runs", 1);

    private static final int FAILURES = Integer.getInteger("tidewater.late.failures", 1);

    private static final String PIPELINE = """
            CREATE DATABASE IF NOT EXISTS lake.%1$s;
            CREATE TABLE lake.%1$s.tumbled (window_start TIMESTAMP(3), window_end TIMESTAMP(3), n BIGINT);
            CREATE TABLE lake.%1$s.hopped (window_start TIMESTAMP(3), window_end TIMESTAMP(3), n BIGINT);
            CREATE TABLE lake.%1$s.cumulated (window_start TIMESTAMP(3), window_end TIMESTAMP(3), n BIGINT);
            CREATE TABLE lake.%1$s.sessions (who BIGINT, window_start TIMESTAMP(3), window_end TIMESTAMP(3), n BIGINT);
            CREATE TEMPORARY VIEW odd AS SELECT id, id / 2 AS half, `$rowtime` AS rowtime FROM %1$s;
            INSERT INTO lake.%1$s.tumbled SELECT window_start, window_end, COUNT(*)
              FROM TABLE(TUMBLE(TABLE odd, DESCRIPTOR(rowtime), INTERVAL '4' SECOND)) GROUP BY window_start, window_end;
            INSERT INTO lake.%1$s.hopped SELECT window_start, window_end, COUNT(*)
              FROM TABLE(HOP(TABLE %1$s, DESCRIPTOR(`$rowtime`), INTERVAL '3' SECOND, INTERVAL '9' SECOND))
              GROUP BY window_start, window_end;
            INSERT INTO lake.%1$s.cumulated SELECT window_start, window_end, COUNT(*)
              FROM TABLE(CUMULATE(TABLE %1$s, DESCRIPTOR(`$rowtime`), INTERVAL '2' SECOND, INTERVAL '6' SECOND))
              GROUP BY window_start, window_end;
            INSERT INTO lake.%1$s.sessions SELECT who, window_start, window_end, COUNT(*)
              FROM TABLE(SESSION(TABLE %1$s PARTITION BY who, DESCRIPTOR(`$rowtime`), INTERVAL '1' SECOND))
              GROUP BY who, window_start, window_end;
            """;

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    /** Starts and ends of a window, milliseconds. */
    record Window(long start, long end) {}

    static final Comparator<Window> ORDER =
            Comparator.comparingLong(Window::start).thenComparingLong(Window::end);

    @Test
    void whatWindowsCountAndWhatIsLateIsTogetherWhatWasSent() {
        Map<String, String> files = Map.of("tidewater.yaml", SmallProject.CONFIGURATION + "\nparallelism: 2\n");
        try (TestProject project = PROJECTS.of("late-rows", files)) {
            Endpoints endpoints = project.up();
            for (int run = 0; run < RUNS; run++) {
                oneRun(project, endpoints, "clicks" + run, run);
            }
        }
    }

    private static void oneRun(TestProject project, Endpoints endpoints, String name, int seed) {
        try (Clicks clicks = new Clicks(endpoints, name, seed);
                Lake lake = new Lake(project, endpoints)) {
            project.write("pipelines/" + name + ".sql", PIPELINE.formatted(name));
            project.tidewater("run", "pipelines/" + name + ".sql").exits(0);
            clicks.flow();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> lake.rows("lake.late." + name) > 0);
            for (int failure = 0; failure < FAILURES; failure++) {
                long before = clicks.sent();
                await().atMost(PATIENCE).until(() -> clicks.sent() > before + 3_000);
                ProcessHandle taskManager = project.process("taskmanager");
                Processes.kill(List.of(taskManager));
                project.awaitReturn("taskmanager", taskManager.pid());
            }
            clicks.endAndCloseAllWindows();

            Map<Window, Long> tumbled = clicks.windows(4_000, 4_000);
            Map<Window, Long> hopped = clicks.windows(3_000, 9_000);
            Map<Window, Long> cumulated = clicks.cumulated(2_000, 6_000);
            String late = "lake.late." + name;
            agrees(lake, "lake." + name + ".tumbled", late, "TUMBLE", tumbled);
            agrees(lake, "lake." + name + ".hopped", late, "HOP", hopped);
            agrees(lake, "lake." + name + ".cumulated", late, "CUMULATE", cumulated);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(
                                    sum(counted(lake, "lake." + name + ".sessions")) + sum(late(lake, late, "SESSION")))
                            .isEqualTo(clicks.inWindows()));
            assertThat(sum(late(lake, late, "TUMBLE"))).as("some must be late").isPositive();
            // Flink fetches metrics when it is asked for them, and answers with those of the time before.
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(lateRecordsDropped(endpoints)).containsOnly(0L));
            project.tidewater("stop", name).exits(0);
        }
    }

    private static void agrees(Lake lake, String table, String lateTable, String function, Map<Window, Long> sent) {
        await().alias(table).atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            Map<Window, Long> found = new TreeMap<>(ORDER);
            counted(lake, table).forEach((window, count) -> found.merge(window, count, Long::sum));
            late(lake, lateTable, function).forEach((window, count) -> found.merge(window, count, Long::sum));
            assertThat(found).isEqualTo(sent);
        });
    }

    private static long sum(Map<Window, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<Window, Long> counted(Lake lake, String table) {
        Map<Window, Long> counts = new HashMap<>();
        for (List<@Nullable Object> row : lake.read(table, List.of("window_start", "window_end", "n"))) {
            counts.merge(window(row), (Long) row.get(2), Long::sum);
        }
        return counts;
    }

    private static Map<Window, Long> late(Lake lake, String table, String function) {
        Map<Window, Long> counts = new HashMap<>();
        for (List<@Nullable Object> row : lake.read(table, List.of("$window_start", "$window_end", "$window"))) {
            if (String.valueOf(row.get(2)).startsWith(function)) {
                counts.merge(window(row), 1L, Long::sum);
            }
        }
        return counts;
    }

    private static Window window(List<@Nullable Object> row) {
        return new Window(millis(row.get(0)), millis(row.get(1)));
    }

    private static long millis(@Nullable Object time) {
        return ((LocalDateTime) Objects.requireNonNull(time))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    /** What Flink's windows say that they dropped since they last started. */
    private static List<Long> lateRecordsDropped(Endpoints endpoints) {
        try {
            ObjectMapper json = new ObjectMapper();
            List<Long> dropped = new ArrayList<>();
            String flink = endpoints.flink().url();
            for (JsonNode job :
                    json.readTree(URI.create(flink + "/jobs").toURL()).path("jobs")) {
                if (!job.path("status").asText().equals("RUNNING")) {
                    continue;
                }
                String url = flink + "/jobs/" + job.path("id").asText();
                for (JsonNode vertex : json.readTree(URI.create(url).toURL()).path("vertices")) {
                    String metrics = url + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
                    for (JsonNode metric : json.readTree(URI.create(metrics).toURL())) {
                        String id = metric.path("id").asText();
                        if (id.endsWith("numLateRecordsDropped")) {
                            dropped.add(json.readTree(URI.create(metrics + "?agg=sum&get=" + id)
                                            .toURL())
                                    .path(0)
                                    .path("sum")
                                    .asLong());
                        }
                    }
                }
            }
            return dropped;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
