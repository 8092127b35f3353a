package dev.tidewater.flink.catalog;

import dev.tidewater.flink.source.TopicOptions;
import dev.tidewater.flink.source.TopicOptions.BadRecords;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Makes a {@link KafkaCatalog}.
 *
 * <pre>
 * CREATE CATALOG kafka WITH (
 *   'type' = 'tidewater-kafka',
 *   'bootstrap.servers' = 'localhost:9092',
 *   'schema-registry.url' = 'http://localhost:8081')
 * </pre>
 */
public final class KafkaCatalogFactory implements CatalogFactory {
    public static final String IDENTIFIER = "tidewater-kafka";

    /** Options with this prefix are given to every Kafka client, also to those of sources and sinks. */
    static final String PROPERTIES = "properties.";

    static final ConfigOption<String> BOOTSTRAP_SERVERS = ConfigOptions.key("bootstrap.servers")
            .stringType()
            .noDefaultValue()
            .withDescription("Brokers of the cluster, as host:port, separated by commas");

    static final ConfigOption<String> REGISTRY_URL = ConfigOptions.key("schema-registry.url")
            .stringType()
            .noDefaultValue()
            .withDescription("Base of the schema registry's Confluent-compatible API; without it all topics are bytes");

    static final ConfigOption<Duration> CACHE_TTL = ConfigOptions.key("cache.ttl")
            .durationType()
            .defaultValue(Duration.ofSeconds(3))
            .withDescription("How old what is known of topics and schemas may be");

    static final ConfigOption<String> TOPIC_PREFIX = ConfigOptions.key("topic.prefix")
            .stringType()
            .defaultValue("")
            .withDescription("Only topics whose names begin so are tables, named by what follows");

    static final ConfigOption<Extent> EXTENT = ConfigOptions.key("scan.bounded.mode")
            .enumType(Extent.class)
            .noDefaultValue()
            .withDescription("Where a reader of a topic stops: nowhere (the default of a streaming session), or at what"
                    + " the topic holds when it starts (the default of a batch session)");

    static final ConfigOption<BadRecords> BAD_RECORDS = ConfigOptions.key(TopicOptions.BAD_RECORDS.key())
            .enumType(BadRecords.class)
            .defaultValue(BadRecords.DEAD_LETTER)
            .withDescription("What becomes of records that cannot be decoded, where a topic's settings do not say");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(BOOTSTRAP_SERVERS);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(REGISTRY_URL, TOPIC_PREFIX, CACHE_TTL, EXTENT, BAD_RECORDS);
    }

    @Override
    public Catalog createCatalog(Context context) {
        FactoryUtil.CatalogFactoryHelper helper = FactoryUtil.createCatalogFactoryHelper(this, context);
        helper.validateExcept(PROPERTIES);
        ReadableConfig options = helper.getOptions();
        Extent ofTheSession =
                context.getConfiguration().get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.BATCH
                        ? Extent.LATEST_OFFSET
                        : Extent.UNBOUNDED;
        Connection connection = new Connection(
                options.get(BOOTSTRAP_SERVERS),
                options.getOptional(REGISTRY_URL),
                properties(context.getOptions()),
                options.getOptional(EXTENT).orElse(ofTheSession),
                options.get(BAD_RECORDS));
        return new KafkaCatalog(context.getName(), connection, options.get(TOPIC_PREFIX), options.get(CACHE_TTL));
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
}
