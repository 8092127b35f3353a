package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.stack.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every record of a topic is in the table or in the lake's {@code dead} database, by count and byte for byte; and
 * goes from there to its topic again, once.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class DeadLettersIT {
    private static final int RECORDS = 10_000;
    private static final int BROKEN = 137;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TABLE = "lake.items.all_items";
    private static final String DEAD = "lake.dead.poisoned_v1";

    private static final String PIPELINE = """
            CREATE DATABASE IF NOT EXISTS lake.items;
            SET 'parallelism.default' = '2';
            CREATE TABLE IF NOT EXISTS lake.items.all_items (id BIGINT, `at` TIMESTAMP_LTZ(6), kind STRING, note STRING)
            PARTITIONED BY (kind) WITH ('write.distribution-mode' = 'hash');
            INSERT INTO lake.items.all_items SELECT id, `at`, kind, note FROM `poisoned.v1`;
            """;

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    @Test
    void keepsEveryRecordThatCannotBeDecodedWhileTheOthersPass() {
        try (TestProject project = PROJECTS.of("dead-letters", SmallProject.files())) {
            Endpoints endpoints = project.up();
            try (PoisonedTopic topic = new PoisonedTopic(endpoints, 2);
                    Lake lake = new Lake(project, endpoints)) {
                topic.send(0, RECORDS / 2, DeadLettersIT::isBroken);
                project.tidewater("sql", "-c", "ALTER TABLE kafka.topics.`poisoned.v1` SET ('rowtime.field' = 'at')")
                        .exits(0);
                project.write("pipelines/items.sql", PIPELINE);
                project.tidewater("run", "pipelines/items.sql").exits(0);
                lake.awaitRows(TABLE, 1, PATIENCE);
                ProcessHandle taskManager = project.process("taskmanager");
                topic.send(RECORDS / 2, RECORDS, DeadLettersIT::isBroken);
                Processes.kill(List.of(taskManager));
                project.awaitReturn("taskmanager", taskManager.pid());

                List<Long> good = topic.goodRows();
                List<String> broken = topic.brokenRecords();
                assertThat(good).hasSize(RECORDS - BROKEN);
                assertThat(broken).hasSize(BROKEN);
                assertThat(topic.ways()).isBetween(20, BROKEN);
                lake.awaitRows(TABLE, good.size(), PATIENCE);
                lake.awaitRows(DEAD, broken.size(), PATIENCE);
                assertThat(lake.read(TABLE, List.of("id", "at", "kind", "note")))
                        .containsExactlyInAnyOrderElementsOf(
                                good.stream().map(DeadLettersIT::row).toList());
                assertThat(dead(lake)).containsExactlyInAnyOrderElementsOf(broken);
                assertThat(project.tidewater("query", "SELECT COUNT(*) AS n FROM `poisoned.v1$dead`", "-o", "json")
                                .exits(0)
                                .json()
                                .get(0)
                                .path("n")
                                .asInt())
                        .isEqualTo(broken.size());
                sendsEachAgainOnce(project, topic, lake, good.size(), broken.size());
            }
        }
    }

    /** As it must be in the table, where its parts went from task to task as bytes. */
    private static List<@Nullable Object> row(long id) {
        return Arrays.asList(
                id,
                Instant.ofEpochMilli(PoisonedTopic.NOON + id % 1000).atOffset(ZoneOffset.UTC),
                id % 2 == 0 ? "A" : "B",
                id % 5 == 0 ? null : "note " + id);
    }

    /** Evenly among the others. */
    private static boolean isBroken(int row) {
        return (row + 1) * BROKEN / RECORDS > row * BROKEN / RECORDS;
    }

    private static void sendsEachAgainOnce(TestProject project, PoisonedTopic topic, Lake lake, int good, int broken) {
        JsonNode topics =
                project.tidewater("dead", "list", "-o", "json").exits(0).json();
        assertThat(topics).hasSize(1);
        assertThat(topics.get(0).path("topic").asText()).isEqualTo(PoisonedTopic.NAME);
        assertThat(topics.get(0).path("records").asInt()).isEqualTo(broken);
        JsonNode letters = project.tidewater(
                        "dead", "list", PoisonedTopic.NAME, "--reason", "bad-magic", "--limit", "2", "-o", "json")
                .exits(0)
                .json();
        String mended = letters.get(0).path("record").asText();
        String unchanged = letters.get(1).path("record").asText();
        Path value = project.folder().resolve("value.bin");
        JsonNode shown = project.tidewater(
                        "dead", "show", PoisonedTopic.NAME, mended, "--raw", "value.bin", "-o", "json")
                .exits(0)
                .json();
        assertThat(shown.path("pipelines").get(0).asText()).isEqualTo("items");
        try {
            assertThat(Files.readAllBytes(value)).isEqualTo(shown.path("value").binaryValue());
            Files.write(value, topic.goodValue(RECORDS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        assertThat(replay(project, mended, "--value", "value.bin")).containsExactly(1, 0);
        assertThat(replay(project, mended, unchanged)).containsExactly(1, 1);
        lake.awaitRows(TABLE, good + 1, PATIENCE);
        assertThat(lake.read(TABLE, List.of("id")))
                .extracting(row -> row.get(0))
                .contains((Object) (long) RECORDS);
        lake.awaitRows(DEAD, broken + 1, PATIENCE);
        assertThat(replay(project, "--all", "--dry-run")).containsExactly(broken - 1, 2);
    }

    /** How many records were sent, and how many were left out. */
    private static List<Integer> replay(TestProject project, String... arguments) {
        List<String> line = new ArrayList<>(List.of("dead", "replay", PoisonedTopic.NAME, "-o", "json"));
        line.addAll(List.of(arguments));
        JsonNode report =
                project.tidewater(line.toArray(String[]::new)).exits(0).json();
        return List.of(
                report.path("records").asInt(), report.path("already-replayed").asInt());
    }

    private static List<String> dead(Lake lake) {
        List<String> lines = new ArrayList<>();
        for (List<@Nullable Object> row : lake.read(DEAD, List.of("partition", "offset", "key", "value"))) {
            lines.add(PoisonedTopic.line(
                    (int) row.get(0), (long) row.get(1), (ByteBuffer) row.get(2), (ByteBuffer) row.get(3)));
        }
        return lines;
    }
}
