package dev.tidewater.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.model.Finding;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users get to read of statements that Flink refuses. The planner is the real one. */
class RefusalsTest {
    private static final String KAFKA =
            "'connector' = 'kafka', 'topic' = 'x', 'properties.bootstrap.servers' = 'kafka:9092'";
    private static final String READ = KAFKA + ", 'properties.group.id' = 'x', 'scan.startup.mode' = 'earliest-offset'";
    private static final String TABLES = """
            CREATE TABLE orders (order_id STRING, user_id STRING, amount DECIMAL(10, 2), ts TIMESTAMP(3),
              WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');
            CREATE TABLE payments (order_id STRING, paid_at TIMESTAMP(3), WATERMARK FOR paid_at AS paid_at)
              WITH ('connector' = 'datagen');
            CREATE TABLE rates (currency STRING, rate INT, PRIMARY KEY (currency) NOT ENFORCED) WITH ('connector' = 'datagen');
            CREATE TABLE changes (order_id STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
              WITH (READ, 'scan.watermark.idle-timeout' = '1 s', 'format' = 'debezium-json');
            CREATE TABLE t (order_id STRING, amount DECIMAL(10, 2)) WITH ('connector' = 'print');
            CREATE TABLE w (window_start TIMESTAMP(3), n BIGINT) WITH ('connector' = 'print');
            """.replace("READ", READ);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "INSERT INTO t SELECT order_id, amout FROM orders | amout: column \"amout\" is in none of the tables | did you mean"
                        + " \"amount\"?",
                "INSERT INTO t SELECT order_id, amount FROM ordrs | ordrs: table \"ordrs\" does not exist | did you mean"
                        + " \"orders\"?",
                "INSERT INTO t SELECT UPPR(order_id), amount FROM orders | UPPR: no function \"UPPR\" takes (CHARACTER) | did you"
                        + " mean \"upper\"?",
                "CREATE VIEW v AS SELECT CAST(ts AS TIMESTAMP(3)) AS ts FROM orders; INSERT INTO w SELECT window_start, COUNT(*)"
                        + " FROM TABLE(TUMBLE(TABLE v, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY window_start, window_end |"
                        + " CAST: \"ts\" is no time column from here on: what comes out of CAST is a plain TIMESTAMP(3) | pass the"
                        + " time column on as it is, without a function; convert it after the window",
                "CREATE VIEW v AS SELECT o.ts FROM orders AS o JOIN payments AS p ON o.order_id = p.order_id; INSERT INTO w SELECT"
                        + " window_start, COUNT(*) FROM TABLE(TUMBLE(TABLE v, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY"
                        + " window_start, window_end | DESCRIPTOR: \"ts\" is no time column any more: a join without a bound in"
                        + " time, a GROUP BY or a UNION before the window made it a plain TIMESTAMP(3) | apply the window first, or"
                        + " join with a bound in time or FOR SYSTEM_TIME AS OF",
                "INSERT INTO t SELECT o.order_id, o.amount FROM orders AS o JOIN payments FOR SYSTEM_TIME AS OF o.ts AS p ON"
                        + " o.order_id = p.order_id | FOR SYSTEM_TIME: \"payments\" has no key by which to find the version of a row"
                        + " | add to its CREATE TABLE the columns of ON as its key: PRIMARY KEY (…) NOT ENFORCED; rows that only"
                        + " come and never change are joined with a bound in time instead",
                "INSERT INTO t SELECT o.order_id, o.amount FROM orders AS o JOIN rates FOR SYSTEM_TIME AS OF o.ts AS r ON"
                        + " o.user_id = r.currency | FOR SYSTEM_TIME: \"rates\" does not say since when a version counts | add to"
                        + " its CREATE TABLE a time column and WATERMARK FOR changed_at AS changed_at - INTERVAL '1' MINUTE",
                "INSERT INTO t SELECT o.order_id, o.amount FROM orders AS o JOIN rates FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP AS"
                        + " r ON o.user_id = r.currency | FOR SYSTEM_TIME: FOR SYSTEM_TIME AS OF takes the time column of the other"
                        + " side, and this is CURRENT_TIMESTAMP | name the column with the WATERMARK: FOR SYSTEM_TIME AS OF"
                        + " o.order_time",
                "INSERT INTO t SELECT order_id, amount FROM orders ORDER BY amount | ORDER BY: a stream never ends, so it cannot be"
                        + " sorted by anything but its time | take ORDER BY away: a table has no order; for the first few of each"
                        + " hour use ROW_NUMBER() over a window",
                "INSERT INTO w SELECT window_start, COUNT(*) FROM TABLE(HOP(TABLE orders, DESCRIPTOR(ts), INTERVAL '7' MINUTES,"
                        + " INTERVAL '1' HOUR)) GROUP BY window_start, window_end | HOP: windows of 3600000 ms cannot be cut into"
                        + " steps of 420000 ms | let the size of HOP be a multiple of its slide",
                "INSERT INTO t SELECT o.order_id, o.amount FROM orders AS o JOIN changes AS c ON o.order_id = c.order_id AND c.ts"
                        + " BETWEEN o.ts AND o.ts + INTERVAL '1' HOUR | changes: a join within a time takes only new rows, and"
                        + " \"changes\" changes rows that it gave before | join it FOR SYSTEM_TIME AS OF, or aggregate it into a"
                        + " table with a PRIMARY KEY",
                "SET 'execution.checkpointing.interval' = 'ten seconds'; INSERT INTO t SELECT order_id, amount FROM orders | SET:"
                        + " setting \"execution.checkpointing.interval\" cannot be \"ten seconds\" | a duration is a number and a"
                        + " unit: 10 s, 5 min, 1 h",
                "CREATE TABLE x (a STRING, PRIMARY KEY (a)) WITH ('connector' = 'datagen') | PRIMARY: Flink cannot enforce a primary"
                        + " key, for the data is not its own | write NOT ENFORCED after it: PRIMARY KEY (…) NOT ENFORCED",
                "CREATE DATABASE lake.shop; CREATE TABLE lake.shop.x (ts TIMESTAMP(3), WATERMARK FOR ts AS ts) | WATERMARK: a table"
                        + " of Iceberg has no WATERMARK | take it away; if this is to be a table of Kafka, its name must not lead"
                        + " into the lake: write default_catalog.default_database.x",
                "CREATE TABLE x (a STRING, bb STRING METADATA FROM 'value.source.db' VIRTUAL) WITH (READ, 'format' = 'json');"
                        + " INSERT INTO t SELECT bb, 1 FROM x | bb: column \"bb\" is to come from \"value.source.db\", which records"
                        + " of \"x\" do not have | there are topic, partition, headers, leader-epoch, offset, timestamp,"
                        + " timestamp-type; with 'debezium-json' those of the source as well",
                "ALLOW(missing-group-id) CREATE TABLE x (a STRING) WITH (KAFKA, 'format' = 'json'); INSERT INTO t SELECT a, 1 FROM x | WITH: table \"x\" is"
                        + " read from where its group stopped, and has no group | add to its WITH: 'properties.group.id' = '…',"
                        + " 'properties.auto.offset.reset' = 'earliest'",
                "CREATE TABLE x (a STRING, b TIMESTAMP_LTZ(3)) WITH (READ, 'format' = 'avro-confluent', 'avro-confluent.url' ="
                        + " 'http://registry:8081'); INSERT INTO t SELECT a, 1 FROM x | TIMESTAMP_LTZ: Avro has no TIMESTAMP_LTZ(3)"
                        + " in Flink | declare the column TIMESTAMP(3)",
                "CREATE TABLE x (a STRING) WITH (READ, 'value.format' = 'json', 'key.format' = 'json'); INSERT INTO t SELECT a, 1"
                        + " FROM x | 'key.format': table \"x\" has a key.format, and does not say which columns are the key | add to"
                        + " its WITH: 'key.fields' = 'COLUMN;…'",
                "CREATE TABLE x (a STRING, PRIMARY KEY (a) NOT ENFORCED) WITH (READ, 'format' = 'json'); INSERT INTO t SELECT a, 1"
                        + " FROM x | WITH: table \"x\" has a PRIMARY KEY, and each record is one more row of it, whatever its key |"
                        + " take PRIMARY KEY away; or use 'connector' = 'upsert-kafka', where a record replaces the one before it",
                "CREATE DATABASE lake.shop; USE CATALOG lake; USE shop; CREATE TABLE y (a STRING, b INT); ALLOW(unqualified-after-use-catalog) INSERT INTO y SELECT"
                        + " order_id, 1 FROM orders | orders: table \"orders\" does not exist | line 1 creates \"orders\" in another"
                        + " catalog or database, or is refused: write its name in full"
            })
    void areToldInTheUsersOwnWords(String sql, String fault, String hint) {
        String script = TABLES
                + sql.replace("READ", READ)
                        .replace("KAFKA", KAFKA)
                        // A rule that says the same in its own words takes the refusal's place, unless it is silenced.
                        .replaceAll("ALLOW\\(([a-z-]+)\\) ", "\n-- tidewater:allow $1: Flink's words are looked at\n");
        List<Finding> findings;
        try (CheckFixture fixture = CheckFixture.offline()) {
            findings = fixture.check("a.sql", script);
        }

        assertThat(findings)
                .filteredOn(finding -> finding.rule().startsWith("sql-"))
                .singleElement()
                .satisfies(finding -> {
                    String place = fault.substring(0, fault.indexOf(": "));
                    assertThat(script.lines()
                                    .skip(finding.line() - 1L)
                                    .findFirst()
                                    .orElseThrow()
                                    .substring(finding.column() - 1))
                            .startsWith(place);
                    assertThat(finding.message()).isEqualTo(fault.substring(place.length() + 2));
                    assertThat(finding.hint()).isEqualTo(hint);
                });
    }
}
