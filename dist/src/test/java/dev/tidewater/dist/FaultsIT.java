package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong while a stack is up: one clear message each, and nothing half-started left behind. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class FaultsIT {
    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    private static TestProject project;

    @BeforeAll
    static void up() {
        project = PROJECTS.of("faults", SmallProject.files());
        project.up();
        SmallProject.produce(project, "numbers", 1, 3);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(project.tidewater("ps", "-o", "json").exits(0).json()).isEmpty();
        assertThat(project.tidewater("query", "SHOW DATABASES", "-o", "json")
                        .exits(0)
                        .json()
                        .toString())
                .doesNotContain("small");
    }

    @Test
    void aScriptThatDoesNotParse() {
        project.write("pipelines/broken.sql", SmallProject.script("numbers").replace("SELECT n FROM", "SELECT n FORM"));

        run("broken")
                .exits(1)
                .finds("pipelines/broken.sql", 13, 46, "numbers")
                .points(13, "INSERT INTO lake.small.numbers SELECT n FORM numbers;", "numbers;");
    }

    @Test
    void aTableThatDoesNotExist() {
        project.write("pipelines/table.sql", SmallProject.script("numbers").replace("FROM numbers", "FROM numers"));

        run("table")
                .exits(1)
                .finds("pipelines/table.sql", 13, 46, "\"numers\"")
                .points(13, "INSERT INTO lake.small.numbers SELECT n FROM numers;", "numers;");
    }

    @Test
    void aColumnThatDoesNotExist() {
        project.write("pipelines/column.sql", SmallProject.script("numbers").replace("SELECT n ", "SELECT m "));

        run("column")
                .exits(1)
                .finds("pipelines/column.sql", 13, 39, "\"m\"")
                .points(13, "INSERT INTO lake.small.numbers SELECT m FROM numbers;", "m FROM");
    }

    @Test
    void aTableWithoutItsTopic() {
        project.write("pipelines/option.sql", SmallProject.script("numbers").replace("  'topic' = 'numbers',\n", ""));

        run("option")
                .exits(1)
                .finds("pipelines/option.sql", 1, 30, "table \"numbers\" lacks the option \"topic\"")
                .points(1, "CREATE TABLE numbers (n INT) WITH (", "WITH (");
    }

    @Test
    void anOptionOfTheCommandLineWithoutItsValue() {
        Fault.of(project.tidewater("query", "SELECT 1", "-o", "json", "--limit"))
                .exits(2)
                .says("--limit")
                .hints("tidewater query --help");
    }

    @Test
    void aScriptThatIsNotThere() {
        run("missing").exits(2).says("\"pipelines/missing.sql\" does not exist").hints("tidewater run ");
    }

    @Test
    void aTopicThatDoesNotExist() {
        project.write("pipelines/topic.sql", SmallProject.script("numbrs"));

        run("topic")
                .exits(1)
                .says("topic \"numbrs\" does not exist; did you mean \"numbers\"?")
                .hints("write 'topic' = 'numbers' in the script");
    }

    @Test
    void aBrokerThatIsNotMapped() {
        project.write("pipelines/broker.sql", SmallProject.script("numbers").replace("kafka:9092", "127.0.0.1:1"));

        run("broker")
                .exits(3)
                .says("no Kafka broker answers at \"127.0.0.1:1\"")
                .hints("local: hosts: {\"127.0.0.1:1\": kafka}");
    }

    @Test
    void aBrokerWhoseNameNobodyKnows() {
        project.write(
                "pipelines/name.sql", SmallProject.script("numbers").replace("kafka:9092", "broker.invalid:9092"));

        run("name")
                .exits(3)
                .says("no Kafka broker answers at \"broker.invalid:9092\"")
                .hints("local: hosts: {\"broker.invalid:9092\": kafka}");
    }

    @Test
    void twoScriptsOfWhichOneIsBroken() {
        project.write("pipelines/right.sql", SmallProject.script("numbers"));
        project.write("pipelines/wrong.sql", SmallProject.script("numbers").replace("SELECT n ", "SELECT m "));

        Fault.of(project.tidewater("run", "pipelines/right.sql", "pipelines/wrong.sql", "-o", "json"))
                .exits(1)
                .finds("pipelines/wrong.sql", 13, 39, "\"m\"");
    }

    @Test
    void aQueryOfATableThatDoesNotExist() {
        Fault.of(project.tidewater("query", "SELECT * FROM nowhere.nothing", "-o", "json"))
                .exits(1)
                .finds("query", 1, 15, "\"nowhere.nothing\" does not exist");
    }

    @Test
    void aPipelineToStopThatDoesNotExist() {
        Fault.of(project.tidewater("stop", "nobody", "-o", "json"))
                .exits(1)
                .says("pipeline \"nobody\" does not exist")
                .hints("tidewater ps");
    }

    @Test
    void aServiceKilledByHand() {
        ProcessHandle killed = project.process("registry");
        Processes.kill(List.of(killed));

        Launcher.Outcome status = project.tidewater("status", "-o", "json").exits(1);
        assertThat(status.json().path("phase").asText()).isEqualToIgnoringCase("degraded");
        JsonNode registry = project.awaitReturn("registry", killed.pid());

        assertThat(registry.path("restarts").asInt()).isEqualTo(1);
        assertThat(project.tidewater("status", "-o", "json")
                        .exits(0)
                        .json()
                        .path("phase")
                        .asText())
                .isEqualToIgnoringCase("ready");
    }

    private static Fault run(String pipeline) {
        return Fault.of(project.tidewater("run", "pipelines/" + pipeline + ".sql", "-o", "json"));
    }
}
