package dev.tidewater.flink.formats.json;

/**
 * Keywords that JSON Schema does not know, and by which Kafka Connect and Flink on Confluent's platform say which type is
 * meant.
 */
final class Hints {
    static final String TITLE = "title";
    static final String CONNECT_TYPE = "connect.type";
    static final String CONNECT_INDEX = "connect.index";
    static final String CONNECT_PARAMETERS = "connect.parameters";
    static final String SCALE = "scale";
    static final String CONNECT_PRECISION = "connect.decimal.precision";
    static final String FLINK_TYPE = "flink.type";
    static final String FLINK_PRECISION = "flink.precision";
    static final String FLINK_MIN_LENGTH = "flink.minLength";
    static final String FLINK_MAX_LENGTH = "flink.maxLength";

    /** Of {@link #FLINK_TYPE}: the timestamp is a local one. */
    static final String LOCAL = "timestamp";

    static final String BYTES = "bytes";
    static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
    static final String DATE = "org.apache.kafka.connect.data.Date";
    static final String TIME = "org.apache.kafka.connect.data.Time";
    static final String TIMESTAMP = "org.apache.kafka.connect.data.Timestamp";

    private Hints() {}
}
