package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The checker as a user calls it, while no stack is up. What it finds is tested with the rules. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class CheckIT {
    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    private static final String SOURCE = """
            CREATE TABLE orders (
              order_id STRING NOT NULL,
              user_id STRING NOT NULL,
              order_time TIMESTAMP(3) NOT NULL,
              WATERMARK FOR order_time AS order_time - INTERVAL '1' MINUTE
            ) WITH (
              'connector' = 'kafka',
              'topic' = 'orders',
              'properties.bootstrap.servers' = 'kafka:9092',
              'properties.group.id' = 'orders',
              'scan.startup.mode' = 'earliest-offset',
              'scan.watermark.idle-timeout' = '30 s',
              'format' = 'json',
              'json.fail-on-missing-field' = 'true'
            );
            CREATE DATABASE IF NOT EXISTS lake.shop;
            """;

    private static final String SOUND = SOURCE + """
            CREATE TABLE IF NOT EXISTS lake.shop.orders (order_id STRING NOT NULL, user_id STRING NOT NULL);
            INSERT INTO lake.shop.orders SELECT order_id, user_id FROM orders;
            """;

    private static final String UPDATING = SOURCE + """
            CREATE TABLE IF NOT EXISTS lake.shop.users (user_id STRING NOT NULL, orders BIGINT NOT NULL);
            SET 'table.exec.state.ttl' = '1 d';
            INSERT INTO lake.shop.users SELECT user_id, COUNT(*) AS orders FROM orders GROUP BY user_id;
            """;

    @Test
    void tellsWhatIsWrongAndHowGraveItIs() {
        TestProject project = PROJECTS.of("check", Map.of("tidewater.yaml", "name: shop\n"));
        Fault.of(project.tidewater("check", "-o", "json")).exits(2).says("has no pipelines");

        project.write("pipelines/orders.sql", SOUND);
        Launcher.Outcome sound = project.tidewater("check").exits(0);
        assertThat(sound.out()).isEqualTo("1 script: nothing found\n");
        assertThat(sound.err()).contains("the stack is down").contains("tidewater up");

        project.write("pipelines/users.sql", UPDATING);
        Launcher.Outcome text = project.tidewater("check", "--offline").exits(1);
        assertThat(text.out())
                .contains("pipelines/users.sql:19:13: error: every change of a row adds one more row to"
                        + " \"lake.shop.users\"")
                .contains("  19 | INSERT INTO lake.shop.users SELECT")
                .endsWith("2 scripts: 1 error; what a rule is about: docs/rules/updating-into-append-sink.md\n");
        assertThat(text.err()).isEmpty();

        JsonNode findings = project.tidewater("check", "pipelines/users.sql", "--offline", "-o", "json")
                .exits(1)
                .json();
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).path("rule").asText()).isEqualTo("updating-into-append-sink");
        assertThat(findings.get(0).path("level").asText()).isEqualTo("error");
        assertThat(findings.get(0).path("file").asText()).isEqualTo("pipelines/users.sql");
        assertThat(findings.get(0).path("line").asInt()).isEqualTo(19);
        assertThat(findings.get(0).path("column").asInt()).isEqualTo(13);
    }
}
