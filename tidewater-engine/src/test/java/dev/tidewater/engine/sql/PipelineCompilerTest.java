package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With Flink's planner over a lake in a folder; nothing is run. */
class PipelineCompilerTest {
    @TempDir
    private static Path warehouse;

    private static final String TWO_COLUMNS = """
            CREATE TABLE numbers (n INT, s STRING)
            WITH ('connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:1', 'format' = 'json');
            CREATE DATABASE IF NOT EXISTS lake.small;
            CREATE TABLE IF NOT EXISTS lake.small.two (n INT, s STRING);
            """;

    @Test
    void refusesInsertsIntoOneTableWhoseSinksWouldHaveTheSameIds() {
        Finding finding = refusal(TWO_COLUMNS
                + "INSERT INTO lake.small.two (n) SELECT n FROM numbers;\n"
                + "INSERT INTO lake.small.two SELECT n, s FROM numbers;\n");

        assertThat(finding.line()).isEqualTo(6);
        assertThat(finding.message())
                .isEqualTo(
                        "several INSERTs write to table \"lake.small.two\", each other columns or with other options,"
                                + " and their sinks could not be told apart in a savepoint");
        assertThat(finding.hint()).endsWith("INSERT INTO lake.small.two /*+ OPTIONS('uid-suffix' = 'second') */ ...");
    }

    @Test
    void takesInsertsIntoOneTableThatCanBeToldApart() {
        assertThat(compile(
                                TWO_COLUMNS
                                        + "INSERT INTO lake.small.two SELECT n, s FROM numbers;\n"
                                        + "INSERT INTO lake.small.two SELECT n + 1, s FROM numbers;\n"
                                        + "INSERT INTO lake.small.two /*+ OPTIONS('uid-suffix' = 'b') */ (n) SELECT n FROM numbers;\n")
                        .sinks())
                .extracting(ConnectedTable::identifier)
                .containsExactly("lake.small.two");
    }

    /** The lake table has the last part of its name in common with the one whose option is missing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'properties.bootstrap.servers' = 'k:1', 'format' = 'json' | topic | 'topic' = 'orders'",
                "'topic' = 't', 'format' = 'json' | properties.bootstrap.servers | 'properties.bootstrap.servers' ="
                        + " 'kafka:9092'",
                "'topic' = 't', 'properties.bootstrap.servers' = 'k:1' | format | 'format' = 'json'",
                "'topic' = 't', 'properties.bootstrap.servers' = 'k:1', 'format' = 'avro-confluent' | avro-confluent.url |"
                        + " 'avro-confluent.url' = 'http://schema-registry:8081'",
                "'topic' = 't', 'properties.bootstrap.servers' = 'k:1', 'format' = 'json', 'scan.startup.mode' = 'timestamp'"
                        + " | scan.startup.timestamp-millis | 'scan.startup.timestamp-millis' = '1767225600000'"
            })
    void reportsAMissingOptionWhereTheTableIsCreated(String options, String missing, String example) {
        Finding finding = refusal("""
                CREATE TABLE numbers (n INT)
                WITH ('connector' = 'kafka', %s);
                CREATE DATABASE IF NOT EXISTS lake.small;
                CREATE TABLE IF NOT EXISTS lake.small.numbers (n INT);
                INSERT INTO lake.small.numbers SELECT n FROM numbers;
                """.formatted(options));

        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.column()).isEqualTo(1);
        assertThat(finding.message()).isEqualTo("table \"numbers\" lacks the option \"" + missing + "\"");
        assertThat(finding.hint()).isEqualTo("add to its WITH: " + example);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'connector' = 'upsert-kafka', 'key.format' = 'json', 'value.format' = 'json' | topic",
                "'connector' = 'kafka', 'topic' = 't', 'format' = 'json', 'sink.delivery-guarantee' = 'exactly-once' |"
                        + " sink.transactional-id-prefix"
            })
    void reportsAMissingOptionOfATableThatIsWrittenWhereItIsCreated(String options, String missing) {
        String key = options.contains("upsert") ? ", PRIMARY KEY (n) NOT ENFORCED" : "";
        Finding finding = refusal("""
                CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen');
                CREATE TABLE results (n INT%s)
                WITH ('properties.bootstrap.servers' = 'k:1', %s);
                INSERT INTO results SELECT n FROM numbers;
                """.formatted(key, options));

        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.message()).isEqualTo("table \"results\" lacks the option \"" + missing + "\"");
    }

    private static Finding refusal(String script) {
        return catchThrowableOfType(TidewaterException.class, () -> compile(script))
                .findings()
                .get(0);
    }

    private static CompiledPipeline compile(String script) {
        SessionConfig config = FolderLake.session(warehouse);
        return new PipelineCompiler(config, new HostMapping(Map.of())).compile("p", SqlScript.parse("p.sql", script));
    }
}
