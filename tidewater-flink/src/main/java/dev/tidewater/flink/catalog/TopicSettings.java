package dev.tidewater.flink.catalog;

import dev.tidewater.flink.formats.json.IncompatibleJsonSchemaException;
import dev.tidewater.flink.formats.json.JsonSchemas;
import dev.tidewater.flink.formats.sql.FormatOptions;
import dev.tidewater.flink.source.TopicOptions;
import dev.tidewater.flink.source.TopicOptions.BadRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.util.TimeUtils;

/**
 * What a user has settled about a topic's table with {@code ALTER TABLE … SET}: what neither the topic nor its schemas
 * say.
 *
 * @param values as they were set, by their keys
 */
record TopicSettings(Map<String, String> values) {
    /** Column that holds a row's time; without it the record's timestamp. */
    static final String ROWTIME_FIELD = "rowtime.field";
    /** How far a row's time may be after its record's timestamp before the record counts as broken. */
    static final String ROWTIME_MAX_AHEAD = "rowtime.max-ahead";
    /** What becomes of records that cannot be decoded: {@code dead-letter} or {@code fail}. */
    static final String BAD_RECORDS = "bad-records";
    /** How far a row may come behind the latest row before it is late. */
    static final String TOLERANCE = "watermark.tolerance";
    /** After which a partition without records no longer holds up the watermark. */
    static final String IDLE_TIMEOUT = "scan.watermark.idle-timeout";

    static final String STARTUP_MODE = "scan.startup.mode";
    static final String STARTUP_TIMESTAMP = "scan.startup.timestamp-millis";
    static final String STARTUP_OFFSETS = "scan.startup.specific-offsets";
    static final String KEY_FORMAT = "key.format";
    static final String VALUE_FORMAT = "value.format";
    /** JSON Schema of keys that do not name theirs. */
    static final String KEY_SCHEMA = "key.schema";
    /** JSON Schema of values that do not name theirs; of the rows, if they are changes of rows. */
    static final String VALUE_SCHEMA = "value.schema";
    /** Columns, separated by semicolons, where they do not stand as they would by themselves: keys first. */
    static final String COLUMN_ORDER = "column.order";

    static final TopicSettings NONE = new TopicSettings(Map.of());

    private static final Duration DEFAULT_TOLERANCE = Duration.ofSeconds(5);
    private static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(5);
    /** Flink's intervals have three digits of days. */
    private static final Duration LONGEST_TOLERANCE = Duration.ofDays(999);

    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            ROWTIME_FIELD,
            ROWTIME_MAX_AHEAD,
            BAD_RECORDS,
            TOLERANCE,
            IDLE_TIMEOUT,
            STARTUP_MODE,
            STARTUP_TIMESTAMP,
            STARTUP_OFFSETS,
            KEY_FORMAT,
            VALUE_FORMAT,
            KEY_SCHEMA,
            VALUE_SCHEMA,
            COLUMN_ORDER));
    private static final Set<String> STARTUP_MODES =
            new TreeSet<>(Set.of("earliest-offset", "latest-offset", "timestamp", "specific-offsets"));

    /** How bytes without a schema are read, as Kafka's own serializers write them. */
    enum Plain {
        BYTES,
        STRING,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        /** There are none to read. */
        NONE;

        DataType type() {
            return switch (this) {
                case BYTES -> DataTypes.BYTES();
                case STRING -> DataTypes.STRING();
                case INT -> DataTypes.INT();
                case LONG -> DataTypes.BIGINT();
                case FLOAT -> DataTypes.FLOAT();
                case DOUBLE -> DataTypes.DOUBLE();
                case NONE -> DataTypes.NULL();
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How JSON is read that does not name its schema. */
    enum Json {
        RECORDS("json", FormatOptions.JSON),
        /** Debezium's, of the rows of a table. */
        CHANGES("debezium-json", FormatOptions.DEBEZIUM_JSON);

        private final String word;
        private final String format;

        Json(String word, String format) {
            this.word = word;
            this.format = format;
        }

        String word() {
            return word;
        }

        /** Name of the format that reads it. */
        String format() {
            return format;
        }
    }

    TopicSettings {
        values = Map.copyOf(values);
    }

    static boolean isKey(String key) {
        return KEYS.contains(key);
    }

    /** All keys, for messages. */
    static String keys() {
        return String.join(", ", KEYS);
    }

    /** @throws IllegalArgumentException naming the key, if its value cannot be */
    TopicSettings with(String key, String value) {
        if (!isKey(key)) {
            throw new IllegalArgumentException("\"" + key + "\" is no setting of a topic; there are " + keys());
        }
        Map<String, String> more = new TreeMap<>(values);
        more.put(key, value);
        TopicSettings changed = new TopicSettings(more);
        changed.check(key);
        return changed;
    }

    TopicSettings without(String key) {
        Map<String, String> fewer = new TreeMap<>(values);
        fewer.remove(key);
        return new TopicSettings(fewer);
    }

    private void check(String key) {
        switch (key) {
            case TOLERANCE -> tolerance();
            case IDLE_TIMEOUT -> idleTimeout();
            case ROWTIME_MAX_AHEAD -> rowtimeMaxAhead();
            case BAD_RECORDS -> badRecords();
            case KEY_FORMAT -> keyFormat();
            case VALUE_FORMAT -> valueFormat();
            case KEY_SCHEMA, VALUE_SCHEMA -> requireSchema(key);
            case STARTUP_MODE -> {
                String mode = values.get(key);
                if (!STARTUP_MODES.contains(mode)) {
                    throw wrong(key, "is none of " + String.join(", ", STARTUP_MODES));
                }
            }
            default -> {}
        }
    }

    Optional<String> rowtimeField() {
        return Optional.ofNullable(values.get(ROWTIME_FIELD));
    }

    Duration rowtimeMaxAhead() {
        return duration(ROWTIME_MAX_AHEAD, TopicOptions.ROWTIME_MAX_AHEAD.defaultValue());
    }

    /** Nothing if it is left to who reads. */
    Optional<BadRecords> badRecords() {
        String value = values.get(BAD_RECORDS);
        if (value == null || value.equals(BadRecords.DEAD_LETTER.toString())) {
            return Optional.empty();
        }
        if (value.equals(BadRecords.FAIL.toString())) {
            return Optional.of(BadRecords.FAIL);
        }
        throw wrong(BAD_RECORDS, "is neither dead-letter nor fail");
    }

    Duration tolerance() {
        Duration tolerance = duration(TOLERANCE, DEFAULT_TOLERANCE);
        if (tolerance.compareTo(LONGEST_TOLERANCE) > 0) {
            throw wrong(TOLERANCE, "is more than " + LONGEST_TOLERANCE.toDays() + " days");
        }
        return tolerance;
    }

    Duration idleTimeout() {
        return duration(IDLE_TIMEOUT, DEFAULT_IDLE_TIMEOUT);
    }

    private void requireSchema(String key) {
        try {
            JsonSchemas.type(values.getOrDefault(key, ""));
        } catch (IncompatibleJsonSchemaException e) {
            throw new IllegalArgumentException("'" + key + "': " + e.getMessage(), e);
        }
    }

    /** How keys are read although a schema may say otherwise. */
    Optional<Plain> keyFormat() {
        return json(KEY_FORMAT).equals(Optional.of(Json.RECORDS)) ? Optional.empty() : plain(KEY_FORMAT);
    }

    boolean hasJsonKeys() {
        return json(KEY_FORMAT).equals(Optional.of(Json.RECORDS));
    }

    /** How values are read although a schema may say otherwise. */
    Optional<Plain> valueFormat() {
        if (jsonValues().isPresent()) {
            return Optional.empty();
        }
        Optional<Plain> plain = plain(VALUE_FORMAT);
        if (plain.equals(Optional.of(Plain.NONE))) {
            throw wrong(VALUE_FORMAT, "leaves no columns");
        }
        return plain;
    }

    Optional<Json> jsonValues() {
        return json(VALUE_FORMAT);
    }

    Optional<String> keySchema() {
        return Optional.ofNullable(values.get(KEY_SCHEMA));
    }

    Optional<String> valueSchema() {
        return Optional.ofNullable(values.get(VALUE_SCHEMA));
    }

    List<String> columnOrder() {
        return Arrays.stream(values.getOrDefault(COLUMN_ORDER, "").split(";"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Where readers start, in the Kafka connector's options. */
    Map<String, String> startPosition() {
        Map<String, String> options = new TreeMap<>();
        options.put(STARTUP_MODE, values.getOrDefault(STARTUP_MODE, "earliest-offset"));
        for (String key : List.of(STARTUP_TIMESTAMP, STARTUP_OFFSETS)) {
            String value = values.get(key);
            if (value != null) {
                options.put(key, value);
            }
        }
        return options;
    }

    private Duration duration(String key, Duration byDefault) {
        String value = values.get(key);
        if (value == null) {
            return byDefault;
        }
        try {
            return TimeUtils.parseDuration(value);
        } catch (IllegalArgumentException e) {
            throw wrong(key, "is no duration, like 5 s or 10 min");
        }
    }

    private Optional<Json> json(String key) {
        return Arrays.stream(Json.values())
                .filter(json -> json.word().equals(values.get(key)))
                .findFirst();
    }

    private Optional<Plain> plain(String key) {
        String value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Plain.values())
                .filter(plain -> plain.word().equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(key, "is none of " + String.join(", ", formats(key)))));
    }

    private static List<String> formats(String key) {
        List<String> words = new ArrayList<>();
        Arrays.stream(Plain.values()).map(Plain::word).forEach(words::add);
        words.add(Json.RECORDS.word());
        if (key.equals(VALUE_FORMAT)) {
            words.add(Json.CHANGES.word());
        }
        return words;
    }

    private IllegalArgumentException wrong(String key, String fault) {
        return new IllegalArgumentException("'" + key + "' = '" + values.get(key) + "' " + fault);
    }
}
