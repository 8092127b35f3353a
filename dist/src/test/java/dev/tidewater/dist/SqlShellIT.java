package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.produce.ProduceRequest;
import dev.tidewater.engine.produce.ValueEncoding.Avro;
import dev.tidewater.engine.produce.ValueEncoding.SchemaSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shell without a keyboard, and the list of topics: what scripts are made of. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class SqlShellIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String SCHEMA = """
            {"type": "record", "name": "Order", "fields": [
              {"name": "id", "type": "long"},
              {"name": "amount", "type": "double"}]}
            """;

    private static final String SCRIPT = """
            -- A compacted topic; a semicolon; here.
            CREATE TABLE kafka.topics.stock (
              sku STRING, amount INT, PRIMARY KEY (sku) NOT ENFORCED) WITH ('partitions' = '2');
            INSERT INTO stock VALUES ('a;b', 1), ('c', 2);
            INSERT INTO kafka.topics.stock VALUES ('c', 3);
            SELECT sku, amount FROM stock;
            ALTER TABLE stock SET ('watermark.tolerance' = '10 s');
            CREATE DATABASE shop;
            USE shop;
            CREATE TABLE copies (id BIGINT, amount DOUBLE);
            CREATE TEMPORARY VIEW dear AS SELECT id, amount FROM orders WHERE amount > 1;
            INSERT INTO copies SELECT * FROM dear;
            SELECT id FROM copies ORDER BY id DESC;
            SHOW TABLES IN kafka.topics;
            DROP TABLE kafka.topics.stock;
            """;

    private static final String PIPELINE = """
            CREATE TABLE IF NOT EXISTS lake.shop.sums (id BIGINT, amount DOUBLE);
            INSERT INTO lake.shop.sums SELECT id, amount FROM orders;
            """;

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    private static TestProject project;

    @BeforeAll
    static void up() {
        project = PROJECTS.of("sql-shell", SmallProject.files());
        project.up();
        project.produce(ProduceRequest.of("orders", project.write("orders.jsonl", """
                        {"id": 1, "amount": 0.5}
                        {"id": 2, "amount": 1.5}
                        {"id": 3, "amount": 2.5}
                        """))
                .withValue(new Avro(new SchemaSource.OfFile(project.write("order.avsc", SCHEMA)))));
    }

    @Test
    void whatIsTypedOnceIsDoneFromTheFirstStatementToTheLast() {
        project.write("stock.sql", SCRIPT);

        List<JsonNode> answers = lines(project.tidewater("sql", "-f", "stock.sql", "-o", "json"));

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0))
                .extracting(JsonNode::toString)
                .containsExactlyInAnyOrder("{\"sku\":\"a;b\",\"amount\":1}", "{\"sku\":\"c\",\"amount\":3}");
        assertThat(answers.get(1).toString()).isEqualTo("[{\"id\":3},{\"id\":2}]");
        assertThat(answers.get(2).toString()).contains("orders", "stock");

        assertThat(project.tidewater("sql", "-c", "SELECT COUNT(*) AS n FROM orders; SHOW TABLES IN lake.shop")
                        .exits(0)
                        .out())
                .contains("n\n3\n(1 row, ", "copies");
        topicsTellWhoReadsThem();
    }

    /** After the script, which makes the database that the pipeline writes to. */
    private static void topicsTellWhoReadsThem() {
        project.write("pipelines/sums.sql", PIPELINE);
        project.tidewater("run", "pipelines/sums.sql").exits(0);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(project.tidewater("topics", "-o", "json")
                                .exits(0)
                                .json()
                                .toString())
                        .isEqualTo("[{\"name\":\"orders\",\"partitions\":1,\"rows\":3,"
                                + "\"schema\":{\"type\":\"avro\",\"version\":1},"
                                + "\"readers\":[{\"pipeline\":\"sums\",\"state\":\"running\",\"lag\":0}],"
                                + "\"writers\":[],\"dead\":0,\"late\":0}]"));
        assertThat(project.tidewater("topics", "orders").exits(0).out())
                .startsWith("topic \"orders\", 1 partition, append")
                .contains("amount      DOUBLE", "read by     sums (0 behind)");
        assertThat(project.tidewater("topics", "order").exits(1).err()).contains("did you mean \"orders\"?");
    }

    @Test
    void anErrorEndsTheScriptAndPointsIntoIt() {
        project.write("broken.sql", "SELECT 1 AS n;\nSELECT idd FROM orders;\nSELECT 2;\n");

        Launcher.Outcome outcome = project.tidewater("sql", "-f", "broken.sql").exits(1);

        assertThat(outcome.out()).startsWith("n\n1\n(1 row, ").hasLineCount(3);
        assertThat(outcome.err()).contains("""
                broken.sql:2:8: error: column "idd" is in none of the tables [sql-name]
                  2 | SELECT idd FROM orders;
                    |        ^
                """);
    }

    @Test
    void rowsThatGoOnComeUntilThereAreEnough() {
        Launcher.Outcome outcome =
                project.tidewater("sql", "--streaming", "--limit", "2", "-o", "json", "-c", "SELECT id FROM orders");

        assertThat(outcome.exits(0).out()).isEqualTo("{\"id\":1}\n{\"id\":2}\n");
    }

    /** A view is known to the stream that it was made in, and to the batch that INSERT is. */
    @Test
    void whatIsTemporaryIsThereInEveryMode() {
        Launcher.Outcome outcome = project.tidewater("sql", "--streaming", "-o", "json", "-c", """
                CREATE TEMPORARY VIEW numbers AS SELECT id FROM orders;
                CREATE TABLE kafka.topics.ids (id BIGINT);
                INSERT INTO ids SELECT id FROM numbers;
                SET 'execution.runtime-mode' = 'batch';
                SELECT COUNT(*) AS n FROM ids;
                DROP TABLE kafka.topics.ids
                """);

        assertThat(outcome.exits(0).out()).isEqualTo("[{\"n\":3}]\n");
    }

    private static List<JsonNode> lines(Launcher.Outcome outcome) {
        return outcome.exits(0).out().lines().map(Json::tree).toList();
    }
}
