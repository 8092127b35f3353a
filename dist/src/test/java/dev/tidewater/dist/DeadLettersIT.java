package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.stack.Endpoints;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every record of a topic is in the table or in the lake's {@code dead} database: by count, and byte for byte. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class DeadLettersIT {
    private static final int RECORDS = 10_000;
    private static final int EVERY = 73;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TABLE = "lake.items.all_items";
    private static final String DEAD = "lake.dead.poisoned_v1";

    private static final String PIPELINE = """
            CREATE DATABASE IF NOT EXISTS lake.items;
            CREATE TABLE IF NOT EXISTS lake.items.all_items (id BIGINT, note STRING);
            INSERT INTO lake.items.all_items SELECT id, note FROM `poisoned.v1`;
            """;

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    @Test
    void keepsEveryRecordThatCannotBeDecodedWhileTheOthersPass() {
        try (TestProject project = PROJECTS.of("dead-letters", SmallProject.files())) {
            Endpoints endpoints = project.up();
            try (PoisonedTopic topic = new PoisonedTopic(endpoints, 2);
                    Lake lake = new Lake(project, endpoints)) {
                topic.send(0, RECORDS / 2, EVERY);
                project.tidewater("sql", "-c", "ALTER TABLE kafka.topics.`poisoned.v1` SET ('rowtime.field' = 'at')")
                        .exits(0);
                project.write("pipelines/items.sql", PIPELINE);
                project.tidewater("run", "pipelines/items.sql").exits(0);
                lake.awaitRows(TABLE, 1, PATIENCE);
                ProcessHandle taskManager = project.process("taskmanager");
                topic.send(RECORDS / 2, RECORDS, EVERY);
                Processes.kill(List.of(taskManager));
                project.awaitReturn("taskmanager", taskManager.pid());

                List<Long> good = topic.goodRows();
                List<String> broken = topic.brokenRecords();
                assertThat(good.size() + broken.size()).isEqualTo(RECORDS);
                assertThat(broken.size() / topic.ways()).isGreaterThan(4);
                lake.awaitRows(TABLE, good.size(), PATIENCE);
                lake.awaitRows(DEAD, broken.size(), PATIENCE);
                assertThat(lake.read(TABLE, List.of("id")))
                        .extracting(row -> row.get(0))
                        .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(good));
                assertThat(dead(lake)).containsExactlyInAnyOrderElementsOf(broken);
                assertThat(project.tidewater("query", "SELECT COUNT(*) AS n FROM `poisoned.v1$dead`", "-o", "json")
                                .exits(0)
                                .json()
                                .get(0)
                                .path("n")
                                .asInt())
                        .isEqualTo(broken.size());
            }
        }
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
