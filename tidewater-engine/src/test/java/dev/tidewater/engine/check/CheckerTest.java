package dev.tidewater.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.HostMapping;
import dev.tidewater.engine.sql.SeenTables;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlLiteral;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Flink's planner and without any service. */
class CheckerTest {
    private static final String NUMBERS =
            "CREATE TABLE numbers (n INT, name STRING) WITH ('connector' = 'datagen', 'number-of-rows' = '1');\n";

    private static final String TARGET =
            "CREATE TABLE results (n INT, name STRING) WITH ('connector' = 'blackhole');\n";

    /** Literals of 13 are unlucky; twelve is as good. */
    private static final Rule UNLUCKY = new Replacing("unlucky", "13", "12");

    /** Mends by a word that Flink does not know. */
    private static final Rule HARMFUL = new Replacing("harmful", "7", "seven");

    /** Finds a literal and writes something else in its place. */
    private record Replacing(String id, String literal, String replacement) implements Rule {
        @Override
        public Level level() {
            return Level.WARN;
        }

        @Override
        public void check(CheckedScript script, Findings findings) {
            script.statements()
                    .forEach(statement -> statement.all(SqlLiteral.class).stream()
                            .filter(found -> found.toString().equals(literal))
                            .forEach(found -> findings.add(
                                    statement.at(found),
                                    literal + " is " + id,
                                    "write " + replacement,
                                    Fix.replace(statement.at(found), replacement))));
        }
    }

    @Test
    void tellsAllFaultsAtOnceAndNotWhatFollowsFromThem() {
        List<Finding> findings = check(NUMBERS + TARGET + """
                CREATE TABLE broken (n INTT) WITH ('connector' = 'datagen');
                INSERT INTO results SELECT n, nmae FROM numbers;
                INSERT INTO results SELECT n, 'x' FROM broken;
                INSERT INTO results SELECT m, name FROM numbers;
                """);

        assertThat(findings)
                .extracting(Finding::line, Finding::rule, Finding::hint)
                .containsExactly(
                        tuple(3, "sql-name", "did you mean \"INT\"?"),
                        tuple(4, "sql-name", "did you mean \"name\"?"),
                        tuple(6, "sql-name", ""));
    }

    @Test
    void checksAScriptFromAnArticleWhoseHostsNobodyReaches() {
        List<Finding> findings = check("""
                CREATE CATALOG ice WITH (
                  'type' = 'iceberg', 'catalog-type' = 'rest', 'uri' = 'http://no-such-host:8181', 'warehouse' = 's3://w/');
                CREATE DATABASE IF NOT EXISTS ice.db WITH ('location' = 's3://w/db');
                CREATE TABLE IF NOT EXISTS ice.db.results (n INT, name STRING) PARTITIONED BY (name);
                CREATE TABLE numbers (n INT, name STRING) WITH (
                  'connector' = 'kafka', 'topic' = 'numbers', 'properties.bootstrap.servers' = 'no-such-host:9092',
                  'scan.startup.mode' = 'earliest-offset', 'format' = 'json');
                INSERT INTO ice.db.results SELECT n, name FROM numbers;
                """);

        assertThat(findings).isEmpty();
    }

    @Test
    void aTableNeedsItsDatabase() {
        List<Finding> findings = check(NUMBERS + """
                CREATE TABLE lake.small.numbers (n INT);
                INSERT INTO lake.small.numbers SELECT n FROM numbers;
                """);

        assertThat(findings).extracting(Finding::line, Finding::rule).containsExactly(tuple(2, "sql-name"));
        assertThat(findings.get(0).message()).contains("small").contains("does not exist");
    }

    @Test
    void leavesNothingBehind(@TempDir Path lake) throws IOException {
        SessionConfig config = new SessionConfig(
                Map.of(),
                Map.of("catalog-type", "hadoop", "warehouse", lake.toUri().toString()),
                Map.of());
        CheckReport report = new Checker(config, new HostMapping(Map.of()), SeenTables.none(), List.of())
                .check(List.of(SqlScript.parse("p.sql", NUMBERS + """
                        CREATE DATABASE lake.small;
                        CREATE TABLE lake.small.numbers (n INT);
                        INSERT INTO lake.small.numbers SELECT n FROM numbers;
                        """)));

        assertThat(report.findings()).isEmpty();
        try (Stream<Path> files = Files.list(lake)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatAPipelineCannotHaveIsToldAndNotDone(@TempDir Path lake) {
        try (CheckFixture fixture = CheckFixture.in(lake)) {
            fixture.create(List.of(NUMBERS + """
                    CREATE DATABASE lake.small;
                    CREATE TABLE lake.small.numbers (n INT);
                    INSERT INTO lake.small.numbers SELECT n FROM numbers;
                    """));
            String reads = "INSERT INTO lake.small.numbers (n) SELECT n FROM numbers;";
            List<Finding> findings = fixture.check("p.sql", NUMBERS + """
                    ALTER TABLE lake.small.numbers SET ('write.format.default' = 'orc');
                    ALTER TABLE lake.small.numbers RENAME TO lake.small.figures;
                    DROP TABLE lake.small.numbers;
                    DROP DATABASE lake.small CASCADE;
                    CREATE TABLE lake.small.copies AS SELECT * FROM numbers;
                    DELETE FROM lake.small.numbers;
                    SELECT n, nmae FROM numbers;
                    """ + reads);

            assertThat(findings)
                    .filteredOn(finding -> finding.rule().equals("statement-not-allowed"))
                    .extracting(Finding::line)
                    .containsExactly(2, 3, 4, 5, 6, 7, 8);
            assertThat(findings)
                    .filteredOn(finding -> finding.rule().equals("sql-name"))
                    .extracting(Finding::line, Finding::hint)
                    .containsExactly(tuple(8, "did you mean \"name\"?"));
            assertThat(fixture.check("p.sql", NUMBERS + reads)).isEmpty();
            assertThat(fixture.check("p.sql", NUMBERS + "INSERT INTO numbers SELECT 1, 'a' FROM lake.small.copies;"))
                    .extracting(Finding::rule)
                    .contains("sql-name");
        }
    }

    @Test
    void anAllowedFindingIsSilentInItsStatementOnly() {
        List<Finding> findings = check(NUMBERS + TARGET + """
                -- tidewater:allow unlucky: it is the number of the house
                INSERT INTO results SELECT 13, name FROM numbers;
                INSERT INTO results SELECT 13, name FROM numbers;
                """, UNLUCKY);

        assertThat(findings).extracting(Finding::rule, Finding::line).containsExactly(tuple("unlucky", 5));
    }

    @Test
    void anAllowanceWithoutReasonOrRuleOrUseIsAFinding() {
        List<Finding> findings = check(NUMBERS + TARGET + """
                -- tidewater:allow unlucky
                INSERT INTO results SELECT 13, name FROM numbers;
                -- tidewater:allow unlukcy: why not
                -- tidewater:allow unlucky: just in case
                INSERT INTO results SELECT 12, name FROM numbers;
                """, UNLUCKY);

        assertThat(findings)
                .extracting(Finding::line, Finding::rule, Finding::level, Finding::message)
                .containsExactly(
                        tuple(3, "allow", Level.ERROR, "this allows \"unlucky\" without a reason"),
                        tuple(4, "unlucky", Level.WARN, "13 is unlucky"),
                        tuple(5, "allow", Level.ERROR, "there is no rule \"unlukcy\" to allow"),
                        tuple(6, "allow", Level.INFO, "this allows \"unlucky\", and there is nothing to allow"));
        assertThat(findings.get(2).hint()).isEqualTo("did you mean \"unlucky\"?");
    }

    @Test
    void mendsWhatCanBeMendedAndLooksAgain() {
        CheckReport report = checker(UNLUCKY, HARMFUL).mend(List.of(SqlScript.parse("p.sql", NUMBERS + TARGET + """
                INSERT INTO results SELECT 13 + 7, name FROM numbers -- not 13
                WHERE n <> 13;
                """)));

        assertThat(report.files().get(0).fixed()).endsWith("""
                INSERT INTO results SELECT 12 + 7, name FROM numbers -- not 13
                WHERE n <> 12;
                """);
        assertThat(report.files().get(0).fixes()).isEqualTo(2);
        assertThat(report.findings()).extracting(Finding::rule).containsExactly("harmful");
    }

    @Test
    void drawsWhatIsKeptAndForHowLong() {
        CheckReport report = checker().check(List.of(SqlScript.parse("p.sql", NUMBERS + """
                CREATE TABLE counts (name STRING, c BIGINT, PRIMARY KEY (name) NOT ENFORCED) WITH ('connector' = 'blackhole');
                INSERT INTO counts SELECT name, COUNT(*) FROM numbers GROUP BY name;
                """)));

        assertThat(report.files().get(0).plans()).containsExactly("""
                counts
                └─ GroupAggregate by name  [insert, update-after]
                   │  keeps what is aggregated so far, for each key, for ever: unbounded
                   └─ Calc  [insert]
                      └─ TableSourceScan numbers  [insert]
                """);
    }

    private static List<Finding> check(String script, Rule... rules) {
        return checker(rules).check(List.of(SqlScript.parse("p.sql", script))).findings();
    }

    private static Checker checker(Rule... rules) {
        return new Checker(
                new SessionConfig(Map.of(), Map.of(), Map.of()),
                new HostMapping(Map.of()),
                SeenTables.none(),
                List.of(rules));
    }
}
