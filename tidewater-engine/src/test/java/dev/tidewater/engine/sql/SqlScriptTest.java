package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
    @Test
    void cutsAtSemicolonsAndKeepsPlaces() {
        SqlScript script = parse("""
                -- first; a comment
                SET 'a' = 'b;c';

                  CREATE TABLE t (id INT) WITH ('connector' = 'datagen'); INSERT INTO s
                SELECT `a;b`, "c;d" /* e; */ FROM t -- f;
                """);

        assertThat(script.findings()).isEmpty();
        assertThat(script.statements())
                .extracting(SqlStatement::text)
                .containsExactly(
                        "SET 'a' = 'b;c'",
                        "CREATE TABLE t (id INT) WITH ('connector' = 'datagen')",
                        "INSERT INTO s\nSELECT `a;b`, \"c;d\" /* e; */ FROM t");
        assertThat(script.statements())
                .extracting(statement -> statement.start().toString())
                .containsExactly("2:1", "4:3", "4:59");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'it''s; fine'",
                "SELECT E'a\\';b'",
                "SELECT 1 // rest; of the line\n + 1",
                "SELECT 1 /* a; /* does not nest; */ + 1",
                "SELECT /*+ OPTIONS('a;b'='c') */ 1",
                "SELECT CASE WHEN a THEN 'x;' ELSE CASE b WHEN 1 THEN 2 END END AS `end;` FROM t"
            })
    void doesNotCutInside(String statement) {
        SqlScript script = parse(statement + ";\n" + statement);

        assertThat(script.findings()).isEmpty();
        assertThat(script.statements()).extracting(SqlStatement::text).containsExactly(statement, statement);
    }

    @Test
    void anEmptyScriptHasNoStatements() {
        assertThat(parse("\uFEFF \n;; -- nothing\n/* at all */ ;").statements()).isEmpty();
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(parse("\uFEFFSELECT 1").statements())
                .extracting(SqlStatement::text)
                .containsExactly("SELECT 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set 'a' = 'b' | SET",
                "RESET | RESET",
                "USE CATALOG lake | USE",
                "CREATE TABLE t (a AS b + 1) WITH ('x' = 'y') | CREATE_TABLE",
                "create temporary table if not exists t (a INT) | CREATE_TABLE",
                "CREATE TABLE t (a INT) LIKE s (INCLUDING ALL) | CREATE_TABLE",
                "CREATE TABLE t WITH ('x' = 'y') AS SELECT 1 | CREATE_TABLE_AS",
                "CREATE OR REPLACE TABLE t AS SELECT 1 | CREATE_TABLE_AS",
                "REPLACE TABLE t AS SELECT 1 | CREATE_TABLE_AS",
                "CREATE TEMPORARY VIEW v AS SELECT 1 | CREATE_VIEW",
                "CREATE CATALOG c WITH ('type' = 'x') | CREATE_CATALOG",
                "CREATE DATABASE d | CREATE_DATABASE",
                "CREATE TEMPORARY SYSTEM FUNCTION f AS 'a.B' | CREATE_FUNCTION",
                "CREATE MODEL m | OTHER",
                "INSERT INTO t SELECT 1 | INSERT",
                "INSERT OVERWRITE t SELECT 1 | INSERT",
                "INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c | INSERT",
                "WITH c AS (SELECT 1), d AS (SELECT 2) INSERT INTO t SELECT * FROM c | INSERT",
                "WITH c AS (INSERT_LIKE) SELECT * FROM c | SELECT",
                "(SELECT 1) UNION ALL (SELECT 2) | SELECT",
                "VALUES (1) | SELECT",
                "/* a */ -- b | OTHER",
                "DROP TABLE t | DROP",
                "ALTER TABLE t SET ('a' = 'b') | ALTER",
                "SHOW TABLES | SHOW",
                "DESC t | DESCRIBE",
                "EXPLAIN SELECT 1 | EXPLAIN",
                "CALL p() | OTHER",
                "1 | OTHER"
            })
    void knowsWhatAStatementDoes(String text, Kind kind) {
        assertThat(SqlStatement.of("a.sql", new SqlPosition(1, 1), text).kind()).isEqualTo(kind);
    }

    @Test
    void takesStatementSetsApartAndKeepsTheOrder() {
        SqlScript script = parse("""
                CREATE TABLE t (id INT);
                EXECUTE STATEMENT SET
                BEGIN
                  INSERT INTO a SELECT CASE WHEN id = 1 THEN 2 END FROM t; -- END;
                  INSERT INTO b SELECT 2;
                END;
                INSERT INTO c SELECT 3;
                BEGIN STATEMENT SET;
                INSERT INTO d SELECT 4;
                END
                """);

        assertThat(script.findings()).isEmpty();
        assertThat(script.statements())
                .extracting(SqlStatement::kind)
                .containsExactly(Kind.CREATE_TABLE, Kind.INSERT, Kind.INSERT, Kind.INSERT, Kind.INSERT);
        assertThat(script.statements())
                .extracting(statement -> statement.start().toString())
                .containsExactly("1:1", "4:3", "5:3", "7:1", "9:1");
    }

    @Test
    void anExecutedInsertIsAnInsert() {
        assertThat(parse("EXECUTE INSERT INTO t SELECT 1;").statements())
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.kind()).isEqualTo(Kind.INSERT);
                    assertThat(statement.text()).isEqualTo("INSERT INTO t SELECT 1");
                    assertThat(statement.start()).isEqualTo(new SqlPosition(1, 9));
                });
    }

    @Test
    void aSetThatIsExplainedStaysWhole() {
        String explain = "EXPLAIN STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END";

        assertThat(parse(explain + "; SELECT 1").statements())
                .extracting(SqlStatement::text)
                .containsExactly(explain, "SELECT 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1; SELECT 'abc | 1:18 the text is not closed",
                "SELECT 1; SELECT `abc | 1:18 the quoted name is not closed",
                "SELECT 1; SELECT \"abc | 1:18 the quoted name is not closed",
                "SELECT 1 /* abc; | 1:10 the comment is not closed",
                "SELECT 1; SELECT /*+ OPTIONS('a'='b') 1 | 1:18 the hint is not closed",
                "SELECT 1; END; SELECT 2 | 1:11 END stands here without a statement set",
                "BEGIN STATEMENT SET INSERT INTO a SELECT 1; | 1:1 a semicolon is missing after BEGIN STATEMENT SET",
                "EXECUTE STATEMENT SET INSERT INTO a SELECT 1; | 1:1 the statement set has no BEGIN",
                "EXECUTE STATEMENT SET BEGIN END; | 1:1 the statement set is empty",
                "BEGIN STATEMENT SET; INSERT INTO a SELECT 1; SELECT 2; | 1:1 the statement set has no END",
                "BEGIN STATEMENT SET; INSERT INTO a SELECT 1 END; | 1:45 a semicolon is missing before END",
                "BEGIN STATEMENT SET; INSERT INTO a SELECT 1; END SELECT 2; | 1:46 a semicolon is missing after END",
                "BEGIN STATEMENT SET; SELECT 1; END; | 1:22 only INSERT may stand in a statement set",
                "BEGIN STATEMENT SET; INSERT INTO a SELECT 'x; END; | 1:43 the text is not closed"
            })
    void reportsFaultsOfTheTextWithTheirPlace(String text, String fault) {
        assertThat(parse(text).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("sql-syntax");
            assertThat(finding.level()).isEqualTo(Finding.Level.ERROR);
            assertThat(finding.line() + ":" + finding.column() + " " + finding.message())
                    .isEqualTo(fault);
            assertThat(finding.hint()).isNotEmpty();
        });
    }

    @Test
    void keepsTheStatementsBesideAFault() {
        assertThat(parse("SELECT 1; END; SELECT 2; SELECT 'x").statements())
                .extracting(SqlStatement::text)
                .containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void mapsPlacesInAStatementBackToTheFile() {
        SqlStatement statement = parse("SET 'a'='b';\r\n\t SELECT a,\r\n\tb\r\nFROM t;")
                .statements()
                .get(1);

        assertThat(statement.start()).isEqualTo(new SqlPosition(2, 3));
        assertThat(statement.inFile(new SqlPosition(1, 8))).isEqualTo(new SqlPosition(2, 10));
        assertThat(statement.inFile(new SqlPosition(2, 2))).isEqualTo(new SqlPosition(3, 2));
        assertThat(statement.inFile(new SqlPosition(3, 6))).isEqualTo(new SqlPosition(4, 6));
    }

    @Test
    void readsWhatSetAndResetSet() {
        assertThat(setting("SET 'table.local-time-zone' = 'UTC'"))
                .isEqualTo(new SqlSetting("table.local-time-zone", "UTC"));
        assertThat(setting("SET 'a' = 'it''s'")).isEqualTo(new SqlSetting("a", "it's"));
        assertThat(setting("SET execution.checkpointing.interval = 10s"))
                .isEqualTo(new SqlSetting("execution.checkpointing.interval", "10s"));
        assertThat(setting("RESET 'a'")).isEqualTo(new SqlSetting("a", ""));
        assertThat(parse("SET; RESET; SELECT 1").statements())
                .allSatisfy(statement -> assertThat(statement.setting()).isEmpty());
    }

    @Test
    void findsTheStatementThatCreatesAName() {
        SqlScript script = parse(
                "CREATE TEMPORARY TABLE IF NOT EXISTS a.b.`c` (x INT); CREATE VIEW v AS SELECT 1; CREATE CATALOG lake");

        assertThat(script.statements())
                .extracting(statement -> statement.createdName().orElseThrow())
                .containsExactly("c", "v", "lake");
        assertThat(script.creating("default_catalog.default_database.c"))
                .contains(script.statements().get(0));
        assertThat(script.creating("nothing")).isEmpty();
    }

    @Test
    void normalisedStatementsDifferInNeitherCommentsNorLayout() {
        assertThat(parse("SELECT  a -- x\n ,b;").normalised())
                .isEqualTo(parse("SELECT a, /* y */ b").normalised());
        assertThat(parse("SELECT 'a  b'").normalised())
                .isNotEqualTo(parse("SELECT 'a b'").normalised());
    }

    private static SqlSetting setting(String text) {
        return parse(text).statements().get(0).setting().orElseThrow();
    }

    private static SqlScript parse(String text) {
        SqlScript script = SqlScript.parse("a.sql", text);
        assertThat(List.of(script.file(), script.text())).containsExactly("a.sql", text);
        return script;
    }
}
