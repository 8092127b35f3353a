package dev.tidewater.flink.source;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.streaming.connectors.kafka.config.BoundedMode;
import org.apache.flink.streaming.connectors.kafka.config.StartupMode;
import org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicSource;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka connector's source for insert-only and changelog tables, for queries that want some of the columns. Version
 * 5.0.0 of the connector decodes all of them, and makes a map of the headers of each record whose table declares them.
 *
 * <p>Key and value of every record are decoded even if no column of theirs is wanted: what cannot be decoded does not
 * depend on the query.
 */
final class ProjectingKafkaSource extends KafkaDynamicSource implements SupportsProjectionPushDown {
    /** Positions among the physical columns; null as long as all are wanted. */
    private int @Nullable [] wanted;

    ProjectingKafkaSource(
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
        super(
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
                false,
                table,
                parallelism);
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    /** Metadata that no query wants is not made either. */
    @Override
    public boolean supportsMetadataProjection() {
        return true;
    }

    @Override
    public void applyProjection(int[][] columns, DataType produced) {
        wanted = Arrays.stream(columns).mapToInt(path -> path[0]).toArray();
        producedDataType = produced;
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        int[] columns = wanted;
        return columns == null
                ? super.getScanRuntimeProvider(context)
                : narrowed(columns).getScanRuntimeProvider(context);
    }

    /** A source of a table that has only those columns, by formats that know of the others. */
    private KafkaDynamicSource narrowed(int[] columns) {
        Narrowed source = new Narrowed(
                Projection.of(columns).project(physicalDataType),
                keyDecodingFormat == null ? null : part(keyDecodingFormat, keyProjection, columns, keyPrefix),
                part(valueDecodingFormat, valueProjection, columns, null),
                positions(keyProjection, columns),
                positions(valueProjection, columns));
        source.take(this);
        return source;
    }

    private DecodingFormat<DeserializationSchema<RowData>> part(
            DecodingFormat<DeserializationSchema<RowData>> format,
            int[] fields,
            int[] columns,
            @Nullable String prefix) {
        DataType whole = Projection.of(fields).project(physicalDataType);
        int[] read = IntStream.range(0, fields.length)
                .filter(field -> indexOf(columns, fields[field]) >= 0)
                .toArray();
        return new PartFormat(format, PartFormat.withoutPrefix(whole, prefix), read);
    }

    /** Where the fields that are wanted stand among the wanted columns. */
    private static int[] positions(int[] fields, int[] columns) {
        return Arrays.stream(fields)
                .map(field -> indexOf(columns, field))
                .filter(position -> position >= 0)
                .toArray();
    }

    private static int indexOf(int[] columns, int column) {
        return IntStream.range(0, columns.length)
                .filter(position -> columns[position] == column)
                .findFirst()
                .orElse(-1);
    }

    @Override
    public DynamicTableSource copy() {
        ProjectingKafkaSource copy = new ProjectingKafkaSource(
                physicalDataType,
                keyDecodingFormat,
                valueDecodingFormat,
                keyProjection,
                valueProjection,
                keyPrefix,
                topics,
                topicPattern,
                properties,
                startupMode,
                specificStartupOffsets,
                startupTimestampMillis,
                boundedMode,
                specificBoundedOffsets,
                boundedTimestampMillis,
                tableIdentifier,
                parallelism);
        copy.producedDataType = producedDataType;
        copy.metadataKeys = metadataKeys;
        copy.watermarkStrategy = watermarkStrategy;
        copy.wanted = wanted;
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof ProjectingKafkaSource that && Arrays.equals(wanted, that.wanted);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Arrays.hashCode(wanted);
    }

    /** Only here may one set what the connector's class keeps to its subclasses. */
    private final class Narrowed extends KafkaDynamicSource {
        Narrowed(
                DataType physical,
                @Nullable DecodingFormat<DeserializationSchema<RowData>> keyFormat,
                DecodingFormat<DeserializationSchema<RowData>> valueFormat,
                int[] keyFields,
                int[] valueFields) {
            super(
                    physical,
                    keyFormat,
                    valueFormat,
                    keyFields,
                    valueFields,
                    ProjectingKafkaSource.this.keyPrefix,
                    ProjectingKafkaSource.this.topics,
                    ProjectingKafkaSource.this.topicPattern,
                    ProjectingKafkaSource.this.properties,
                    ProjectingKafkaSource.this.startupMode,
                    ProjectingKafkaSource.this.specificStartupOffsets,
                    ProjectingKafkaSource.this.startupTimestampMillis,
                    ProjectingKafkaSource.this.boundedMode,
                    ProjectingKafkaSource.this.specificBoundedOffsets,
                    ProjectingKafkaSource.this.boundedTimestampMillis,
                    false,
                    ProjectingKafkaSource.this.tableIdentifier,
                    ProjectingKafkaSource.this.parallelism);
        }

        void take(ProjectingKafkaSource from) {
            producedDataType = from.producedDataType;
            metadataKeys = from.metadataKeys;
            watermarkStrategy = from.watermarkStrategy;
        }
    }
}
