package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.PlanReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With Flink's planner over a lake in a folder. */
class ShortPlanTest {
    private static final String TABLES = """
            CREATE TABLE clicks (id BIGINT NOT NULL, who STRING NOT NULL, ts TIMESTAMP_LTZ(3) NOT NULL, price DECIMAL(10, 2) NOT
                NULL, `$rowtime` TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'rowtime' VIRTUAL,
                WATERMARK FOR `$rowtime` AS `$rowtime` - INTERVAL '5' SECOND)
            WITH ('connector' = 'tidewater-kafka', 'topic' = 'clicks', 'properties.bootstrap.servers' = '127.0.0.1:1',
                'value.format' = 'json', 'scan.startup.mode' = 'earliest-offset');
            CREATE TABLE n (n BIGINT NOT NULL, s STRING NOT NULL, ts TIMESTAMP_LTZ(3) NOT NULL) WITH ('connector' = 'datagen');
            CREATE TABLE nowhere (id BIGINT, who STRING, ts TIMESTAMP_LTZ(6), price DECIMAL(10, 2))
            WITH ('connector' = 'blackhole');
            CREATE TABLE same (n BIGINT, s STRING) WITH ('connector' = 'blackhole');
            CREATE TABLE keyed (n BIGINT, s STRING, PRIMARY KEY (n) NOT ENFORCED) WITH ('connector' = 'blackhole');
            CREATE TABLE file (n BIGINT, s STRING) WITH ('connector' = 'filesystem', 'path' = '/tmp/none', 'format' = 'csv');
            CREATE DATABASE IF NOT EXISTS lake.d;
            CREATE TABLE IF NOT EXISTS lake.d.t (id BIGINT, who STRING, ts TIMESTAMP_LTZ(6), price DECIMAL(10, 2));
            """;

    private static final String MIRROR = "INSERT INTO lake.d.t SELECT id, who, ts, price FROM clicks;";

    @TempDir
    private static Path warehouse;

    @Test
    void givesATableTheRowsOfItsTopicAsTheyAreDecoded() {
        String plan = compiled(MIRROR);
        assertThat(kinds(plan)).containsSubsequence("table-source-scan", "calc", "sink");

        String shorter = ShortPlan.of(plan);

        assertThat(kinds(shorter)).containsExactly("table-source-scan", "sink");
        JsonNode scan = node(shorter, "scanTableSource");
        String row = "ROW<`id` BIGINT NOT NULL, `who` VARCHAR(2147483647) NOT NULL,"
                + " `ts` TIMESTAMP(6) WITH LOCAL TIME ZONE NOT NULL, `price` DECIMAL(10, 2) NOT NULL";
        String time = ", `$rowtime` TIMESTAMP(3) WITH LOCAL TIME ZONE NOT NULL>";
        assertThat(scan.path("outputType").asText()).isEqualTo(row + time);
        assertThat(scan.findValuesAsText("producedType"))
                .as("the types that its rows are sent with")
                .containsExactly(row + time + " NOT NULL", row + time + " NOT NULL");
    }

    @Test
    void isAPlanThatFlinkTakes() {
        String graph = Session.inFlink(() -> Session.streaming(FolderLake.session(warehouse), UserClasses.none())
                .loadPlan(PlanReference.fromJsonString(ShortPlan.of(compiled(MIRROR))))
                .explain(ExplainDetail.JSON_EXECUTION_PLAN));

        assertThat(graph).contains("\"type\" : \"Source: topic clicks");
        assertThat(graph).doesNotContain("ts AS TIMESTAMP_WITH_LOCAL_TIME_ZONE(6)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "INSERT INTO same SELECT n, s FROM n | table-source-scan, sink",
                // Rows of others are made in the precision that they say.
                "INSERT INTO nowhere (id, who, ts) SELECT n, s, ts FROM n | table-source-scan, calc, sink",
                "INSERT INTO same SELECT n, s FROM n WHERE n > 1 | table-source-scan, calc, sink",
                "INSERT INTO same SELECT n + 1, s FROM n | table-source-scan, calc, sink",
                "INSERT INTO same SELECT CAST(s AS BIGINT), s FROM n | table-source-scan, calc, sink",
                "INSERT INTO file SELECT n, s FROM n | table-source-scan, calc, sink",
                // The sink would take the watermark's column for the time of its records.
                "CREATE TABLE m (n BIGINT NOT NULL, s STRING NOT NULL, ts TIMESTAMP_LTZ(3) NOT NULL, WATERMARK FOR ts AS ts)"
                        + " WITH ('connector' = 'datagen'); INSERT INTO same SELECT n, s FROM m |"
                        + " table-source-scan, watermark-assigner, calc, sink",
                "INSERT INTO keyed SELECT COUNT(*), s FROM n GROUP BY s |"
                        + " table-source-scan, calc, exchange, group-aggregate, calc, sink"
            })
    void leavesProjectionsThatDoMore(String insert, String left) {
        assertThat(kinds(ShortPlan.of(compiled(insert + ";")))).containsExactly(left.split(", "));
    }

    @Test
    void leavesAPlanWhoseTypesOnlyItsJobKnows() {
        String plan = compiled("INSERT INTO same SELECT n, s FROM n;")
                .replace("BIGINT NOT NULL", "RAW('acme.Point', 'AA==')");

        assertThat(ShortPlan.of(plan)).isSameAs(plan);
    }

    @Test
    void leavesOutCastsThatOnlyAllowNulls() {
        JsonNode calc = node(ShortPlan.of(compiled("INSERT INTO same SELECT n, s FROM n WHERE n > 1;")), "projection");

        assertThat(calc.path("projection").findValuesAsText("kind")).containsExactly("INPUT_REF", "INPUT_REF");
    }

    /** The other way of the plan has the rows, too, and reads what they are called in it. */
    @Test
    void leavesATopicThatSomebodyElseReads() {
        String plan = compiled("INSERT INTO nowhere SELECT id, who, ts, price FROM clicks;"
                + " INSERT INTO same SELECT id, CAST(ts AS STRING) FROM clicks;");

        assertThat(kinds(ShortPlan.of(plan)).stream().filter("calc"::equals).count())
                .isEqualTo(kinds(plan).stream().filter("calc"::equals).count());
    }

    private static String compiled(String statements) {
        SqlScript script = SqlScript.parse("p.sql", TABLES + statements);
        return new PipelineCompiler(FolderLake.session(warehouse), new HostMapping(Map.of()))
                .compile("p", script)
                .plan();
    }

    private static List<String> kinds(String plan) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode node : Json.tree(plan).path("nodes")) {
            kinds.add(node.path("type").asText().replaceAll("stream-exec-|_\\d+$", ""));
        }
        return kinds;
    }

    private static JsonNode node(String plan, String property) {
        for (JsonNode node : Json.tree(plan).path("nodes")) {
            if (node.has(property)) {
                return node;
            }
        }
        throw new AssertionError("no node has " + property);
    }
}
