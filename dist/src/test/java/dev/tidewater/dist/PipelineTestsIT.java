package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.dist.Launcher.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code tidewater init} and {@code tidewater test}: cases that pass and cases that fail, in all their variations, and nothing left
 * behind; then what {@code init} says to type next.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class PipelineTestsIT {
    private static final String PIPELINE = """
            CREATE DATABASE IF NOT EXISTS lake.web;
            CREATE TABLE IF NOT EXISTS lake.web.clicks (window_start TIMESTAMP(6), clicks BIGINT);
            INSERT INTO lake.web.clicks
            SELECT window_start, COUNT(*)
            FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(`$rowtime`), INTERVAL '1' MINUTE))
            GROUP BY window_start, window_end;
            """;

    private static final String SCHEMA = """
            {"type": "record", "name": "Click", "fields": [
              {"name": "id", "type": "int"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
            """;

    private static final String HEAD = """
            pipeline: clicks
            topics:
              clicks: {schema: clicks.avsc, timestamp: at}
            cases:
            """;

    private static final String RIGHT = HEAD + """
              - name: late and dead records are kept
                steps:
                  - given:
                      clicks:
                        - {id: 1, at: 2026-03-01 10:00:00}
                        - "no Avro"
                        - {id: 2, at: 2026-03-01 11:00:00}
                  - given:
                      clicks:
                        - {id: 3, at: 2026-03-01 10:00:30}
                expect:
                  lake.web.clicks:
                    key: [window_start]
                    rows:
                      - {window_start: 2026-03-01 10:00:00, clicks: 1}
                      - {window_start: 2026-03-01 11:00:00, clicks: 1}
                  late.clicks:
                    - {id: 3}
                  dead.clicks: 1
            """;

    /** From a lake table that another pipeline makes, and a topic in Protobuf, into a topic. */
    private static final String JOIN = """
            CREATE TABLE IF NOT EXISTS kafka.topics.totals (id INT NOT NULL, name STRING, clicks BIGINT);
            INSERT INTO kafka.topics.totals
            SELECT p.id, p.name, c.clicks FROM pages AS p JOIN lake.web.clicks AS c ON p.id = c.clicks;
            """;

    private static final String PAGE = """
            syntax = "proto3";
            message Page { int32 id = 1; string name = 2; repeated string tags = 3; }
            """;

    private static final String JOINED = """
            pipeline: totals
            topics:
              pages: {schema: page.proto, settings: {watermark.tolerance: 1 s}}
            cases:
              - name: rows of a table meet those of a topic
                given:
                  pages:
                    - {id: 2, name: home}
                    - {id: 3, name: cart, tags: [shop]}
                  lake.web.clicks:
                    - {window_start: 2026-03-01 10:00:00, clicks: 2}
                expect:
                  kafka.topics.totals:
                    - {id: 2, name: home, clicks: 2}
            """;

    private static final String WRONG = HEAD + """
              - name: wrong
                given:
                  clicks:
                    - {id: 1, at: 2026-03-01 10:00:00}
                    - "no Avro"
                expect:
                  lake.web.clicks:
                    key: [window_start]
                    rows:
                      - {window_start: 2026-03-01 10:00:00, clicks: 2}
              - name: misspelt
                given:
                  clicks:
                    - {idd: 1, at: soon}
                expect:
                  lake.web.click: []
                  dead.click: 0
            """;

    /** As {@code init} writes them; they are typed as they are printed. */
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    @Test
    void casesPassAndFailAsTheyShouldAndLeaveNothingBehind() throws IOException {
        try (TestProject project = PROJECTS.of("pipeline-tests", Map.of())) {
            JsonNode steps =
                    project.tidewater("init", ".", "-o", "json").exits(0).json().path("next");
            Path pipeline = project.write("pipelines/clicks.sql", PIPELINE);
            project.write("right/clicks.avsc", SCHEMA);
            project.write("right/clicks.yaml", RIGHT);
            Path join = project.write("pipelines/totals.sql", JOIN);
            project.write("right/page.proto", PAGE);
            project.write("right/totals.yaml", JOINED);
            project.write("wrong/clicks.avsc", SCHEMA);
            project.write("wrong/clicks.yaml", WRONG);
            assertThat(type(project, steps.get(0)).command()).isEqualTo("tidewater up");

            Outcome right = project.tidewater(
                            "test",
                            "right/clicks.yaml",
                            "--variation",
                            "as-written",
                            "--variation",
                            "killed",
                            "-o",
                            "json")
                    .exits(0);
            List<String> ways = new ArrayList<>();
            for (JsonNode report : right.json()) {
                ways.add(report.path("variation").asText() + " "
                        + report.path("outcome").asText());
            }
            assertThat(ways).containsExactly("as-written passed", "killed passed");

            assertThat(project.tidewater("test", "right/totals.yaml").exits(0).out())
                    .endsWith("1 passed, 0 failed\n");

            Outcome wrong = project.tidewater("test", "wrong/clicks.yaml", "--junit", "out/tests.xml")
                    .exits(1);
            assertThat(wrong.out())
                    .contains("different  window_start=2026-03-01T10:00:00\n            clicks: expected 2, is 1")
                    .contains("dead.clicks has 1 row, expected 0 rows")
                    .contains("topic \"clicks\" has no column \"idd\"")
                    .contains("did you mean \"lake.web.clicks\"?")
                    .contains("does not write \"dead.click\"")
                    .endsWith("0 passed, 2 failed\n");
            assertThat(project.folder().resolve("out/tests.xml")).content().contains("failures=\"2\"");

            assertThat(project.tidewater("topics", "-o", "json").exits(0).json())
                    .isEmpty();
            assertThat(project.tidewater("query", "SHOW DATABASES", "-o", "json")
                            .exits(0)
                            .json())
                    .isEmpty();

            Files.delete(pipeline);
            Files.delete(join);
            aNewProjectWorksAsItSays(project, steps);
        }
    }

    private static void aNewProjectWorksAsItSays(TestProject project, JsonNode steps) {
        for (int i = 1; i < steps.size() - 1; i++) {
            type(project, steps.get(i));
        }
        String query = steps.get(steps.size() - 1).asText();
        assertThat(query).startsWith("tidewater query ");
        await().atMost(TestProject.PATIENCE)
                .untilAsserted(() -> assertThat(
                                type(project, steps.get(steps.size() - 1)).out())
                        .contains("2026-03-01T09:00:00  DE            2    47.90")
                        .contains("(4 rows, "));
    }

    private static Outcome type(TestProject project, JsonNode step) {
        List<String> words = WORD.matcher(step.asText())
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
        assertThat(words.get(0)).isEqualTo("tidewater");
        return project.tidewater(words.subList(1, words.size()).toArray(String[]::new))
                .exits(0);
    }
}
