package dev.tidewater.flink.catalog;

import dev.tidewater.flink.formats.avro.AvroSchemas;
import dev.tidewater.flink.formats.avro.IncompatibleSchemaException;
import dev.tidewater.flink.formats.json.IncompatibleJsonSchemaException;
import dev.tidewater.flink.formats.json.JsonSchemas;
import dev.tidewater.flink.formats.protobuf.ProtobufSchemaException;
import dev.tidewater.flink.formats.protobuf.ProtobufSchemas;
import dev.tidewater.flink.registry.SubjectVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * What {@code CREATE TABLE} asks for: a topic, its schemas, and the settings without which its table would not be the one
 * that was declared.
 *
 * @param configs of the topic
 * @param keySchema empty if records are to have no key, or keys that do not name their schema
 * @param valueSchema empty if records are not to name their schema
 */
record TopicDefinition(
        String topic,
        Optional<Integer> partitions,
        Optional<Short> replication,
        Map<String, String> configs,
        Optional<TopicSchema> keySchema,
        Optional<TopicSchema> valueSchema,
        TopicSettings settings) {
    private static final String PARTITIONS = "partitions";
    private static final String REPLICATION = "replication-factor";
    private static final String RETENTION = "retention";
    private static final String CLEANUP_POLICY = "cleanup.policy";
    private static final String KEY_FIELDS = "key.fields";
    private static final Set<String> POLICIES = Set.of("delete", "compact");
    private static final String FOR_EVER = "forever";

    /** How records are written, where more than the columns is to be told to their readers. */
    private enum Format {
        AVRO("avro"),
        JSON_SCHEMA("json-schema"),
        PROTOBUF("protobuf"),
        /** Without naming the schema. */
        JSON(TopicSettings.Json.RECORDS.word());

        private final String word;

        Format(String word) {
            this.word = word;
        }

        static Optional<Format> of(@Nullable String word) {
            return Arrays.stream(values())
                    .filter(format -> format.word.equals(word))
                    .findFirst();
        }
    }

    /** @throws CatalogException if a topic cannot be so */
    static TopicDefinition of(String topic, ResolvedCatalogTable table) {
        try {
            return new Reading(topic, table).definition();
        } catch (IllegalArgumentException
                | IncompatibleSchemaException
                | IncompatibleJsonSchemaException
                | ProtobufSchemaException e) {
            throw new CatalogException("table \"" + topic + "\" cannot be created: " + e.getMessage(), e);
        }
    }

    /** One statement being read. */
    private static final class Reading {
        private final String topic;
        private final ResolvedCatalogTable table;
        private final Map<String, String> options;
        private final List<String> primaryKey;

        Reading(String topic, ResolvedCatalogTable table) {
            this.topic = topic;
            this.table = table;
            this.options = new HashMap<>(table.getOptions());
            this.primaryKey = table.getResolvedSchema()
                    .getPrimaryKey()
                    .map(UniqueConstraint::getColumns)
                    .orElse(List.of());
        }

        TopicDefinition definition() {
            refuseWhatATopicCannotHave();
            Optional<Integer> partitions = number(PARTITIONS);
            Optional<Short> replication = number(REPLICATION).map(Integer::shortValue);
            List<String> keys = keys();
            Map<String, String> configs = configs();
            Format valueFormat = format(TopicSettings.VALUE_FORMAT, Format.AVRO);
            Format keyFormat = format(TopicSettings.KEY_FORMAT, valueFormat);
            TopicSettings settings = settings(keys);
            List<RowType.RowField> keyColumns = new ArrayList<>();
            List<RowType.RowField> valueColumns = new ArrayList<>();
            for (Column column : table.getResolvedSchema().getColumns()) {
                RowType.RowField field = field(column);
                (keys.contains(column.getName()) ? keyColumns : valueColumns).add(field);
            }
            if (valueColumns.isEmpty()) {
                throw new IllegalArgumentException(
                        "all columns are in the key, and a record without a value is a deletion; add a column");
            }
            RowType value = new RowType(false, valueColumns);
            settings = withSchema(settings, valueFormat, value, TopicSettings.VALUE_FORMAT, TopicSettings.VALUE_SCHEMA);
            Optional<TopicSchema> keySchema = Optional.empty();
            if (!keyColumns.isEmpty()) {
                RowType key = new RowType(false, inOrder(keyColumns, keys));
                settings = withSchema(settings, keyFormat, key, TopicSettings.KEY_FORMAT, TopicSettings.KEY_SCHEMA);
                keySchema = schema(keyFormat, key, "_key");
            }
            return new TopicDefinition(
                    topic, partitions, replication, configs, keySchema, schema(valueFormat, value, "_value"), settings);
        }

        /** What is none of ours is left for the settings. */
        private Format format(String option, Format usual) {
            if (TopicSettings.Json.CHANGES.word().equals(options.get(option))) {
                throw new IllegalArgumentException(
                        "'" + option + "' = '" + options.get(option)
                                + "' is how Debezium writes; leave it out, or let Debezium make the topic and write ALTER TABLE … SET");
            }
            Optional<Format> format = Format.of(options.get(option));
            if (format.isPresent()) {
                options.remove(option);
            }
            return format.orElse(usual);
        }

        private TopicSettings withSchema(
                TopicSettings settings, Format format, RowType columns, String formatKey, String schemaKey) {
            return format == Format.JSON
                    ? settings.with(formatKey, format.word).with(schemaKey, JsonSchemas.schema(columns, topic))
                    : settings;
        }

        /** What is to be registered; nothing if records do not name their schema. */
        private Optional<TopicSchema> schema(Format format, RowType columns, String suffix) {
            String name = recordName(topic) + suffix;
            return switch (format) {
                case AVRO -> Optional.of(new TopicSchema(SubjectVersion.AVRO, AvroSchemas.schema(columns, name)));
                case JSON_SCHEMA ->
                    Optional.of(new TopicSchema(SubjectVersion.JSON, JsonSchemas.schema(columns, name)));
                case PROTOBUF ->
                    Optional.of(new TopicSchema(SubjectVersion.PROTOBUF, ProtobufSchemas.schema(columns, name)));
                case JSON -> Optional.empty();
            };
        }

        private void refuseWhatATopicCannotHave() {
            if (Topics.isInternal(topic)) {
                throw new IllegalArgumentException("the name is one of a topic that programs keep for themselves;"
                        + " choose one that does not begin with an underscore");
            }
            if (options.containsKey("connector")) {
                throw new IllegalArgumentException("a table of this catalog is a topic of its cluster; leave out"
                        + " 'connector', or write CREATE TEMPORARY TABLE for a table of another place");
            }
            if (!table.getResolvedSchema().getWatermarkSpecs().isEmpty()) {
                throw new IllegalArgumentException("the time of a topic's rows is $rowtime, which has a watermark;"
                        + " leave out WATERMARK and write WITH ('" + TopicSettings.ROWTIME_FIELD + "' = 'COLUMN', '"
                        + TopicSettings.TOLERANCE + "' = '5 s')");
            }
            if (!table.getPartitionKeys().isEmpty()) {
                throw new IllegalArgumentException("a topic has numbered partitions; leave out PARTITIONED BY and write"
                        + " WITH ('" + PARTITIONS + "' = '4')");
            }
            for (Column column : table.getResolvedSchema().getColumns()) {
                if (!column.isPhysical()) {
                    throw new IllegalArgumentException("column \"" + column.getName()
                            + "\" is not stored in a record; leave it out, and compute it in a view");
                }
            }
        }

        private Optional<Integer> number(String key) {
            String value = options.remove(key);
            if (value == null) {
                return Optional.empty();
            }
            if (!value.matches("[1-9]\\d{0,3}")) {
                throw new IllegalArgumentException(
                        "'" + key + "' = '" + value + "' is no whole number between 1 and 9999");
            }
            return Optional.of(Integer.valueOf(value));
        }

        /** Columns of the key, in the key's order. */
        private List<String> keys() {
            String fields = options.remove(KEY_FIELDS);
            if (fields == null) {
                return primaryKey;
            }
            List<String> named = Arrays.asList(fields.split(";"));
            if (!primaryKey.isEmpty() && !named.equals(primaryKey)) {
                throw new IllegalArgumentException(
                        "the columns of the primary key are the key of each record; leave out" + " '" + KEY_FIELDS
                                + "'");
            }
            List<String> columns = table.getResolvedSchema().getColumnNames();
            for (String name : named) {
                if (!columns.contains(name)) {
                    throw new IllegalArgumentException(
                            "'" + KEY_FIELDS + "' = '" + fields + "': there is no column \"" + name + "\"");
                }
            }
            return named;
        }

        private Map<String, String> configs() {
            Map<String, String> configs = new HashMap<>();
            String policy = options.remove(CLEANUP_POLICY);
            if (policy == null) {
                policy = primaryKey.isEmpty() ? "delete" : "compact";
            }
            if (!POLICIES.contains(policy)) {
                throw new IllegalArgumentException(
                        "'" + CLEANUP_POLICY + "' = '" + policy + "' is neither delete nor compact");
            }
            if (policy.equals("compact") && primaryKey.isEmpty()) {
                throw new IllegalArgumentException("a compacted topic keeps the last record of each key; say which"
                        + " columns are it: PRIMARY KEY (…) NOT ENFORCED");
            }
            if (policy.equals("delete") && !primaryKey.isEmpty()) {
                throw new IllegalArgumentException("rows of a primary key replace each other, so the topic is to be"
                        + " compacted; leave out '" + CLEANUP_POLICY + "', or write '" + KEY_FIELDS + "' = '"
                        + String.join(";", primaryKey) + "' instead of PRIMARY KEY");
            }
            configs.put("cleanup.policy", policy);
            String retention = options.remove(RETENTION);
            if (retention != null) {
                configs.put("retention.ms", retention.equals(FOR_EVER) ? "-1" : Long.toString(retention(retention)));
            }
            return configs;
        }

        private static long retention(String value) {
            try {
                return TimeUtils.parseDuration(value).toMillis();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'" + RETENTION + "' = '" + value + "' is neither a duration, like 7 d, nor " + FOR_EVER, e);
            }
        }

        /** Whatever option is left must be a setting. */
        private TopicSettings settings(List<String> keys) {
            TopicSettings settings = TopicSettings.NONE;
            for (Map.Entry<String, String> option : options.entrySet()) {
                if (!TopicSettings.isKey(option.getKey())) {
                    throw new IllegalArgumentException("\"" + option.getKey() + "\" is no option of a topic; there are "
                            + String.join(", ", CLEANUP_POLICY, KEY_FIELDS, PARTITIONS, REPLICATION, RETENTION) + ", "
                            + TopicSettings.keys());
                }
                settings = settings.with(option.getKey(), option.getValue());
            }
            if (keys.isEmpty()) {
                return settings.with(TopicSettings.KEY_FORMAT, TopicSettings.Plain.NONE.word());
            }
            List<String> declared = table.getResolvedSchema().getColumnNames();
            List<String> keysFirst = new ArrayList<>(keys);
            declared.stream().filter(name -> !keys.contains(name)).forEach(keysFirst::add);
            return declared.equals(keysFirst)
                    ? settings
                    : settings.with(TopicSettings.COLUMN_ORDER, String.join(";", declared));
        }

        private static RowType.RowField field(Column column) {
            return column.getComment()
                    .map(text -> new RowType.RowField(
                            column.getName(), column.getDataType().getLogicalType(), text))
                    .orElseGet(() -> new RowType.RowField(
                            column.getName(), column.getDataType().getLogicalType()));
        }

        private static List<RowType.RowField> inOrder(List<RowType.RowField> columns, List<String> order) {
            return columns.stream()
                    .sorted(Comparator.comparingInt(column -> order.indexOf(column.getName())))
                    .toList();
        }

        /** Avro and Protobuf take letters, digits and underscores. */
        private static String recordName(String topic) {
            String name = topic.replaceAll("[^A-Za-z0-9_]", "_");
            return Character.isDigit(name.charAt(0)) ? "_" + name : name;
        }
    }
}
