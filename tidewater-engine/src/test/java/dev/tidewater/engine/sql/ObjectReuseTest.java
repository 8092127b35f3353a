package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.functions.ScalarFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With Flink's planner over a lake in a folder; nothing is run. */
class ObjectReuseTest {
    private static final String TABLES = """
            CREATE TABLE n (n BIGINT, ts AS TO_TIMESTAMP_LTZ(n, 3), WATERMARK FOR ts AS ts)
            WITH ('connector' = 'datagen');
            CREATE TABLE nowhere (a BIGINT, b BIGINT) WITH ('connector' = 'blackhole');
            CREATE TABLE keyed (a BIGINT, b BIGINT, PRIMARY KEY (a) NOT ENFORCED) WITH ('connector' = 'blackhole');
            CREATE DATABASE IF NOT EXISTS lake.d;
            CREATE TABLE IF NOT EXISTS lake.d.t (a BIGINT, b BIGINT);
            """;

    @TempDir
    private static Path warehouse;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "INSERT INTO lake.d.t SELECT n, n FROM n WHERE n > 1",
                "INSERT INTO lake.d.t SELECT COUNT(*), SUM(n) FROM TABLE(TUMBLE(TABLE n, DESCRIPTOR(ts), INTERVAL '1'"
                        + " MINUTE)) GROUP BY window_start, window_end",
                "INSERT INTO nowhere SELECT a.n, b.n FROM n a, n b WHERE a.n = b.n AND a.ts BETWEEN b.ts AND b.ts + INTERVAL"
                        + " '1' SECOND"
            })
    void isSafeForOperatorsThatAreKnown(String insert) {
        assertThat(objection(insert)).isEmpty();
        assertThat(compiled(insert).options()).containsEntry("pipeline.object-reuse", "true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "INSERT INTO nowhere SELECT n, n FROM n MATCH_RECOGNIZE (ORDER BY ts MEASURES A.n AS n PATTERN (A) DEFINE A AS"
                        + " A.n > 1) | operator stream-exec-match is not known to be safe",
                "CREATE TABLE f (a BIGINT, b BIGINT) WITH ('connector' = 'filesystem', 'path' = '/tmp/f', 'format' = 'csv');"
                        + " INSERT INTO f SELECT n, n FROM n | connector filesystem of"
                        + " default_catalog.default_database.f is not known to be safe",
                "SET 'state.backend.type' = 'hashmap'; INSERT INTO nowhere SELECT n, n FROM n | state.backend.type is hashmap",
                "SET 'table.exec.mini-batch.enabled' = 'true'; SET 'table.exec.mini-batch.allow-latency' = '1 s';"
                        + " SET 'table.exec.mini-batch.size' = '10'; INSERT INTO nowhere SELECT n, n FROM n |"
                        + " table.exec.mini-batch.enabled is true",
                "CREATE TEMPORARY FUNCTION f AS 'dev.tidewater.engine.sql.ObjectReuseTest$Same'; INSERT INTO nowhere"
                        + " SELECT n, n FROM n | it has a function of its own",
                "INSERT INTO lake.d.t /*+ OPTIONS('write.distribution-mode' = 'range') */ SELECT n, n FROM n | rows of"
                        + " lake.d.t are collected for statistics"
            })
    void isNotSafeForWhatIsNotKnown(String statements, String objection) {
        assertThat(objection(statements)).contains(objection);
        assertThat(compiled(statements).options()).doesNotContainKey("pipeline.object-reuse");
    }

    /** Without a shuffle between, the one operator would write the kind of its change into the row that the other has. */
    @Test
    void isNotSafeWhereAnOperatorThatChangesRowsSharesThem() {
        assertThat(objection("""
                CREATE VIEW counts AS SELECT n % 7 AS k, COUNT(*) AS c FROM n GROUP BY n % 7;
                INSERT INTO keyed SELECT c, k FROM counts;
                INSERT INTO keyed SELECT c + 1, k FROM counts;
                """)).contains("operator stream-exec-sink shares its rows with another");
    }

    @Test
    void leavesTheDecisionToTheAuthorWhoHasMadeOne() {
        String insert = "INSERT INTO nowhere SELECT n, n FROM n";

        assertThat(compiled("SET 'pipeline.object-reuse' = 'false'; " + insert).options())
                .containsEntry("pipeline.object-reuse", "false");
    }

    /** A user's function. */
    public static final class Same extends ScalarFunction {
        private static final long serialVersionUID = 1;

        public long eval(long n) {
            return n;
        }
    }

    private static Optional<String> objection(String statements) {
        CompiledPipeline pipeline = compiled(statements);
        return ObjectReuse.objection(pipeline.plan(), pipeline.preamble(), pipeline.options());
    }

    private static CompiledPipeline compiled(String statements) {
        SqlScript script = SqlScript.parse("p.sql", TABLES + statements);
        return new PipelineCompiler(FolderLake.session(warehouse), new HostMapping(Map.of())).compile("p", script);
    }
}
