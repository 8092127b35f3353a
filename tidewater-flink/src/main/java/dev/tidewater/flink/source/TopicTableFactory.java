package dev.tidewater.flink.source;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.connectors.kafka.table.KafkaConnectorOptions;
import org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicTableFactory;
import org.apache.flink.streaming.connectors.kafka.table.UpsertKafkaDynamicTableFactory;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.table.types.utils.TypeConversions;
import org.jspecify.annotations.Nullable;

/**
 * Connects the tables of topics. They are read by sources of ours and written by the Kafka connector's sinks; options have
 * the names that they have there, {@link TopicOptions} are added.
 */
public final class TopicTableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
    public static final String IDENTIFIER = "tidewater-kafka";

    private static final String PROPERTIES = "properties.";
    private static final String OUR_FORMATS = "tidewater-";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(
                KafkaConnectorOptions.PROPS_BOOTSTRAP_SERVERS,
                KafkaConnectorOptions.TOPIC,
                KafkaConnectorOptions.VALUE_FORMAT);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        Set<ConfigOption<?>> options = new HashSet<>(TopicOptions.ALL);
        options.addAll(new KafkaDynamicTableFactory().optionalOptions());
        options.addAll(new UpsertKafkaDynamicTableFactory().optionalOptions());
        options.removeAll(requiredOptions());
        return options;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        Optional<DecodingFormat<DeserializationSchema<RowData>>> keyFormat = helper.discoverOptionalDecodingFormat(
                DeserializationFormatFactory.class, KafkaConnectorOptions.KEY_FORMAT);
        DecodingFormat<DeserializationSchema<RowData>> valueFormat =
                helper.discoverDecodingFormat(DeserializationFormatFactory.class, KafkaConnectorOptions.VALUE_FORMAT);
        helper.validateExcept(PROPERTIES);
        ReadableConfig options = helper.getOptions();
        Reading reading = new Reading(
                options.get(KafkaConnectorOptions.TOPIC).get(0),
                properties(context.getCatalogTable().getOptions()),
                Extent.of(options),
                options.get(TopicOptions.BAD_RECORDS));
        DataType physical = options.getOptional(TopicOptions.DECODED_COLUMNS)
                .map(columns -> rowType(columns, context.getClassLoader()))
                .orElseGet(context::getPhysicalRowDataType);
        TopicTableParts parts = parts(options, physical, zone(context), keyFormat.orElse(null), valueFormat);
        TopicOptions.Records records = options.get(TopicOptions.RECORDS);
        Optional<LateWindow> window =
                options.getOptional(TopicOptions.LATE_WINDOW).map(written -> LateWindow.parse(written, zone(context)));
        if (records == TopicOptions.Records.LATE && window.isEmpty()) {
            throw new ValidationException(
                    "late rows are those of windows, and '" + TopicOptions.LATE_WINDOW.key() + "' is missing");
        }
        return records == TopicOptions.Records.BAD
                ? new BadRecordsSource(reading, parts)
                : new TopicSource(
                        reading,
                        parts,
                        window.map(each -> new Judged(each, records)).orElse(null));
    }

    private static DataType rowType(String columns, ClassLoader loader) {
        LogicalType type = LogicalTypeParser.parse(columns, loader);
        return TypeConversions.fromLogicalToDataType(type);
    }

    private static TopicTableParts parts(
            ReadableConfig options,
            DataType physical,
            ZoneId zone,
            @Nullable DecodingFormat<DeserializationSchema<RowData>> keyFormat,
            DecodingFormat<DeserializationSchema<RowData>> valueFormat) {
        List<String> keys =
                options.getOptional(KafkaConnectorOptions.KEY_FIELDS).orElse(List.of());
        List<String> columns = DataType.getFieldNames(physical);
        return new TopicTableParts(
                options.get(TopicOptions.KIND),
                physical,
                keyFormat == null
                        ? null
                        : new TopicTableParts.Columns(
                                keyFormat,
                                keys.stream().mapToInt(columns::indexOf).toArray(),
                                options.getOptional(KafkaConnectorOptions.KEY_FIELDS_PREFIX)
                                        .orElse(null),
                                isOurs(options, KafkaConnectorOptions.KEY_FORMAT)),
                new TopicTableParts.Columns(
                        valueFormat,
                        IntStream.range(0, columns.size())
                                .filter(column -> keyFormat == null || !keys.contains(columns.get(column)))
                                .toArray(),
                        null,
                        isOurs(options, KafkaConnectorOptions.VALUE_FORMAT)),
                options.getOptional(TopicOptions.ROWTIME_FIELD).orElse(null),
                zone,
                options.get(TopicOptions.ROWTIME_MAX_AHEAD));
    }

    /** The session's. */
    private static ZoneId zone(Context context) {
        String zone = context.getConfiguration().get(TableConfigOptions.LOCAL_TIME_ZONE);
        return zone.equals(TableConfigOptions.LOCAL_TIME_ZONE.defaultValue())
                ? ZoneId.systemDefault()
                : ZoneId.of(zone);
    }

    private static boolean isOurs(ReadableConfig options, ConfigOption<String> format) {
        return options.getOptional(format).orElse("").startsWith(OUR_FORMATS);
    }

    private static Map<String, String> properties(Map<String, String> options) {
        Map<String, String> properties = new TreeMap<>();
        options.forEach((key, value) -> {
            if (key.startsWith(PROPERTIES)) {
                properties.put(key.substring(PROPERTIES.length()), value);
            }
        });
        return properties;
    }

    /** The Kafka connector's, which is told what it knows of. */
    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        Map<String, String> options = new TreeMap<>(context.getCatalogTable().getOptions());
        boolean replaces = TopicOptions.Kind.UPSERT.toString().equals(options.get(TopicOptions.KIND.key()));
        DynamicTableSinkFactory factory =
                replaces ? new UpsertKafkaDynamicTableFactory() : new KafkaDynamicTableFactory();
        Set<String> known = new HashSet<>();
        Stream.concat(factory.requiredOptions().stream(), factory.optionalOptions().stream())
                .forEach(option -> known.add(option.key()));
        Duration limit = Configuration.fromMap(options).get(TopicOptions.TRANSACTION_LIMIT);
        options.keySet()
                .removeIf(key -> TopicOptions.ALL.stream()
                                .anyMatch(option -> option.key().equals(key))
                        || (isOption(key) && !known.contains(key)));
        return factory.createDynamicTableSink(new FactoryUtil.DefaultDynamicTableContext(
                context.getObjectIdentifier(),
                context.getCatalogTable()
                        .copy(Transactions.options(
                                options,
                                options.getOrDefault(KafkaConnectorOptions.TOPIC.key(), ""),
                                limit,
                                context.getConfiguration())),
                context.getEnrichmentOptions(),
                context.getConfiguration(),
                context.getClassLoader(),
                context.isTemporary()));
    }

    /** Whether a sink's factory may know this: options of formats, properties and Flink's own pass. */
    private boolean isOption(String key) {
        return optionalOptions().stream().anyMatch(option -> option.key().equals(key));
    }
}
