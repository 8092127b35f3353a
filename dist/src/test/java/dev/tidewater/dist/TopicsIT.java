package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.produce.ProduceRequest;
import dev.tidewater.engine.produce.ValueEncoding.Avro;
import dev.tidewater.engine.produce.ValueEncoding.SchemaSource;
import dev.tidewater.engine.stack.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics as tables, without DDL: asked with {@code query}, and carried to the lake by a pipeline. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class TopicsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String FIRST = """
            {"type": "record", "name": "Person", "fields": [
              {"name": "id", "type": "long"},
              {"name": "name", "type": ["null", "string"], "default": null}]}
            """;

    /** A field came, in front of one that was there. */
    private static final String SECOND = """
            {"type": "record", "name": "Person", "fields": [
              {"name": "id", "type": "long"},
              {"name": "email", "type": ["null", "string"], "default": null},
              {"name": "name", "type": ["null", "string"], "default": null}]}
            """;

    private static final String PIPELINE = """
            CREATE DATABASE IF NOT EXISTS lake.people;
            CREATE TABLE IF NOT EXISTS lake.people.names (id BIGINT, name STRING);
            CREATE TEMPORARY VIEW even AS SELECT id, name FROM `people.v1` WHERE MOD(id, 2) = 0;
            INSERT INTO lake.people.names SELECT id, UPPER(name) FROM even;
            """;

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    @Test
    void aTopicNeedsNoDdlAndItsSchemaMayChangeWhileAPipelineReadsIt() {
        try (TestProject project = PROJECTS.of("topics", SmallProject.files())) {
            Endpoints endpoints = project.up();
            send(project, FIRST, """
                    {"id": 1, "name": "one"}
                    {"id": 2, "name": "two"}
                    {"id": 3, "name": null}
                    {"id": 4, "name": null}
                    """);

            assertThat(query(project, "SELECT id, name, `$partition` AS p, `$offset` AS o FROM `people.v1`"))
                    .extracting(JsonNode::toString)
                    .containsExactlyInAnyOrder(
                            "{\"id\":1,\"name\":\"one\",\"p\":0,\"o\":0}",
                            "{\"id\":2,\"name\":\"two\",\"p\":0,\"o\":1}",
                            "{\"id\":3,\"name\":null,\"p\":0,\"o\":2}",
                            "{\"id\":4,\"name\":null,\"p\":0,\"o\":3}");
            assertThat(query(project, "SELECT * FROM kafka.topics.`people.v1` LIMIT 2"))
                    .hasSize(2);

            project.write("pipelines/names.sql", PIPELINE);
            project.tidewater("run", "pipelines/names.sql").exits(0);
            try (Lake lake = new Lake(project, endpoints)) {
                becomes(lake, row(2L, "TWO"), row(4L, null));

                send(project, SECOND, """
                        {"id": 5, "email": "five@example.org", "name": "five"}
                        {"id": 6, "email": "six@example.org", "name": "six"}
                        """);
                becomes(lake, row(2L, "TWO"), row(4L, null), row(6L, "SIX"));
                project.killEverything();
                assertThat(project.up()).isEqualTo(endpoints);
                send(project, FIRST, """
                        {"id": 8, "name": "eight"}
                        """);
                becomes(lake, row(2L, "TWO"), row(4L, null), row(6L, "SIX"), row(8L, "EIGHT"));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(query(project, "SELECT email FROM `people.v1` WHERE id >= 5 ORDER BY id"))
                                    .extracting(row -> row.path("email").asText(null))
                                    .containsExactly("five@example.org", "six@example.org", null));
        }
    }

    private static void send(TestProject project, String schema, String records) {
        project.produce(ProduceRequest.of("people.v1", project.write("records.jsonl", records))
                .withValue(new Avro(new SchemaSource.OfFile(project.write("person.avsc", schema)))));
    }

    private static List<JsonNode> query(TestProject project, String sql) {
        List<JsonNode> rows = new ArrayList<>();
        project.tidewater("query", sql, "-o", "json").exits(0).json().forEach(rows::add);
        return rows;
    }

    private static List<Object> row(@org.jspecify.annotations.Nullable Object... values) {
        return Arrays.asList(values);
    }

    @SafeVarargs
    private static void becomes(Lake lake, List<Object>... rows) {
        lake.awaitRows("lake.people.names", rows.length, PATIENCE);
        assertThat(lake.read("lake.people.names", List.of("id", "name")))
                .map(found -> (Object) found)
                .containsExactlyInAnyOrder((Object[]) rows);
    }
}
