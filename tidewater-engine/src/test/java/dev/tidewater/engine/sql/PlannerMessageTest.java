package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.model.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those that Flink 2.1 gives for these statements, long lists of tokens and options shortened. */
class PlannerMessageTest {
    private static final String TABLES = """
            CREATE TABLE orders (id BIGINT, amount DECIMAL(10, 2), ts TIMESTAMP(3)) WITH ('connector' = 'datagen');
            CREATE TABLE sums (id BIGINT, amount DECIMAL(10, 2)) WITH ('connector' = 'print');
            """;
    private static final String EXPECTING = "\nWas expecting one of:\n    \"ABS\" ...\n    <IDENTIFIER> ...\n    ";
    private static final String READING =
            "Unable to create a source for reading table 'default_catalog.default_database.k'.\n\nTable options are:\n\n"
                    + "'password'='secret'";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "SELECT value FROM orders | Encountered \"value\" at line 1, column 8. | 3:8 \"value\" is not expected here"
                        + " | \"value\" is a reserved word; as a name it stands in backquotes: `value`",
                "SELECT id AS order FROM orders | Encountered \"order\" at line 1, column 14. | 3:14 \"order\" is not"
                        + " expected here | \"order\" is a reserved word; as a name it stands in backquotes: `order`",
                "SELECT window FROM orders | Encountered \"window\" at line 1, column 8. | 3:8 \"window\" is not expected"
                        + " here | \"window\" is a reserved word; as a name it stands in backquotes: `window`",
                "CREATE TABLE x (a INT, user STRING) | Encountered \"user\" at line 1, column 24. | 3:24 \"user\" is not"
                        + " expected here | \"user\" is a reserved word; as a name it stands in backquotes: `user`",
                "SELECT id, FROM orders | Incorrect syntax near the keyword 'FROM' at line 1, column 12. | 3:10 a comma"
                        + " too many before \"FROM\" | remove it, or add what is missing",
                "SELECT id amount ts FROM orders | Encountered \"ts\" at line 1, column 18. | 3:18 \"ts\" is not expected"
                        + " here | something is wrong between \"amount\" and \"ts\": a comma, an operator or a keyword may be"
                        + " missing",
                "SELECT id FROM orders ORDR BY id | Encountered \"BY\" at line 1, column 28. | 3:28 \"BY\" is not expected"
                        + " here | did you mean ORDER instead of \"ORDR\"?",
                "SELECT CAST(id AS BIGNIT(3)) | Encountered \"(\" at line 1, column 25. | 3:25 \"(\" is not expected here |"
                        + " did you mean BIGINT instead of \"BIGNIT\"?",
                "SELECT id FROM orders WHERE | Encountered \"<EOF>\" at line 1, column 27. | 3:23 the statement ends too"
                        + " early | something is missing after \"WHERE\"",
                "SELECT MAX(id FROM orders | Encountered \"<EOF>\" at line 1, column 25. | 3:20 the statement ends too"
                        + " early | close the parenthesis of 3:11 with )",
                "SELEC id, ts FROM orders | Encountered \",\" at line 1, column 9. | 3:1 \"SELEC\" does not begin a"
                        + " statement | did you mean SELECT?",
                "CREATE TABLE x (a INT) WITH (connector='a') | Encountered \"connector\" at line 1, column 30. | 3:30"
                        + " \"connector\" is not expected here | option keys and values stand in single quotes: 'connector' ="
                        + " '…'"
            })
    void saysWhatIsWrongWithTheSyntax(String sql, String message, String fault, String hint) {
        Finding finding = explain(sql, "SQL parse failed. " + message + EXPECTING, message + EXPECTING);

        assertThat(finding.rule()).isEqualTo("sql-syntax");
        assertThat(shown(finding)).isEqualTo(fault);
        assertThat(finding.hint()).isEqualTo(hint);
    }

    @Test
    void findsTheTokenBehindTheOneThatTheParserReports() {
        String expecting =
                "\nWas expecting one of:\n    <EOF> \n    \"=\" \"SOME\" ...\n    \"=\" <IDENTIFIER> ...\n    ";

        Finding quotes = explain(
                "SELECT id FROM orders WHERE id = \"x\"",
                "SQL parse failed. Encountered \"= \\\"\" at line 1, column 32." + expecting);
        Finding twice = explain(
                "SELECT id FROM orders WHERE id == 1",
                "SQL parse failed. Encountered \"= =\" at line 1, column 32." + expecting);

        assertThat(shown(quotes)).isEqualTo("3:34 double quotes have no meaning here");
        assertThat(quotes.hint()).isEqualTo("write a text as 'x', a name as `x`");
        assertThat(shown(twice)).isEqualTo("3:33 \"=\" is not expected here");
        assertThat(twice.hint()).isEqualTo("equality is written with one =");
    }

    @Test
    void saysWhatTheParserExpectsIfThatIsLittle() {
        Finding finding = explain(
                "SELECT id FROM orders GROUP id",
                "SQL parse failed. Encountered \"id\" at line 1, column 29.\nWas expecting:\n    \"BY\" ...\n    ");
        Finding mistyped = explain(
                "CREATE TABEL x (id INT)",
                "SQL parse failed. Encountered \"TABEL\" at line 1, column 8.\nWas expecting one of:\n    \"CATALOG\" ...\n"
                        + "    \"DATABASE\" ...\n    \"FUNCTION\" ...\n    \"TABLE\" ...\n    \"VIEW\" ...\n    ");

        assertThat(finding.hint()).isEqualTo("expected BY");
        assertThat(mistyped.hint()).isEqualTo("did you mean TABLE?");
    }

    @Test
    void namesAMistypedFirstWord() {
        Finding finding = explain(
                "INSRT INTO sums SELECT 1", "SQL parse failed. Non-query expression encountered in illegal context");

        assertThat(shown(finding)).isEqualTo("3:1 \"INSRT\" does not begin a statement");
        assertThat(finding.hint()).isEqualTo("did you mean INSERT?");
    }

    @Test
    void namesCharactersThatCameWithCopiedText() {
        Finding space = explain(
                "SELECT\u00a0id FROM orders",
                "SQL parse failed. Lexical error at line 1, column 7.  Encountered: \"\\u00a0\" (160), after : \"\"");
        Finding quote = explain(
                "SELECT ‘id’ FROM orders",
                "SQL parse failed. Lexical error at line 1, column 8.  Encountered: \"\\u2018\" (8216), after : \"\"");

        assertThat(shown(space)).isEqualTo("3:7 invisible character U+00A0 has no place here");
        assertThat(space.hint()).isEqualTo("write a plain space instead; this one came with copied text");
        assertThat(shown(quote)).isEqualTo("3:8 character \"‘\" U+2018 has no place here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "SELECT amout FROM orders | 1, column 8 to line 1, column 12: Column 'amout' not found in any table | 3:8"
                        + " column \"amout\" is in none of the tables | did you mean \"amount\"?",
                "SELECT o.amout FROM orders o | 1, column 10 to line 1, column 14: Column 'amout' not found in table 'o' |"
                        + " 3:10 table \"o\" has no column \"amout\" | did you mean \"amount\"?",
                "SELECT order.id FROM orders | 1, column 8: Table 'order' not found | 3:8 this query has no table or alias"
                        + " \"order\" | did you mean \"orders\"?",
                "SELECT 1 FROM order_s | 1, column 15 to line 1, column 21: Object 'order_s' not found | 3:15 table"
                        + " \"order_s\" does not exist | did you mean \"orders\"?",
                "SELECT 1 FROM db.nix | 1, column 15 to line 1, column 20: Object 'nix' not found within 'lake.db' | 3:15"
                        + " table \"db.nix\" does not exist | create it earlier in the script",
                "SELECT 1 FROM foo.bar.x | 1, column 15 to line 1, column 23: Object 'foo' not found | 3:15 table"
                        + " \"foo.bar.x\" does not exist: there is no \"foo\" | !!",
                "INSERT INTO sums (amont) SELECT 1 | 1, column 19 to line 1, column 23: Unknown target column 'amont' |"
                        + " 3:19 the target table has no column \"amont\" | did you mean \"amount\"?",
                "CREATE TABLE x (id INTT) | 1, column 20 to line 1, column 23: Unknown identifier 'INTT' | 3:20 type"
                        + " \"INTT\" does not exist | did you mean \"INT\"?",
                "SELECT SUMM(id) FROM orders | 1, column 8 to line 1, column 15: No match found for function signature"
                        + " SUMM(<NUMERIC>) | 3:8 no function \"SUMM\" takes (NUMERIC) | did you mean \"SUM\"?",
                "SELECT id, SUM(id) FROM orders | 1, column 8 to line 1, column 9: Expression 'id' is not being grouped |"
                        + " 3:8 \"id\" is neither grouped nor aggregated | add it to GROUP BY, or aggregate it: MAX(id)",
                "SELECT id FROM orders, sums | 1, column 8 to line 1, column 9: Column 'id' is ambiguous | 3:8 column"
                        + " \"id\" is in more than one table | put the table's name or alias before it: orders.id",
                "SELECT UPPER(id, 3) | 1, column 8 to line 1, column 19: Invalid number of arguments to function 'UPPER'."
                        + " Was expecting 1 arguments | 3:8 function \"UPPER\" takes another number of arguments | it takes"
                        + " 1",
                "SELECT ts > 5 FROM orders | 1, column 8 to line 1, column 13: Cannot apply '>' to arguments of type"
                        + " '<TIMESTAMP(3) *ROWTIME*> > <INTEGER>'. Supported form(s): '<COMPARABLE_TYPE> >"
                        + " <COMPARABLE_TYPE>' | 3:8 \">\" does not work on TIMESTAMP(3) > INTEGER | it takes"
                        + " COMPARABLE_TYPE > COMPARABLE_TYPE; CAST(… AS …) converts",
                "SELECT 1 UNION ALL SELECT 1, 2 | 1, column 20 to line 1, column 30: Column count mismatch in UNION ALL |"
                        + " 3:20 Column count mismatch in UNION ALL | !!"
            })
    void pointsAtWhatTheValidatorReports(String sql, String message, String fault, String hint) {
        String word = message.contains(" to line ") ? "From line " : "At line ";
        SqlScript script = script(sql);
        PlannerNames names = new PlannerNames(List.of(), List.of(), List.of("SUM", "MAX"), LakeNames.NONE);

        Finding finding = PlannerMessage.of(script, names)
                .explain(
                        List.of(
                                "SQL validation failed. " + word + message,
                                word + message,
                                message.replaceAll("^.*?: ", "")),
                        last(script));

        assertThat(shown(finding)).isEqualTo(fault);
        assertThat(finding.hint()).isEqualTo(hint);
    }

    @Test
    void understandsPlacesAtTheEndOfAMessage() {
        Finding watermark = explain(
                "CREATE TABLE k (id INT, WATERMARK FOR idd AS idd) WITH ('connector'='datagen')",
                "The rowtime attribute field 'idd' is not defined in the table schema, at line 1, column 39\nAvailable fields:"
                        + " ['id']");
        Finding key = explain(
                "CREATE TABLE k (id INT, PRIMARY KEY (idd) NOT ENFORCED)",
                "Primary key column 'idd' is not defined in the schema at line 1, column 38");

        assertThat(shown(watermark)).isEqualTo("3:39 the watermark's column \"idd\" is not in the table");
        assertThat(watermark.hint()).isEqualTo("did you mean \"id\"?");
        assertThat(shown(key)).isEqualTo("3:38 the key's column \"idd\" is not in the table");
    }

    @Test
    void comparesTheQueryWithItsTarget() {
        Finding number = explain(
                "INSERT INTO sums SELECT id FROM orders",
                "Column types of query result and sink for 'default_catalog.default_database.sums' do not match.\nCause:"
                        + " Different number of columns.\n\nQuery schema: [id: BIGINT]\nSink schema:  [id: BIGINT, amount:"
                        + " DECIMAL(10, 2)]");
        Finding type = explain(
                "INSERT INTO sums SELECT id, ts FROM orders",
                "Column types of query result and sink for 'default_catalog.default_database.sums' do not match.\nCause:"
                        + " Incompatible types for sink column 'amount' at position 1.\n\nQuery schema: [id: BIGINT, ts:"
                        + " TIMESTAMP(3) *ROWTIME*]\nSink schema:  [id: BIGINT, amount: DECIMAL(10, 2)]");

        assertThat(number.rule()).isEqualTo("sql-type");
        assertThat(shown(number)).isEqualTo("3:13 the query gives 1 column, table \"sums\" takes 2");
        assertThat(number.hint()).isEqualTo("the query gives id; the table takes id, amount");
        assertThat(shown(type))
                .isEqualTo("3:13 column \"amount\" of table \"sums\" is DECIMAL(10, 2), the query gives TIMESTAMP(3)");
        assertThat(type.hint())
                .isEqualTo(
                        "columns go in by position, not by name; convert with CAST(ts AS DECIMAL(10, 2)) or reorder");
    }

    @Test
    void knowsTablesCatalogsAndDatabasesThatAreNotThere() {
        Finding table = explain(
                "INSERT INTO sumz SELECT id FROM orders",
                "Cannot find table '`default_catalog`.`default_database`.`sumz`' in any of the catalogs [default_catalog], nor"
                        + " as a temporary table.");
        Finding lake = explain(
                "INSERT INTO lake.db.nix SELECT id FROM orders",
                "Cannot find table '`lake`.`db`.`nix`' in any of the catalogs [default_catalog], nor as a temporary table.");
        Finding catalog = explain("USE CATALOG laek", "A catalog with name [laek] does not exist.");
        Finding exists = explain(
                "CREATE TABLE orders (id INT)",
                "Could not execute CreateTable in path `default_catalog`.`default_database`.`orders`",
                "Table (or view) default_database.orders already exists in Catalog default_catalog.");
        Finding drop = explain(
                "DROP TABLE nix", "Table with identifier 'default_catalog.default_database.nix' does not exist.");

        assertThat(shown(table)).isEqualTo("3:13 table \"sumz\" does not exist");
        assertThat(table.hint()).isEqualTo("did you mean \"sums\"?");
        assertThat(shown(lake)).isEqualTo("3:13 table \"lake.db.nix\" does not exist");
        assertThat(lake.hint()).isEqualTo("create it earlier in the script: CREATE TABLE lake.db.nix …");
        assertThat(shown(catalog)).isEqualTo("3:13 catalog \"laek\" does not exist");
        assertThat(shown(exists)).isEqualTo("3:14 table \"orders\" already exists");
        assertThat(exists.hint()).isEqualTo("choose another name, or write CREATE TABLE IF NOT EXISTS");
        assertThat(drop.hint()).isEqualTo("write DROP TABLE IF EXISTS if that may be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "One or more required options are missing.~~Missing required options are:~~properties.bootstrap.servers |"
                        + " 3:25 table \"k\" lacks the option \"properties.bootstrap.servers\" | add to its WITH:"
                        + " 'properties.bootstrap.servers' = 'kafka:9092'",
                "One or more required options are missing.~~Missing required options are:~~a.b~topic | 3:25 table \"k\""
                        + " lacks the options \"a.b\", \"topic\" | add to its WITH: 'a.b' = '…', 'topic' = 'orders'",
                "Unsupported options found for 'kafka'.~~Unsupported options:~~scan.startup.mod~~Supported"
                        + " options:~~connector~scan.startup.mode | 4:3 \"kafka\" has no option \"scan.startup.mod\" | did"
                        + " you mean \"scan.startup.mode\"?",
                "Could not find any factory for identifier 'kafak' that implements"
                        + " 'org.apache.flink.table.factories.DynamicTableFactory' in the classpath.~~Available factory"
                        + " identifiers are:~~datagen~kafka | 3:45 there is no connector \"kafak\" | did you mean \"kafka\"?",
                "Could not find any factory for identifier 'xml' that implements"
                        + " 'org.apache.flink.table.factories.DeserializationFormatFactory' in the classpath.~~Available"
                        + " factory identifiers are:~~csv~json | 5:14 there is no format \"xml\" | known are: csv, json",
                "Invalid value for option 'scan.startup.mod'.^Could not parse value 'earliest' for key"
                        + " 'scan.startup.mod'.^Could not parse value for enum class org.apache.flink.X$Y. Expected one of:"
                        + " [[earliest-offset, latest-offset]] | 4:3 option \"scan.startup.mod\" cannot be \"earliest\" |"
                        + " write one of earliest-offset, latest-offset",
                "Could not find required scan format 'value.format'. | 3:25 table \"k\" lacks the option \"format\" | add"
                        + " to its WITH: 'format' = 'json'",
                "Table options do not contain an option key 'connector' for discovering a connector. | 3:25 table \"k\""
                        + " lacks the option \"connector\" | add to its WITH: 'connector' = 'kafka'",
                "'upsert-kafka' tables require to define a PRIMARY KEY constraint. The PRIMARY KEY specifies |"
                        + " 3:25 table \"k\" needs a key, as every \"upsert-kafka\" table does | add to its columns: PRIMARY"
                        + " KEY (…) NOT ENFORCED",
                "Connector 'print' can only be used as a sink. It cannot be used as a source. | 6:15 table \"k\" cannot be"
                        + " read from: its connector \"print\" is only a sink | use another connector",
                "Error creating scan format 'avro-confluent' in option space 'avro-confluent.'.^One or more required"
                        + " options are missing.~~Missing required options are:~~url | 3:25 table \"k\" lacks the option"
                        + " \"avro-confluent.url\" | add to its WITH: 'avro-confluent.url' = 'http://schema-registry:8081'",
                "Option 'topic' and 'topic-pattern' shouldn't be set together. | 3:25 table \"k\": Option \"topic\" and"
                        + " \"topic-pattern\" shouldn't be set together | !!"
            })
    void showsFaultsOfOptionsWhereTheTableIsCreated(String messages, String fault, String hint) {
        SqlScript script = script("""
                CREATE TABLE k (id INT) WITH ('connector' = 'kafak',
                  'scan.startup.mod' = 'earliest',
                  'format' = 'xml');
                SELECT * FROM k""");
        List<String> chain = new ArrayList<>(List.of(READING));
        chain.addAll(Arrays.asList(messages.replace('~', '\n').split("\\^")));

        Finding finding = PlannerMessage.of(script).explain(chain, last(script));

        assertThat(finding.rule()).isEqualTo("sql-option");
        assertThat(shown(finding)).isEqualTo(fault);
        assertThat(finding.hint()).isEqualTo(hint);
    }

    @Test
    void pointsIntoAHintThatHasTheUnknownOption() {
        Finding finding = explain(
                "SELECT * FROM orders /*+ OPTIONS('number-of-row'='3') */",
                "Unable to create a source for reading table 'default_catalog.default_database.orders'.",
                "Unsupported options found for 'datagen'.\n\nUnsupported options:\n\nnumber-of-row\n\nSupported"
                        + " options:\n\nconnector\nnumber-of-rows");

        assertThat(shown(finding)).isEqualTo("3:34 \"datagen\" has no option \"number-of-row\"");
    }

    @Test
    void explainsCatalogOptionsAtTheCatalog() {
        Finding finding = explain(
                "CREATE CATALOG lake WITH ('type'='icebrg')",
                "Unable to create catalog 'lake'.\n\nCatalog options are:\n'type'='icebrg'",
                "Could not find any factory for identifier 'icebrg' that implements"
                        + " 'org.apache.flink.table.factories.CatalogFactory' in the classpath.\n\nAvailable factory"
                        + " identifiers are:\n\ngeneric_in_memory\niceberg");

        assertThat(shown(finding)).isEqualTo("3:34 there is no catalog type \"icebrg\"");
        assertThat(finding.hint()).isEqualTo("did you mean \"iceberg\"?");
    }

    @Test
    void explainsWhatCannotBePlanned() {
        Finding updates = explain(
                "INSERT INTO sums SELECT id, SUM(amount) FROM orders GROUP BY id",
                "Table sink 'default_catalog.default_database.sums' doesn't support consuming update changes which is produced"
                        + " by node GroupAggregate(groupBy=[id], select=[id, SUM(amount) AS EXPR$1])");
        Finding noPlan = explain(
                "SELECT 1",
                "Cannot generate a valid execution plan for the given query: \n\nFlinkLogicalSnapshot(period=[$cor0.ts])",
                "There are not enough rules to produce a node with desired properties: convention=STREAM_PHYSICAL");
        Finding time = explain(
                "SELECT 1 FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(id), INTERVAL '1' MINUTE))",
                "SQL validation failed. The window function TUMBLE(TABLE table_name, DESCRIPTOR(timecol), datetime interval[,"
                        + " datetime interval]) requires the timecol to be TIMESTAMP or TIMESTAMP_LTZ, but is BIGINT.\nBesides");
        Finding enforced = explain(
                "CREATE TABLE k (id INT PRIMARY KEY)",
                "Flink doesn't support ENFORCED mode for PRIMARY KEY constraint. ENFORCED/NOT ENFORCED controls if");

        assertThat(shown(updates))
                .isEqualTo("3:13 table \"sums\" takes only new rows, and this query changes rows it gave before"
                        + " (GroupAggregate)");
        assertThat(shown(noPlan)).isEqualTo("3:1 Flink has no way to run this query");
        assertThat(shown(time)).isEqualTo("3:42 TUMBLE needs a time column, and this one is BIGINT");
        assertThat(shown(enforced)).isEqualTo("3:24 Flink cannot enforce a primary key, for the data is not its own");
    }

    @Test
    void keepsTheFirstSentenceOfWhatItDoesNotKnow() {
        Finding named = explain(
                "SELECT f(id) FROM orders",
                "SQL validation failed. Cannot instantiate user-defined function 'default_catalog.default_database.f'.",
                "Cannot instantiate user-defined function 'default_catalog.default_database.f'.",
                "com.x.NoSuch");
        Finding classes = explain(
                "SELECT 1",
                "org.apache.flink.table.api.TableException: Unexpected node of class"
                        + " org.apache.flink.table.X$Y. Please file an issue.\n\tat org.apache.flink.Z.z(Z.java:1)");

        assertThat(named.rule()).isEqualTo("sql-plan");
        assertThat(shown(named)).isEqualTo("3:8 Cannot instantiate user-defined function \"f\"");
        assertThat(shown(classes)).isEqualTo("3:1 Unexpected node");
        assertThat(shown(explain("SELECT 1"))).isEqualTo("3:1 Flink refuses this statement without saying why");
    }

    @Test
    void pointsAtTheTextOfTheUserAfterHostsWereMapped() {
        SqlScript script = script("CREATE TABLE x (id INT) WITH ('a' = 'kafka:9092', b = 'c')");
        SqlStatement mapped = new HostMapping(Map.of("kafka:9092", "127.0.0.1:40123")).apply(last(script));
        int column = mapped.text().indexOf("b =") + 1;

        Finding finding = PlannerMessage.of(script)
                .explain(
                        List.of("SQL parse failed. Encountered \"b\" at line 1, column " + column + "." + EXPECTING),
                        mapped);

        assertThat(shown(finding)).isEqualTo("3:51 \"b\" is not expected here");
    }

    private static Finding explain(String sql, String... messages) {
        SqlScript script = script(sql);
        return PlannerMessage.of(script).explain(List.of(messages), last(script));
    }

    private static SqlScript script(String sql) {
        SqlScript script = SqlScript.parse("a.sql", TABLES + sql);
        assertThat(script.findings()).isEmpty();
        return script;
    }

    private static SqlStatement last(SqlScript script) {
        return script.statements().get(script.statements().size() - 1);
    }

    private static String shown(Finding finding) {
        return finding.line() + ":" + finding.column() + " " + finding.message();
    }
}
