package dev.tidewater.flink.catalog;

import dev.tidewater.flink.catalog.TopicFacts.Cleanup;
import dev.tidewater.flink.catalog.TopicSettings.Json;
import dev.tidewater.flink.catalog.TopicSettings.Plain;
import dev.tidewater.flink.formats.json.IncompatibleJsonSchemaException;
import dev.tidewater.flink.formats.sql.Envelope;
import dev.tidewater.flink.registry.SubjectVersion;
import dev.tidewater.flink.source.BadRow;
import dev.tidewater.flink.source.TopicOptions;
import dev.tidewater.flink.source.TopicOptions.Kind;
import dev.tidewater.flink.source.TopicTableFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * The table of a topic, of one of three kinds: rows that are only added; a compacted topic, whose records replace those
 * of the same key; the changes that Debezium tells. Made of what is known of the topic alone, without a call.
 *
 * <p>Columns: those of the key, with a prefix if one of them is also called like one of the value; those of the value; a
 * key without a schema; then {@code $rowtime}, {@code $headers}, {@code $partition}, {@code $offset} and {@code
 * $timestamp}, which are not written.
 */
final class TopicTable {
    static final String KEY = "$key";
    static final String VALUE = "value";
    static final String ROWTIME = "$rowtime";
    static final String TIMESTAMP = "$timestamp";

    private static final String PREFIX = "key_";
    private static final DataType INSTANT = DataTypes.TIMESTAMP_LTZ(3);

    private final TopicFacts facts;
    private final Connection connection;
    private final Part key;
    private final Part value;
    private final Kind kind;
    /** Before the names of key columns; empty if none is needed. */
    private final String prefix;

    private TopicTable(TopicFacts facts, Connection connection) {
        this.facts = facts;
        this.connection = connection;
        Part whole = value(facts, connection);
        Optional<Part> changes = whole.asChanges();
        if (changes.isPresent()) {
            this.kind = Kind.CHANGELOG;
            this.value = changes.get();
            this.key = key(facts, connection);
        } else {
            this.kind = facts.cleanup() == Cleanup.COMPACT ? Kind.UPSERT : Kind.APPEND;
            this.value = whole;
            this.key = key(facts, connection);
        }
        this.prefix = kind == Kind.CHANGELOG ? "" : prefix(key.names(), value.names());
        if (kind == Kind.UPSERT && key.columns().isEmpty()) {
            throw Faults.of(
                    "topic \"" + facts.topic() + "\" is compacted, so its records have keys, and '"
                            + TopicSettings.KEY_FORMAT + "' says that they have none",
                    "change the setting, or the topic's cleanup.policy");
        }
    }

    /** @throws CatalogException naming topic, subject and version, if the topic cannot be a table */
    static CatalogTable of(TopicFacts facts, Connection connection) {
        return of(facts, connection, TopicTable::table);
    }

    /**
     * The table of the records that are no rows of the topic's table.
     *
     * @throws CatalogException as above
     */
    static CatalogTable ofBadRecords(TopicFacts facts, Connection connection) {
        return of(facts, connection, TopicTable::tableOfBadRecords);
    }

    private static CatalogTable of(TopicFacts facts, Connection connection, Function<TopicTable, CatalogTable> table) {
        try {
            return table.apply(new TopicTable(facts, connection));
        } catch (IllegalArgumentException | IncompatibleJsonSchemaException e) {
            throw Faults.of(
                    "the settings of topic \"" + facts.topic() + "\" do not fit it: " + e.getMessage(),
                    "take the setting back with: CALL kafka.topics.reset_setting('" + facts.topic() + "', 'SETTING')",
                    e);
        }
    }

    private static Part value(TopicFacts facts, Connection connection) {
        TopicSettings settings = facts.settings();
        return settings.jsonValues()
                .map(json -> Part.plainJson(
                        facts,
                        json,
                        declared(settings.valueSchema(), facts.value(), TopicSettings.VALUE_SCHEMA),
                        VALUE))
                .or(() -> settings.valueFormat().map(plain -> Part.plain(VALUE, plain)))
                .or(() -> facts.value().map(version -> Part.registered(facts, version, VALUE, connection)))
                .orElseGet(() -> Part.plain(VALUE, Plain.BYTES));
    }

    private static Part key(TopicFacts facts, Connection connection) {
        TopicSettings settings = facts.settings();
        if (settings.hasJsonKeys()) {
            String schema = declared(settings.keySchema(), facts.key(), TopicSettings.KEY_SCHEMA);
            return Part.plainJson(facts, Json.RECORDS, schema, KEY);
        }
        Optional<Plain> plain = settings.keyFormat();
        if (plain.equals(Optional.of(Plain.NONE))) {
            return Part.absent();
        }
        return plain.map(how -> Part.plain(KEY, how))
                .or(() -> facts.key().map(version -> Part.registered(facts, version, KEY, connection)))
                .orElseGet(() -> Part.plain(KEY, Plain.BYTES));
    }

    /** Of JSON that does not name its schema; a registered one will do, if there is one. */
    private static String declared(Optional<String> setting, Optional<SubjectVersion> registered, String key) {
        return setting.or(() -> registered
                        .filter(version -> version.type().equals(SubjectVersion.JSON))
                        .map(SubjectVersion::schema))
                .orElseThrow(() -> new IllegalArgumentException(
                        "JSON does not tell its columns; set '" + key + "' to its JSON Schema, for example"
                                + " '{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}'"));
    }

    /** The connector wants one prefix for all columns of the key. */
    private static String prefix(List<String> keys, Collection<String> values) {
        if (keys.stream().noneMatch(values::contains)) {
            return "";
        }
        String prefix = PREFIX;
        while (keys.stream().map(prefix::concat).anyMatch(values::contains)) {
            prefix = prefix + PREFIX;
        }
        return prefix;
    }

    private CatalogTable table() {
        Schema.Builder schema = Schema.newBuilder();
        List<RowType.RowField> physical = physical();
        for (RowType.RowField column : physical) {
            schema.column(column.getName(), DataTypes.of(column.getType()));
            column.getDescription().ifPresent(schema::withComment);
        }
        rowtime(schema, physical);
        schema.columnByMetadata(
                "$headers",
                DataTypes.MAP(DataTypes.STRING().notNull(), DataTypes.BYTES()).notNull(),
                "headers",
                true);
        schema.columnByMetadata("$partition", DataTypes.INT().notNull(), "partition", true);
        schema.columnByMetadata("$offset", DataTypes.BIGINT().notNull(), "offset", true);
        schema.columnByMetadata(TIMESTAMP, INSTANT.notNull(), "timestamp", true);
        schema.watermark(
                ROWTIME, quoted(ROWTIME) + " - " + interval(facts.settings().tolerance()));
        List<String> primaryKey = primaryKey();
        if (!primaryKey.isEmpty()) {
            schema.primaryKey(primaryKey);
        }
        return CatalogTable.newBuilder()
                .schema(schema.build())
                .comment(comment())
                .options(options())
                .build();
    }

    private CatalogTable tableOfBadRecords() {
        Map<String, String> options = new TreeMap<>(options());
        options.put(TopicOptions.RECORDS.key(), TopicOptions.Records.BAD.toString());
        options.put(TopicOptions.DECODED_COLUMNS.key(), new RowType(false, physical()).asSerializableString());
        options.remove(TopicSettings.IDLE_TIMEOUT);
        return CatalogTable.newBuilder()
                .schema(Schema.newBuilder()
                        .fromResolvedSchema(ResolvedSchema.of(BadRow.COLUMNS))
                        .build())
                .comment("records of topic \"" + facts.topic() + "\" that cannot be decoded")
                .options(options)
                .build();
    }

    private List<RowType.RowField> physical() {
        List<RowType.RowField> keys = new ArrayList<>();
        if (kind != Kind.CHANGELOG) {
            for (RowType.RowField column : key.columns()) {
                // A record of an append topic may lack its key.
                LogicalType type = column.getType().copy(kind == Kind.APPEND);
                keys.add(named(column, prefix + column.getName(), type));
            }
        }
        List<RowType.RowField> values = new ArrayList<>();
        List<String> primaryKey = primaryKey();
        for (RowType.RowField column : value.columns()) {
            boolean nullable = !primaryKey.contains(column.getName())
                    // Of a deletion by a record without value nothing but the key is known.
                    && (kind == Kind.UPSERT || column.getType().isNullable());
            values.add(named(column, column.getName(), column.getType().copy(nullable)));
        }
        List<RowType.RowField> all = new ArrayList<>();
        boolean keysLast = keys.size() == 1 && keys.get(0).getName().equals(KEY);
        all.addAll(keysLast ? values : keys);
        all.addAll(keysLast ? keys : values);
        List<String> order = facts.settings().columnOrder();
        all.sort(Comparator.comparingInt(
                column -> order.contains(column.getName()) ? order.indexOf(column.getName()) : order.size()));
        return all;
    }

    private static RowType.RowField named(RowType.RowField column, String name, LogicalType type) {
        return column.getDescription()
                .map(text -> new RowType.RowField(name, type, text))
                .orElseGet(() -> new RowType.RowField(name, type));
    }

    private void rowtime(Schema.Builder schema, List<RowType.RowField> physical) {
        Optional<String> field = facts.settings().rowtimeField();
        field.ifPresent(column -> requireTime(column, physical));
        boolean isOfChange = field.isEmpty() && kind == Kind.CHANGELOG;
        schema.columnByMetadata(
                ROWTIME, INSTANT.notNull(), isOfChange ? "value." + Envelope.CHANGE_TIME : "rowtime", true);
    }

    private void requireTime(String field, List<RowType.RowField> physical) {
        LogicalType type = physical.stream()
                .filter(column -> column.getName().equals(field))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + TopicSettings.ROWTIME_FIELD + "' = '" + field
                        + "', and the columns are "
                        + String.join(
                                ", ",
                                physical.stream().map(RowType.RowField::getName).toList())
                        + facts.value().map(version -> " (" + version + ")").orElse("")))
                .getType();
        if (!type.is(LogicalTypeFamily.TIMESTAMP) && !type.is(LogicalTypeRoot.BIGINT)) {
            throw new IllegalArgumentException("'" + TopicSettings.ROWTIME_FIELD + "' = '" + field
                    + "', which is of type " + type.asSummaryString()
                    + " and no time; a time is a TIMESTAMP, a TIMESTAMP_LTZ or a BIGINT of milliseconds since 1970");
        }
    }

    private List<String> primaryKey() {
        return switch (kind) {
            case APPEND -> List.of();
            case UPSERT ->
                key.columns().stream().map(column -> prefix + column.getName()).toList();
            case CHANGELOG -> keyWithin(value.columns());
        };
    }

    /** Debezium's key repeats columns of the row. Nothing if it holds others. */
    private List<String> keyWithin(List<RowType.RowField> row) {
        for (RowType.RowField column : key.columns()) {
            Optional<RowType.RowField> same = row.stream()
                    .filter(other -> other.getName().equals(column.getName()))
                    .findFirst();
            if (same.isEmpty()) {
                return List.of();
            }
            LogicalType inRow = same.get().getType();
            if (!inRow.copy(true).equals(column.getType().copy(true))) {
                throw Faults.of(
                        "topic \"" + facts.topic() + "\" cannot be a table: its subjects disagree about column \""
                                + column.getName() + "\", which is "
                                + column.getType().asSummaryString() + " in "
                                + facts.key().orElseThrow() + " and "
                                + inRow.asSummaryString() + " in "
                                + facts.value().orElseThrow(),
                        "register schemas that agree, as Debezium's connector does when it starts anew");
            }
        }
        return key.names();
    }

    private Map<String, String> options() {
        TopicSettings settings = facts.settings();
        Map<String, String> options = new TreeMap<>();
        connection.properties().forEach((name, value) -> options.put(KafkaCatalogFactory.PROPERTIES + name, value));
        options.put("properties.bootstrap.servers", connection.bootstrapServers());
        options.put("connector", TopicTableFactory.IDENTIFIER);
        options.put("topic", facts.topic());
        options.put(TopicOptions.KIND.key(), kind.toString());
        options.put(
                TopicOptions.BAD_RECORDS.key(),
                settings.badRecords().orElse(connection.badRecords()).toString());
        for (String key : List.of(TopicSettings.ROWTIME_FIELD, TopicSettings.ROWTIME_MAX_AHEAD)) {
            String value = settings.values().get(key);
            if (value != null) {
                options.put(key, value);
            }
        }
        facts.transactionLimit()
                .ifPresent(limit -> options.put(TopicOptions.TRANSACTION_LIMIT.key(), limit.toMillis() + " ms"));
        options.put("scan.bounded.mode", connection.extent().toString());
        options.put(TopicSettings.IDLE_TIMEOUT, settings.idleTimeout().toMillis() + " ms");
        options.putAll(value.tableOptions("value"));
        if (kind == Kind.UPSERT) {
            if (settings.values().containsKey(TopicSettings.STARTUP_MODE)) {
                throw new IllegalArgumentException("'" + TopicSettings.STARTUP_MODE
                        + "': a compacted topic is always read from its beginning, for any record may be the last of its"
                        + " key");
            }
            options.put(TopicSettings.STARTUP_MODE, "earliest-offset");
        } else {
            options.putAll(settings.startPosition());
        }
        if (kind != Kind.CHANGELOG && !key.columns().isEmpty()) {
            options.putAll(key.tableOptions("key"));
            options.put("value.fields-include", "EXCEPT_KEY");
            options.put(
                    "key.fields",
                    String.join(";", key.names().stream().map(prefix::concat).toList()));
            if (!prefix.isEmpty()) {
                options.put("key.fields-prefix", prefix);
            }
        }
        return options;
    }

    private String comment() {
        StringBuilder comment = new StringBuilder("topic \"" + facts.topic() + "\", " + facts.partitions()
                + (facts.partitions() == 1 ? " partition" : " partitions") + ", "
                + kind + "; value: " + value.origin() + "; key: " + key.origin());
        Map<String, String> settings = new TreeMap<>(facts.settings().values());
        // The columns tell what schemas say.
        settings.keySet().removeAll(List.of(TopicSettings.KEY_SCHEMA, TopicSettings.VALUE_SCHEMA));
        settings.forEach((setting, set) ->
                comment.append("; ").append(setting).append(" = ").append(set));
        return comment.toString();
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String interval(Duration duration) {
        return String.format(
                Locale.ROOT,
                "INTERVAL '%d %02d:%02d:%02d.%03d' DAY(3) TO SECOND(3)",
                duration.toDays(),
                duration.toHoursPart(),
                duration.toMinutesPart(),
                duration.toSecondsPart(),
                duration.toMillisPart());
    }
}
