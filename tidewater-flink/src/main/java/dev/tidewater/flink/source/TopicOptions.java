package dev.tidewater.flink.source;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of a topic's table which the Kafka connector does not have. */
public final class TopicOptions {
    public static final ConfigOption<Kind> KIND = ConfigOptions.key("kind")
            .enumType(Kind.class)
            .defaultValue(Kind.APPEND)
            .withDescription("What a record is to the records before it");

    public static final ConfigOption<Records> RECORDS = ConfigOptions.key("records")
            .enumType(Records.class)
            .defaultValue(Records.GOOD)
            .withDescription(
                    "Which records the table is of: \"good\" can be decoded, \"bad\" cannot, \"late\" can and have"
                            + " missed one of the windows that late-window tells");

    public static final ConfigOption<BadRecords> BAD_RECORDS = ConfigOptions.key("bad-records")
            .enumType(BadRecords.class)
            .defaultValue(BadRecords.FAIL)
            .withDescription("What becomes of a record that cannot be decoded");

    public static final ConfigOption<String> DECODED_COLUMNS = ConfigOptions.key("decoded-columns")
            .stringType()
            .noDefaultValue()
            .withDescription("Columns of the table whose bad records this one holds, as a ROW type");

    public static final ConfigOption<String> ROWTIME_FIELD = ConfigOptions.key("rowtime.field")
            .stringType()
            .noDefaultValue()
            .withDescription("Column that holds a row's time; without it the record's timestamp");

    public static final ConfigOption<Duration> ROWTIME_MAX_AHEAD = ConfigOptions.key("rowtime.max-ahead")
            .durationType()
            .defaultValue(Duration.ofDays(1))
            .withDescription("How far a row's time may be after its record's timestamp");

    public static final ConfigOption<String> LATE_WINDOW = ConfigOptions.key("late-window")
            .stringType()
            .noDefaultValue()
            .withDescription("Windows that the rows are for, as \"TUMBLE size offset\", \"HOP slide size offset\","
                    + " \"CUMULATE step size offset\" or \"SESSION gap\", in milliseconds: the table has the rows for"
                    + " which one of them is open, or those which have missed one");

    public static final ConfigOption<Duration> TRANSACTION_LIMIT = ConfigOptions.key("transaction-limit")
            .durationType()
            .defaultValue(Duration.ofMinutes(15))
            .withDescription("For how long the brokers let a transaction be open: their transaction.max.timeout.ms");

    static final Set<ConfigOption<?>> ALL = Set.of(
            KIND,
            RECORDS,
            BAD_RECORDS,
            DECODED_COLUMNS,
            ROWTIME_FIELD,
            ROWTIME_MAX_AHEAD,
            LATE_WINDOW,
            TRANSACTION_LIMIT);

    private TopicOptions() {}

    /** What a record is to the records before it. */
    public enum Kind {
        /** One more row. */
        APPEND,
        /** The row of its key, instead of the one before. */
        UPSERT,
        /** A change, which tells the row before and after it. */
        CHANGELOG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which records a table shows. */
    public enum Records {
        GOOD,
        BAD,
        LATE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of a record that cannot be decoded. */
    public enum BadRecords {
        /** A row of the topic's table of bad records, which the same job must read; else the job fails. */
        DEAD_LETTER("dead-letter"),
        /** The job fails, and says which record and why. */
        FAIL("fail"),
        /** It is counted and passed over: for questions that are asked once. */
        SKIP("skip");

        private final String word;

        BadRecords(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
