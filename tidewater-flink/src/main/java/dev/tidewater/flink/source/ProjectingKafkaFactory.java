package dev.tidewater.flink.source;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.streaming.connectors.kafka.config.BoundedMode;
import org.apache.flink.streaming.connectors.kafka.config.StartupMode;
import org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicSource;
import org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicTableFactory;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The Kafka connector with all its options, whose source takes part in the planning of projections. */
public final class ProjectingKafkaFactory extends KafkaDynamicTableFactory {
    public static final String IDENTIFIER = "tidewater-kafka";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    protected KafkaDynamicSource createKafkaTableSource(
            DataType physical,
            @Nullable DecodingFormat<DeserializationSchema<RowData>> keyFormat,
            DecodingFormat<DeserializationSchema<RowData>> valueFormat,
            int[] keyFields,
            int[] valueFields,
            @Nullable String keyPrefix,
            @Nullable List<String> topics,
            @Nullable Pattern topicPattern,
            Properties properties,
            StartupMode startupMode,
            Map<TopicPartition, Long> startupOffsets,
            long startupTimestamp,
            BoundedMode boundedMode,
            Map<TopicPartition, Long> boundedOffsets,
            long boundedTimestamp,
            String table,
            @Nullable Integer parallelism) {
        return new ProjectingKafkaSource(
                physical,
                keyFormat,
                valueFormat,
                keyFields,
                valueFields,
                keyPrefix,
                topics,
                topicPattern,
                properties,
                startupMode,
                startupOffsets,
                startupTimestamp,
                boundedMode,
                boundedOffsets,
                boundedTimestamp,
                table,
                parallelism);
    }
}
