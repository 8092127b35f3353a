package dev.tidewater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectLoaderTest {
    @TempDir
    Path dir;

    @Test
    void hasTheDocumentedDefaultsWithoutAConfigurationFile() throws IOException {
        write("revenue.sql", "SELECT 1;");

        Project project = ProjectLoader.load(dir);

        assertThat(project.name()).isEqualTo(dir.getFileName().toString());
        assertThat(project.root()).isEqualTo(dir.toAbsolutePath().normalize());
        assertThat(project.pipelines()).extracting(Pipeline::name).containsExactly("revenue");
        Configuration configuration = project.configuration();
        assertThat(configuration).isEqualTo(Configuration.defaults(project.name()));
        assertThat(configuration.target()).isEqualTo("local");
        assertThat(configuration.parallelism()).isEqualTo(1);
        assertThat(configuration.checkpoint().interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(configuration.sql()).isEmpty();
        LocalSettings local = configuration.local();
        assertThat(local.hosts()).isEmpty();
        assertThat(local.memory().taskManager()).isEqualTo(MemorySize.parse("1600m"));
        assertThat(local.memory().jobManager()).isEqualTo(MemorySize.parse("576m"));
        assertThat(local.slots()).isEqualTo(16);
        assertThat(local.ports()).isEmpty();
    }

    @Test
    void readsEveryKey() throws IOException {
        Configuration configuration = load("""
                name: shop
                target: local
                parallelism: 2
                checkpoint:
                  interval: 500ms
                sql:
                  table.local-time-zone: UTC
                  table:
                    exec.state.ttl: 1 d
                  table.exec.mini-batch.enabled: true
                local:
                  hosts:
                    kafka:9092: kafka
                    schema-registry:8081: schema-registry
                    minio:9000: s3
                    rest:8181: catalog
                  memory: {taskmanager: 1g, jobmanager: 600m}
                  slots: 4
                  ports:
                    kafka: 9092
                    schema-registry: 8081
                    s3: 9000
                    catalog: 8181
                    flink: 8082
                """);

        assertThat(configuration.name()).isEqualTo("shop");
        assertThat(configuration.parallelism()).isEqualTo(2);
        assertThat(configuration.checkpoint().interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(configuration.sql())
                .containsExactly(
                        Map.entry("table.local-time-zone", "UTC"),
                        Map.entry("table.exec.state.ttl", "1 d"),
                        Map.entry("table.exec.mini-batch.enabled", "true"));
        assertThat(configuration.local().hosts())
                .containsExactly(
                        Map.entry(HostPort.parse("kafka:9092"), StackService.KAFKA),
                        Map.entry(HostPort.parse("schema-registry:8081"), StackService.SCHEMA_REGISTRY),
                        Map.entry(HostPort.parse("minio:9000"), StackService.S3),
                        Map.entry(HostPort.parse("rest:8181"), StackService.CATALOG));
        assertThat(configuration.local().memory())
                .isEqualTo(new LocalMemory(MemorySize.ofMebibytes(1024), MemorySize.ofMebibytes(600)));
        assertThat(configuration.local().slots()).isEqualTo(4);
        assertThat(configuration.local().ports())
                .containsEntry(StackService.FLINK, new Port(8082))
                .hasSize(5);
    }

    @Test
    void takesDottedKeysAsWellAsNestedOnes() throws IOException {
        Configuration configuration = load("checkpoint.interval: 5s\nsql.table.local-time-zone: UTC\n");

        assertThat(configuration.checkpoint().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.sql()).containsEntry("table.local-time-zone", "UTC");
    }

    @Test
    void takesAnEmptyFileAndEmptySections() throws IOException {
        assertThat(load("")).isEqualTo(load("# nothing yet\n")).isEqualTo(load("local:\nsql:\n"));
    }

    @Test
    void sortsPipelinesByNameAndSkipsOtherFiles() throws IOException {
        write("tidewater.yaml", "name: shop");
        write("pipelines/sessions.sql", "");
        write("pipelines/revenue.sql", "");
        write("pipelines/notes.md", "");
        write("pipelines/.hidden.sql", "");
        write("beside.sql", "");

        Project project = ProjectLoader.load(dir);

        assertThat(project.pipelines()).extracting(Pipeline::name).containsExactly("revenue", "sessions");
        assertThat(project.pipeline("revenue").orElseThrow().file()).isEqualTo(dir.resolve("pipelines/revenue.sql"));
    }

    @Test
    void aProjectNeedsNoPipelines() throws IOException {
        write("tidewater.yaml", "name: shop");
        assertThat(ProjectLoader.load(dir).pipelines()).isEmpty();
    }

    @Test
    void theFileOfTheTargetOverlaysKeyByKey() throws IOException {
        write("tidewater.yaml", """
                target: staging
                parallelism: 2
                sql: {a.b: one, c.d: two}
                """);
        write("tidewater.staging.yaml", """
                parallelism: 8
                sql: {a.b: other}
                """);
        write("tidewater.prod.yaml", "parallelism: 32");

        Configuration staging = ProjectLoader.load(dir).configuration();
        Configuration prod = ProjectLoader.load(dir, "prod").configuration();

        assertThat(staging.target()).isEqualTo("staging");
        assertThat(staging.parallelism()).isEqualTo(8);
        assertThat(staging.sql()).containsExactly(Map.entry("a.b", "other"), Map.entry("c.d", "two"));
        assertThat(prod.target()).isEqualTo("prod");
        assertThat(prod.parallelism()).isEqualTo(32);
    }

    @Test
    void theFileOfATargetCannotChooseTheTarget() throws IOException {
        write("tidewater.local.yaml", "target: prod");
        write("a.sql", "");

        assertThat(faults())
                .containsExactly(fault(
                        "config-value",
                        "tidewater.local.yaml",
                        1,
                        1,
                        "the file of a target cannot choose the target",
                        "say it in tidewater.yaml"));
    }

    @Test
    void putsEnvironmentVariablesIn() throws IOException {
        write("tidewater.yaml", """
                name: ${NAME}
                parallelism: ${PARALLEL:-3}
                sql:
                  a: "${USER_NAME}:${PASSWORD:-}@x"
                  b: $${NAME}
                  c: ${EMPTY:-full}
                  d: 5$
                """);

        Configuration configuration = ProjectLoader.withEnvironment(
                        Map.of("NAME", "shop", "USER_NAME", "me$1", "EMPTY", ""))
                .project(dir)
                .configuration();

        assertThat(configuration.name()).isEqualTo("shop");
        assertThat(configuration.parallelism()).isEqualTo(3);
        assertThat(configuration.sql())
                .containsExactly(
                        Map.entry("a", "me$1:@x"),
                        Map.entry("b", "${NAME}"),
                        Map.entry("c", "full"),
                        Map.entry("d", "5$"));
    }

    @Test
    void reportsVariablesThatAreNotSetOrNotWellFormed() throws IOException {
        write("tidewater.yaml", "name: ${TIDE_NAME}\nsql:\n  key: 'x ${no-name}'\n");

        assertThat(faults())
                .containsExactly(
                        fault(
                                "config-variable",
                                "tidewater.yaml",
                                1,
                                7,
                                "key \"name\": environment variable \"TIDE_NAME\" is not set",
                                "set it: export TIDE_NAME=…, or give a default: ${TIDE_NAME:-…}"),
                        fault(
                                "config-variable",
                                "tidewater.yaml",
                                3,
                                8,
                                "key \"sql.key\": \"${\" does not begin a reference to a variable",
                                "write ${NAME} or ${NAME:-default}, or $${ for the characters themselves"));
    }

    @Test
    void reportsEveryFaultNotTheFirst() throws IOException {
        write("tidewater.yaml", """
                name: shop
                paralelism: 2
                checkpoint:
                  interval: 2 lightyears
                interval: 3s
                colour: blue
                local:
                  port:
                    kafka: 1
                  hosts:
                    kafka: kafka
                    minio:9000: s33
                    rest:8181: flink
                  memory:
                    taskmanager: 10m
                  slots: none
                  ports:
                    kafka: 70000
                    s3: 9000
                    catalog: 9000
                """);

        TidewaterException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(refusal).hasMessage(dir.resolve("tidewater.yaml") + " has 12 faults");
        assertThat(refusal.hint()).isEqualTo("docs/reference/configuration.md lists every key");
        assertThat(refusal.findings())
                .extracting(f -> f.line() + ":" + f.column() + " " + f.rule() + ": " + f.message() + " / " + f.hint())
                .containsExactly(
                        "2:1 config-unknown-key: unknown key \"paralelism\" / did you mean \"parallelism\"?",
                        "4:13 config-value: key \"checkpoint.interval\": \"2 lightyears\" is not a duration / write a"
                                + " duration such as 500ms, 2s, 1min or 1h",
                        "5:1 config-unknown-key: unknown key \"interval\" / did you mean \"checkpoint.interval\"?",
                        "6:1 config-unknown-key: unknown key \"colour\" / known here: name, target, parallelism,"
                                + " checkpoint, sql, local",
                        "8:3 config-unknown-key: unknown key \"local.port\" / did you mean \"local.ports\"?",
                        "11:5 config-value: key \"local.hosts.kafka\": \"kafka\" is not a host and a port / write a host"
                                + " and a port such as kafka:9092",
                        "12:17 config-value: key \"local.hosts.minio:9000\": \"s33\" is not a service with an address /"
                                + " did you mean \"s3\"? write one of kafka, schema-registry, s3, catalog",
                        "13:16 config-value: key \"local.hosts.rest:8181\": \"flink\" is not a service with an address /"
                                + " write one of kafka, schema-registry, s3, catalog",
                        "15:18 config-value: key \"local.memory.taskmanager\": \"10m\" is less than 128m / write a"
                                + " memory size such as 512m or 1g, at least 128m",
                        "16:10 config-value: key \"local.slots\": \"none\" is not a whole number from 1 / write a whole"
                                + " number from 1",
                        "18:12 config-value: key \"local.ports.kafka\": 70000 is not a port between 1 and 65535 / write"
                                + " a port between 1 and 65535",
                        "20:14 config-value: key \"local.ports.catalog\": port 9000 is already given to"
                                + " \"local.ports.s3\" / give each service its own, or remove the line to have one"
                                + " chosen");
    }

    @Test
    void reportsWrongShapes() throws IOException {
        write("tidewater.yaml", """
                name: [a, b]
                parallelism: {x: 1}
                checkpoint: 2s
                sql: UTC
                local.slots:
                local:
                  hosts: [kafka]
                """);

        assertThat(faults())
                .extracting(f -> f.line() + ":" + f.column() + " " + f.message() + " / " + f.hint())
                .containsExactly(
                        "1:7 key \"name\" takes one value, not a list / write one value",
                        "2:14 key \"parallelism\" takes one value, not a map / write one value",
                        "3:13 key \"checkpoint\" takes no value of its own / nest under it: interval",
                        "4:6 key \"sql\" takes a map, not a single value / nest under it lines such as: text: text",
                        "5:13 key \"local.slots\" has no value / give it one, or remove the line",
                        "7:10 key \"local.hosts\" takes a map, not a list / nest under it lines such as: host:port:"
                                + " service");
    }

    @Test
    void reportsAKeyThatStandsTwice() throws IOException {
        write("tidewater.yaml", "checkpoint.interval: 2s\nparallelism: 1\ncheckpoint:\n  interval: 3s\n");

        assertThat(faults())
                .containsExactly(fault(
                        "config-duplicate-key",
                        "tidewater.yaml",
                        4,
                        3,
                        "key \"checkpoint.interval\" stands here a second time",
                        "remove one of them; the first is in line 1"));
    }

    @Test
    void reportsWhatIsNotYamlWithItsLine() throws IOException {
        write("tidewater.yaml", "name: shop\nsql:\n  a: 'open\n");
        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("config-syntax");
            assertThat(fault.line()).isEqualTo(4);
            assertThat(fault.message()).startsWith("this is not YAML: ").doesNotContain("snakeyaml");
        });

        write("tidewater.yaml", "name: shop\nlocal:\n\tslots: 3\n");
        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(3);
            assertThat(fault.hint()).isEqualTo("indent with spaces, YAML takes no tabs");
        });

        write("tidewater.yaml", "- a\n- b\n");
        assertThat(faults()).extracting(Finding::message).containsExactly("a configuration file holds keys and values");

        write("tidewater.yaml", "name: a\n---\nname: b\n");
        assertThat(faults()).extracting(Finding::rule).containsExactly("config-syntax");

        write("tidewater.yaml", "sql: &a\n  x: *a\n");
        assertThat(faults()).hasSize(1);
    }

    @Test
    void reportsAFileThatIsNotText() throws IOException {
        Files.write(dir.resolve("tidewater.yaml"), new byte[] {'n', (byte) 0xff, (byte) 0xfe, 0, 1});
        assertThat(faults()).extracting(Finding::message).containsExactly("this is not text in UTF-8");

        Files.write(dir.resolve("tidewater.yaml"), new byte[] {'n', ':', ' ', 0, 1});
        assertThat(faults()).extracting(Finding::rule).containsExactly("config-syntax");
    }

    @Test
    void refusesAFolderThatIsNoProject() throws IOException {
        assertThat(refusal())
                .hasMessage("folder \"" + dir + "\" is not a project: it holds neither tidewater.yaml nor a .sql file");
        assertThat(refusal().hint())
                .isEqualTo(
                        "name a project with --project DIR, put a .sql file into this folder, or write a new project:"
                                + " tidewater init DIR");

        write("tidewater.yml", "name: x");
        assertThat(refusal())
                .hasMessage("folder \"" + dir + "\" holds tidewater.yml, and it must be called tidewater.yaml");
    }

    @Test
    void refusesAFolderThatDoesNotExistOrIsAFile() throws IOException {
        write("file", "");
        TidewaterException missing = refusal(dir.resolve("nowhere"));
        TidewaterException file = refusal(dir.resolve("file"));

        assertThat(missing).hasMessage("folder \"" + dir.resolve("nowhere") + "\" does not exist");
        assertThat(missing.code().exitCode()).isEqualTo(2);
        assertThat(file).hasMessage("\"" + dir.resolve("file") + "\" is a file, and a project is a folder");
    }

    @Test
    void refusesAConfigurationThatCannotBeRead() throws IOException {
        Files.createDirectory(dir.resolve("tidewater.yaml"));
        assertThat(refusal()).hasMessage("file \"" + dir.resolve("tidewater.yaml") + "\" cannot be read");
    }

    private Configuration load(String yaml) throws IOException {
        write("tidewater.yaml", yaml);
        return ProjectLoader.load(dir).configuration();
    }

    private List<Finding> faults() {
        return refusal().findings();
    }

    private TidewaterException refusal() {
        return refusal(dir);
    }

    private static TidewaterException refusal(Path folder) {
        return catchThrowableOfType(TidewaterException.class, () -> ProjectLoader.load(folder));
    }

    private Finding fault(String rule, String file, int line, int column, String message, String hint) {
        return new Finding(rule, Finding.Level.ERROR, dir.resolve(file).toString(), line, column, message, hint);
    }

    private void write(String file, String text) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
