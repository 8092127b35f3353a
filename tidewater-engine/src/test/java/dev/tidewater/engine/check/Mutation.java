package dev.tidewater.engine.check;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A mistake that is made in a sound script.
 *
 * @param name what is done
 * @param pattern of the text that is changed, where it stands first
 * @param replacement as {@link java.util.regex.Matcher#replaceFirst(String)} takes it
 * @param rule that has to notice
 * @param scripts of the corpus by their names, of the examples as {@code shop/user_sessions}
 */
record Mutation(String name, Pattern pattern, String replacement, String rule, List<String> scripts) {
    private static final String[] WITH_ORDERS = {
        "shop/order_payments",
        "shop/orders_enriched",
        "shop/revenue_by_category",
        "shop/spend_per_user",
        "shop/user_sessions"
    };

    static final List<Mutation> ALL = List.of(
            // Time.
            drop("the idle timeout", "'scan.watermark.idle-timeout' = '[^']*',", "no-idle-timeout", WITH_ORDERS),
            drop(
                    "the idle timeout",
                    "'scan.watermark.idle-timeout' = '[^']*',",
                    "no-idle-timeout",
                    "cumulate-in-a-cte",
                    "legacy-group-windows",
                    "match-recognize-ticker",
                    "over-aggregate",
                    "window-join-left-and-right"),
            drop(
                    "the idle timeout of all tables",
                    "SET 'table.exec.source.idle-timeout'[^;]*;",
                    "no-idle-timeout",
                    "idle-timeout-by-setting"),
            drop(
                    "the idle timeout of the versions",
                    "'scan.watermark.idle-timeout' = '30 s',(?=\\s+'format' = 'debezium-json')",
                    "temporal-join-idle-right",
                    "temporal-join-currency"),
            drop(
                    "the watermark",
                    ",(\\s*--.*)?\\s*WATERMARK FOR .*",
                    "sql-plan",
                    "shop/user_sessions",
                    "shop/spend_per_user"),
            drop(
                    "the delay of the watermark",
                    "(?<=AS order_time) - INTERVAL '2' HOUR",
                    "watermark-zero-delay",
                    WITH_ORDERS),
            replace(
                    "let the time be null",
                    "(order_time +TIMESTAMP\\(3\\)) NOT NULL",
                    "$1",
                    "nullable-rowtime",
                    WITH_ORDERS),
            drop(
                    "the time zone",
                    "SET 'table.local-time-zone'[^;]*;",
                    "time-zone-implicit",
                    "idle-timeout-by-setting",
                    "temporal-join-currency"),
            replace(
                    "take seconds for milliseconds",
                    "\\(epoch_s, 0\\)",
                    "(epoch_s, 3)",
                    "epoch-unit",
                    "epoch-seconds-and-millis"),
            drop(
                    "the reason why no row is late",
                    "-- tidewater:allow late-rows-dropped[^\\n]*",
                    "late-rows-dropped",
                    "shop/user_sessions",
                    "shop/spend_per_user",
                    "flights/flights",
                    "legacy-hop-and-session-windows",
                    "window-top-n",
                    "union-of-regions",
                    "window-join-left-and-right",
                    "windows-over-windows"),
            // Windows.
            drop(
                    "PARTITION BY of the session",
                    " PARTITION BY user_id(?=, DESCRIPTOR)",
                    "session-without-partition-by",
                    "shop/user_sessions"),
            drop(
                    "window_end of GROUP BY",
                    "(?<=GROUP BY window_start), window_end",
                    "window-not-recognised",
                    "german-names",
                    "idle-timeout-by-setting",
                    "union-of-regions"),
            drop(
                    "window_end of GROUP BY",
                    "(?<=GROUP BY window_start), window_end",
                    "sql-type",
                    "shop/user_sessions",
                    "flights/flights"),
            drop(
                    "the window of the deduplication",
                    "(?<=PARTITION BY )window_start, window_end, ",
                    "updating-into-append-sink",
                    "shop/order_payments",
                    "shop/orders_enriched"),
            replace(
                    "group without a window",
                    "(?s)SELECT window_end, SUM\\(total\\).*",
                    "SELECT MAX(ts), SUM(total) FROM shared_orders /*+ OPTIONS('scan.startup.mode' = 'earliest-offset') */\nGROUP BY order_id;",
                    "group-agg-no-ttl",
                    "options-in-hints"),
            replace(
                    "ask for the first ten",
                    ";\\s*$",
                    "\nLIMIT 10;",
                    "order-by-limit-stream",
                    "shop/user_sessions",
                    "over-aggregate"),
            // Joins.
            drop(
                    "the bound of the interval join",
                    "\\s+AND p\\.paid_at BETWEEN [^;]*",
                    "sql-plan",
                    "shop/order_payments",
                    "shop/orders_enriched"),
            drop(
                    "the bound of the interval join",
                    "(?s)\\n AND c\\.clicked_at >=[^;]*",
                    "regular-join-no-ttl",
                    "interval-join-clicks-and-impressions"),
            drop(
                    "one bound of the interval join",
                    "\\n AND c\\.clicked_at >= i\\.shown_at",
                    "regular-join-no-ttl",
                    "interval-join-clicks-and-impressions"),
            drop(
                    "the moment of the versions",
                    " FOR SYSTEM_TIME AS OF [\\w.]+",
                    "regular-join-no-ttl",
                    "temporal-join-currency"),
            drop(
                    "the moment of the versions",
                    " FOR SYSTEM_TIME AS OF [\\w.]+",
                    "sql-plan",
                    "shop/revenue_by_category",
                    "flights/flights"),
            replace(
                    "join without an equality",
                    " ON s.request_id = c.request_id",
                    " ON TRUE",
                    "cross-join",
                    "join-of-streams-with-ttl"),
            drop(
                    "the time to live",
                    "SET 'table.exec.state.ttl'[^;]*;",
                    "regular-join-no-ttl",
                    "join-of-streams-with-ttl"),
            drop(
                    "the time to live",
                    "SET 'table.exec.state.ttl'[^;]*;",
                    "group-agg-no-ttl",
                    "continuous-top-n-into-key",
                    "group-by-with-ttl-into-key"),
            drop(
                    "the time to live",
                    "SET 'table.exec.state.ttl'[^;]*;",
                    "rank-no-ttl",
                    "deduplicate-first-by-arrival",
                    "deduplicate-last-into-upsert"),
            // Where reading begins.
            replace("begin at the end", "'earliest-offset'", "'latest-offset'", "latest-offset", WITH_ORDERS),
            drop("where to begin", "'scan.startup.mode' = 'earliest-offset',", "group-offsets-no-reset", WITH_ORDERS),
            drop(
                    "where a new group begins",
                    "'properties.auto.offset.reset' = 'earliest',",
                    "group-offsets-no-reset",
                    "topic-to-topic-exactly-once"),
            drop("the group", "'properties.group.id' = '[^']*',", "missing-group-id", "topic-to-topic-exactly-once"),
            replace(
                    "repeat an option",
                    "('topic' = 'orders',)",
                    "$1\n  'topic' = 'orders-test',",
                    "duplicate-option-key",
                    WITH_ORDERS),
            // Formats.
            drop(
                    "what a missing field does",
                    ",\\s*'json.fail-on-missing-field' = 'true'",
                    "json-missing-field",
                    "over-aggregate",
                    "cumulate-in-a-cte"),
            replace(
                    "pass over broken records",
                    "'json.fail-on-missing-field' = 'true'",
                    "'json.ignore-parse-errors' = 'true'",
                    "json-ignore-parse-errors",
                    "over-aggregate",
                    "topic-to-topic-exactly-once"),
            replace(
                    "read the changelog as rows",
                    "'format' = 'debezium-avro-confluent',\\s*'debezium-",
                    "'format' = 'avro-confluent', '",
                    "sql-option",
                    "debezium-mirror"),
            // Sinks.
            replace(
                    "switch checkpoints off",
                    "^",
                    "RESET 'execution.checkpointing.interval';\n",
                    "checkpointing-off",
                    WITH_ORDERS),
            replace(
                    "switch checkpoints off",
                    "^",
                    "SET 'execution.checkpointing.interval' = '0';\n",
                    "sql-plan",
                    "shop/user_sessions"),
            drop(
                    "exactly-once",
                    "'sink.delivery-guarantee' = 'exactly-once',",
                    "kafka-sink-at-least-once",
                    "topic-to-topic-exactly-once"),
            drop(
                    "the key of the lake's table",
                    ",\\s*PRIMARY KEY \\([^)]*\\) NOT ENFORCED\\s*(?=\\)( PARTITIONED BY \\(\\w+\\))? WITH \\(\\s*'format-version')",
                    "updating-into-append-sink",
                    "group-by-with-ttl-into-key"),
            replace(
                    "take the partition out of the key",
                    "\\(region, id\\)",
                    "(id)",
                    "iceberg-upsert-partition-not-in-key",
                    "debezium-mirror"),
            replace(
                    "misspell a property",
                    "write.upsert.enabled",
                    "write.upsert.enable",
                    "iceberg-unknown-property",
                    "debezium-mirror"),
            replace(
                    "group by more than the key",
                    "GROUP BY user_id",
                    "GROUP BY user_id, device",
                    "sink-key-differs",
                    "group-by-with-ttl-into-key"),
            replace(
                    "make up an id on the way",
                    "SELECT region, (COUNT.*) GROUP BY region",
                    "SELECT region, $1 GROUP BY region, UUID()",
                    "nondeterministic-update",
                    "cdc-per-region"),
            replace(
                    "use the lake's catalog",
                    "(INSERT INTO lake)",
                    "USE CATALOG lake;\n$1",
                    "unqualified-after-use-catalog",
                    WITH_ORDERS),
            replace(
                    "throw away rows with nulls",
                    "(?s)^(.*?)quantity       INT NOT NULL",
                    "SET 'table.exec.sink.not-null-enforcer' = 'DROP';\n$1quantity       INT",
                    "sink-nullability-drop",
                    "shop/orders_enriched"),
            // Values.
            replace(
                    "sum without a cast",
                    "SUM\\(CAST\\((\\w+) AS BIGINT\\)\\)",
                    "SUM($1)",
                    "int-sum-overflow",
                    "shop/revenue_by_category",
                    "flights/flights"),
            replace(
                    "average without a cast",
                    "avg\\(cast\\(stars as double\\)\\)",
                    "avg(stars)",
                    "int-division-avg",
                    "averages-that-keep-their-fractions"),
            replace(
                    "divide without a cast",
                    "cast\\((count\\(\\*\\) filter \\([^)]*\\)) as double\\)",
                    "$1",
                    "int-division-avg",
                    "averages-that-keep-their-fractions"),
            replace(
                    "count all rows",
                    "COUNT\\(parcel_id\\)",
                    "COUNT(*)",
                    "count-star-left-join",
                    "outer-join-counts-per-order"),
            replace(
                    "ask with NOT IN",
                    "NOT EXISTS \\([^;]*\\)",
                    "r.agent NOT IN (SELECT agent FROM known_bots)",
                    "not-in-null",
                    "not-in-that-is-sound"),
            replace(
                    "swap columns",
                    "window_start( AS session_start,\\s*)window_end( AS session_end)",
                    "window_end AS session_end, window_start AS session_start",
                    "select-star-insert",
                    "shop/user_sessions"),
            replace(
                    "count on a property to expire snapshots",
                    "('format-version' = '2',)",
                    "$1 'history.expire.max-snapshot-age-ms' = '60000',",
                    "iceberg-expire-props-only",
                    "debezium-mirror"),
            replace(
                    "take the set apart",
                    "(?s)EXECUTE STATEMENT SET BEGIN(.*)END;",
                    "$1",
                    "multiple-inserts-not-a-set",
                    "json-out-of-raw-bytes"),
            // Words.
            replace(
                    "misspell a column",
                    "SELECT\\s+\\w*?order_id, order_time",
                    "SELECT order_id, ordertime",
                    "sql-name",
                    "shop/order_payments"),
            replace(
                    "misspell a table",
                    "TABLE orders\\b(?! \\()",
                    "TABLE order_s",
                    "sql-name",
                    "shop/user_sessions",
                    "shop/spend_per_user"),
            replace(
                    "select everything",
                    "SELECT order_id, order_time,[^(]*FROM \\(",
                    "SELECT * FROM (",
                    "sql-type",
                    "shop/order_payments"),
            replace(
                    "forget a comma",
                    "window_start,(?=\\s+window_end)",
                    "window_start",
                    "sql-type",
                    "shop/revenue_by_category"),
            drop("a bracket", "(?<=INTERVAL '10' MINUTES)\\)", "sql-syntax", "shop/revenue_by_category"),
            replace("forget the end of a text", "'kafka',", "'kafka,", "sql-syntax", "shop/user_sessions"),
            replace("write nothing", "(?s)INSERT INTO.*", "", "no-insert", "shop/spend_per_user"));

    Mutation {
        scripts = List.copyOf(scripts);
    }

    /** @throws IllegalStateException if there is nothing to change */
    String of(String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("\"" + name + "\" finds nothing to change, for the script is another now");
        }
        return matcher.replaceFirst(replacement);
    }

    private static Mutation drop(String what, String pattern, String rule, String... scripts) {
        return replace("drop " + what, pattern, "", rule, scripts);
    }

    private static Mutation replace(String name, String pattern, String replacement, String rule, String... scripts) {
        return new Mutation(name, Pattern.compile(pattern), replacement, rule, List.of(scripts));
    }
}
