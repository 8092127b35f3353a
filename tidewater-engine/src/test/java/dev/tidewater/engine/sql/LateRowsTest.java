package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.model.Finding;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.PlanReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With Flink's planner over a lake in a folder, and the table of a topic as catalog {@code kafka} makes it. */
class LateRowsTest {
    private static final String TOPIC = """
            CREATE TABLE %s (id BIGINT, who STRING, `$key` BYTES,
              `$headers` MAP<STRING NOT NULL, BYTES> NOT NULL METADATA FROM 'headers' VIRTUAL,
              `$partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
              `$offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
              `$timestamp` TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL,
              `$rowtime` TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'rowtime' VIRTUAL,
              WATERMARK FOR `$rowtime` AS `$rowtime` - INTERVAL '5' SECOND
            ) WITH ('connector' = 'tidewater-kafka', 'kind' = '%s', 'topic' = '%s', 'key.format' = 'raw',
              'key.fields' = '$key', 'value.format' = 'tidewater-avro', 'value.tidewater-avro.url' = 'http://r:1',
              'scan.watermark.idle-timeout' = '5 s', 'scan.startup.mode' = 'earliest-offset',
              'properties.bootstrap.servers' = 'k:1', 'value.fields-include' = 'EXCEPT_KEY');
            """;

    private static final String COUNTS = """
            CREATE DATABASE IF NOT EXISTS lake.w;
            CREATE TABLE IF NOT EXISTS lake.w.counts (window_start TIMESTAMP(3), window_end TIMESTAMP(3), n BIGINT);
            """;

    private static final String COUNT =
            "INSERT INTO lake.w.counts SELECT window_start, window_end, COUNT(*) FROM %s GROUP BY window_start, window_end;";

    @TempDir
    private static Path warehouse;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(`$rowtime`), INTERVAL '10' SECOND))",
                "TUMBLE(TABLE clicks, DESCRIPTOR(`$rowtime`), INTERVAL '10' SECOND, INTERVAL '2' SECOND)",
                "TABLE(tumble(DATA => TABLE clicks, TIMECOL => DESCRIPTOR(`$rowtime`), SIZE => INTERVAL '1' MINUTE))",
                "TABLE(HOP(TABLE clicks, DESCRIPTOR(`$rowtime`), INTERVAL '5' SECOND, INTERVAL '10' SECOND))",
                "TABLE(CUMULATE(TABLE clicks, DESCRIPTOR(`$rowtime`), INTERVAL '5' SECOND, INTERVAL '10' SECOND)) AS w",
                "TABLE(SESSION(TABLE clicks, DESCRIPTOR(`$rowtime`), INTERVAL '5' SECOND))",
                "TABLE(SESSION(TABLE clicks PARTITION BY who, DESCRIPTOR(`$rowtime`), INTERVAL '5' SECOND))"
            })
    void keepsLateRowsOfEveryWindowOverATopic(String window) {
        CompiledPipeline pipeline =
                compile(TOPIC.formatted("clicks", "append", "my.clicks") + COUNTS + COUNT.formatted(window));

        assertThat(pipeline.sinks())
                .extracting(ConnectedTable::identifier)
                .containsExactly("lake.late.my_clicks", "lake.w.counts");
        assertThat(pipeline.warnings()).isEmpty();
        assertThat(readers(pipeline)).as("one reader for both ways").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMPORARY VIEW v AS SELECT id, EXTRACT(DAY FROM `$rowtime`) AS d, `$rowtime` AS t FROM clicks; "
                        + "INSERT INTO lake.w.counts SELECT window_start, window_end, COUNT(*) FROM TABLE(TUMBLE(TABLE v,"
                        + " DESCRIPTOR(t), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end",
                "CREATE TEMPORARY VIEW a (i, t) AS SELECT id, `$rowtime` FROM clicks; CREATE TEMPORARY VIEW v AS SELECT i, t"
                        + " FROM a WHERE i > 1; INSERT INTO lake.w.counts SELECT window_start, window_end, COUNT(*) FROM"
                        + " TABLE(TUMBLE(TABLE v, DESCRIPTOR(t), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end",
                "INSERT INTO lake.w.counts WITH f AS (SELECT id, `$rowtime` AS t FROM clicks WHERE id > 1) SELECT"
                        + " window_start, window_end, COUNT(*) FROM TABLE(TUMBLE(TABLE f, DESCRIPTOR(t),"
                        + " INTERVAL '1' MINUTE)) GROUP BY window_start, window_end"
            })
    void followsViewsAndSubqueriesToTheirTopic(String script) {
        CompiledPipeline pipeline =
                compile(TOPIC.formatted("clicks", "append", "clicks") + COUNTS + script.replace("; ", ";\n") + ";");

        assertThat(pipeline.sinks()).extracting(ConnectedTable::identifier).contains("lake.late.clicks");
        assertThat(pipeline.warnings()).isEmpty();
        assertThat(readers(pipeline)).isEqualTo(1);
    }

    @Test
    void warnsWhereLateRowsAreDropped() {
        CompiledPipeline pipeline = compile(TOPIC.formatted("clicks", "append", "clicks") + COUNTS
                + """
                CREATE TEMPORARY VIEW v AS SELECT id, `$rowtime` FROM clicks;
                """
                + COUNT.formatted(
                        "TABLE(HOP(TABLE v, DESCRIPTOR(`$rowtime`), INTERVAL '5' SECOND, INTERVAL '10' SECOND))"));

        assertThat(pipeline.sinks()).extracting(ConnectedTable::identifier).containsExactly("lake.w.counts");
        assertThat(pipeline.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.rule()).isEqualTo("late-rows-dropped");
            assertThat(warning.level()).isEqualTo(Finding.Level.WARN);
            assertThat(warning.message())
                    .isEqualTo(
                            "rows that come after their HOP window are dropped here, not kept: of this kind of window that is"
                                    + " done for the table of a topic only");
        });
    }

    @Test
    void tellsAViewFromATopicOfTheSameName() {
        CompiledPipeline pipeline = compile(TOPIC.formatted("clicks", "append", "v") + COUNTS
                + "CREATE TEMPORARY VIEW v AS SELECT id, `$rowtime` FROM clicks;\n"
                + COUNT.formatted("TABLE(TUMBLE(TABLE v, DESCRIPTOR(`$rowtime`), INTERVAL '10' SECOND))"));

        assertThat(pipeline.sinks()).extracting(ConnectedTable::identifier).contains("lake.late.v");
    }

    @Test
    void leavesOtherReadersOfATopicAllOfItsRows() {
        CompiledPipeline pipeline = compile(TOPIC.formatted("clicks", "append", "clicks") + COUNTS
                + "CREATE TABLE IF NOT EXISTS lake.w.all_clicks (id BIGINT);\n"
                + "CREATE TEMPORARY VIEW v AS SELECT id, `$rowtime` FROM clicks;\n"
                + COUNT.formatted("TABLE(TUMBLE(TABLE v, DESCRIPTOR(`$rowtime`), INTERVAL '10' SECOND))")
                + "\nINSERT INTO lake.w.all_clicks SELECT id FROM v;");

        assertThat(pipeline.sources())
                .extracting(ConnectedTable::identifier)
                .containsExactly(
                        "default_catalog.default_database.clicks",
                        "default_catalog.default_database.clicks$in_time_1",
                        "default_catalog.default_database.clicks$late_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void judgesOnceForAllWindowsOfOneKind(String reuse) {
        CompiledPipeline pipeline = compile("SET 'table.optimizer.reuse-source-enabled' = '" + reuse + "';\n"
                + TOPIC.formatted("clicks", "append", "clicks") + COUNTS
                + COUNT.formatted("TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(`$rowtime`), INTERVAL '10' SECOND))")
                + "\nCREATE TABLE IF NOT EXISTS lake.w.users (window_end TIMESTAMP(3), who STRING);\n"
                + "INSERT INTO lake.w.users SELECT window_end, MAX(who) FROM TABLE(TUMBLE(TABLE clicks,"
                + " DESCRIPTOR(`$rowtime`), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;");

        assertThat(readers(pipeline)).isEqualTo(1);
    }

    @Test
    void leavesTablesOfTheScriptsOwnAlone() {
        CompiledPipeline pipeline =
                compile("""
                CREATE TABLE t (id BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');
                """ + COUNTS + COUNT.formatted("TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '10' SECOND))"));

        assertThat(pipeline.sinks()).extracting(ConnectedTable::identifier).containsExactly("lake.w.counts");
        assertThat(pipeline.warnings()).isEmpty();
    }

    private static long readers(CompiledPipeline pipeline) {
        return Session.inFlink(() -> {
            String job = Session.streaming(FolderLake.session(warehouse), UserClasses.none())
                    .loadPlan(PlanReference.fromJsonString(pipeline.plan()))
                    .explain(ExplainDetail.JSON_EXECUTION_PLAN);
            return Pattern.compile("\"type\" : \"Source: topic ")
                    .matcher(job)
                    .results()
                    .count();
        });
    }

    private static CompiledPipeline compile(String script) {
        SessionConfig config = FolderLake.session(warehouse);
        return new PipelineCompiler(config, new HostMapping(Map.of())).compile("p", SqlScript.parse("p.sql", script));
    }
}
