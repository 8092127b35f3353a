package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidewater.engine.sql.SqlAnswer.Kind;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Flink's planner over a lake in a folder; no job is run. */
class SqlSessionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @TempDir
    private static Path warehouse;

    private static SettableClock clock;
    private static SqlSessions sessions;
    private String id = "";

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeAll
    static void begin() {
        clock = new SettableClock();
        sessions = new SqlSessions(FolderLake.session(warehouse), clock);
    }

    @AfterAll
    static void end() {
        sessions.close();
    }

    @BeforeEach
    void open() {
        id = sessions.open(SessionMode.BATCH);
        run("CREATE DATABASE IF NOT EXISTS shop");
        run("CREATE TABLE IF NOT EXISTS shop.revenue (category STRING)");
    }

    @Test
    void hasACurrentDatabaseThatItTells() {
        assertThat(run("USE shop").place()).isEqualTo("lake.shop");
        assertThat(rows("SHOW TABLES")).containsExactly("[revenue]");
    }

    @Test
    void createsAndDropsWhatStays() {
        run("CREATE TABLE shop.extra (id BIGINT)");
        assertThat(rows("SHOW TABLES IN shop")).contains("[extra]");
        run("DROP TABLE shop.extra");
        assertThat(rows("SHOW TABLES IN shop")).containsExactly("[revenue]");
    }

    @Test
    void temporaryThingsAndSettingsAreThereInBothModes() {
        run("USE shop");
        run("CREATE TEMPORARY VIEW known AS SELECT category FROM revenue");
        run("SET 'parallelism.default' = '2'");

        run("SET 'execution.runtime-mode' = 'streaming'");

        assertThat(rows("DESCRIBE known").toString()).contains("category");
        assertThat(rows("SET")).containsExactly("[execution.runtime-mode, streaming]", "[parallelism.default, 2]");
        run("RESET");
        assertThat(rows("SET")).containsExactly("[execution.runtime-mode, batch]");
        assertThat(rows("SHOW VIEWS")).containsExactly("[known]");
    }

    @Test
    void pointsToTheStatementOfTheScriptThatIsWrong() {
        String script = "USE shop;\n\nSELECT categry FROM revenue;";
        sessions.execute(id, "x.sql", script, 0);

        TidewaterException refusal =
                catchThrowableOfType(TidewaterException.class, () -> sessions.execute(id, "x.sql", script, 1));

        assertThat(refusal.message()).isEqualTo("\"x.sql\" has an error");
        Finding finding = refusal.findings().get(0);
        assertThat("%d:%d %s".formatted(finding.line(), finding.column(), finding.message()))
                .isEqualTo("3:8 column \"categry\" is in none of the tables");
    }

    @Test
    void refusesAnInsertThatWouldNeverEnd() {
        run("CREATE TEMPORARY TABLE clicks (category STRING) WITH ('connector' = 'datagen')");

        Finding finding = refusal("INSERT INTO shop.revenue SELECT category FROM clicks");

        assertThat(finding.message()).isEqualTo("this would never end: table \"lake.default.clicks\" goes on for ever");
        assertThat(finding.hint()).isEqualTo("run it as a pipeline: tidewater run FILE.sql");
        assertThat(refusal("SELECT * FROM clicks").hint())
                .startsWith("see rows as they come with SET 'execution.runtime-mode' = 'streaming'");
    }

    @Test
    void saysWhatMustBeTemporary() {
        Finding view = refusal("CREATE VIEW shop.v AS SELECT 1");
        assertThat(view.message()).isEqualTo("no catalog here keeps views");
        assertThat(view.hint()).isEqualTo("write CREATE TEMPORARY VIEW: it lives as long as this session");

        Finding table = refusal("CREATE TABLE shop.clicks (id INT)\nWITH ('connector' = 'datagen')");
        assertThat(table.message()).isEqualTo("this would be a lake table, and 'connector' would mean nothing to it");
        assertThat("%d:%d".formatted(table.line(), table.column())).isEqualTo("2:7");
        assertThat(run("CREATE TEMPORARY TABLE c (id INT) WITH ('connector' = 'datagen')")
                        .kind())
                .isEqualTo(Kind.DONE);
    }

    @Test
    void refusesWhatItHasNoUseFor() {
        assertThat(refusal("ADD JAR '/tmp/x.jar'").message()).isEqualTo("the shell has no use for this statement");
        assertThat(refusal("SET 'execution.runtime-mode' = 'fast'").message()).isEqualTo("\"fast\" is no mode");
        assertThat(refusal("SET x").hint()).startsWith("write SET 'key' = 'value'");
        assertThat(refusal("SELECT 'open").rule()).isEqualTo("sql-syntax");
    }

    @Test
    void proposesWhatIsThere() {
        assertThat(sessions.complete(id, "SELECT cat FROM shop.revenue", 10).proposals())
                .extracting(SqlProposals.Proposal::text)
                .startsWith("category");
    }

    @Test
    void endsSessionsThatNobodyUses() {
        String other = sessions.open(SessionMode.BATCH);
        clock.pass(Duration.ofMinutes(6));
        sessions.fetch(id, 0, Duration.ZERO);
        clock.pass(Duration.ofMinutes(6));
        sessions.sweep();

        assertThat(rows("SHOW TABLES IN shop")).isNotEmpty();
        TidewaterException ended =
                catchThrowableOfType(TidewaterException.class, () -> sessions.fetch(other, 0, Duration.ZERO));
        assertThat(ended.message()).startsWith("this session has ended");
        assertThat(ended.hint()).isEqualTo("begin another: tidewater sql");
    }

    private SqlAnswer run(String sql) {
        return sessions.execute(id, SqlInput.SOURCE, sql, 0);
    }

    private List<String> rows(String sql) {
        assertThat(run(sql).kind()).isEqualTo(Kind.ROWS);
        List<String> rows = new ArrayList<>();
        SqlPage page = sessions.fetch(id, 0, PATIENCE);
        while (true) {
            page.changes()
                    .forEach(change -> rows.add(change.row().stream()
                            .map(value -> value.asText())
                            .toList()
                            .toString()));
            if (page.state() != SqlPage.State.GOES_ON) {
                return rows;
            }
            page = sessions.fetch(id, rows.size(), PATIENCE);
        }
    }

    private Finding refusal(String sql) {
        return catchThrowableOfType(TidewaterException.class, () -> run(sql))
                .findings()
                .get(0);
    }
}
