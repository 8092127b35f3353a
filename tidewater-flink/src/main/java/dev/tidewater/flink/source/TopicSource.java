package dev.tidewater.flink.source;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a topic. Unlike the Kafka connector's source, version 5.0.0, it decodes the columns that a query wants, and
 * leaves records that cannot be decoded to {@link BadRecordsSource}.
 */
final class TopicSource
        implements ScanTableSource, SupportsReadingMetadata, SupportsWatermarkPushDown, SupportsProjectionPushDown {
    private static final String OF_VALUE = "value.";
    private static final ChangelogMode REPLACEMENTS = ChangelogMode.newBuilder()
            .addContainedKind(RowKind.UPDATE_AFTER)
            .addContainedKind(RowKind.DELETE)
            .build();

    private final Reading reading;
    private final TopicTableParts parts;
    private final @Nullable Judged judged;

    private int[] wanted;
    private DataType produced;
    private List<String> metadata = List.of();
    private WatermarkStrategy<RowData> watermarks = WatermarkStrategy.noWatermarks();

    /** @param judged which rows it has by the windows that they are for; null for all */
    TopicSource(Reading reading, TopicTableParts parts, @Nullable Judged judged) {
        this.reading = reading;
        this.parts = parts;
        this.judged = judged;
        this.wanted =
                IntStream.range(0, DataType.getFieldCount(parts.physical())).toArray();
        this.produced = parts.physical();
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return parts.kind() == TopicOptions.Kind.UPSERT
                ? REPLACEMENTS
                : parts.value().format().getChangelogMode();
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        // What the format adds comes first, so that in a row it follows the columns.
        Map<String, DataType> all = new LinkedHashMap<>();
        parts.value().format().listReadableMetadata().forEach((key, type) -> all.put(OF_VALUE + key, type));
        for (RecordField field : RecordField.values()) {
            all.put(field.key(), field.type());
        }
        if (judged != null) {
            judged.fields().forEach(field -> all.put(field.key(), field.type()));
        }
        return all;
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType type) {
        metadata = List.copyOf(keys);
        produced = type;
        List<String> ofValue = keys.stream()
                .filter(key -> key.startsWith(OF_VALUE))
                .map(key -> key.substring(OF_VALUE.length()))
                .toList();
        if (!parts.value().format().listReadableMetadata().isEmpty()) {
            parts.value().format().applyReadableMetadata(ofValue);
        }
    }

    /** Metadata that no query wants is not made either. */
    @Override
    public boolean supportsMetadataProjection() {
        return true;
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] columns, DataType type) {
        wanted = Arrays.stream(columns).mapToInt(path -> path[0]).toArray();
        produced = type;
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarks = strategy;
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        List<RecordField> ofRecord = metadata.stream()
                .flatMap(key -> RecordField.called(key).stream())
                .toList();
        List<LateField> ofWindows =
                metadata.stream().flatMap(key -> LateField.called(key).stream()).toList();
        int ofValue = metadata.size() - ofRecord.size() - ofWindows.size();
        RowRecipe recipe = parts.recipe(context, wanted, ofValue, ofRecord);
        TypeInformation<RowData> type = context.createTypeInformation(produced);
        WatermarkStrategy<RowData> strategy = watermarks;
        if (judged == null) {
            return provider((environment, provider) -> SharedReading.forRows(environment, provider, reading, recipe)
                    .rows(recipe, type, strategy));
        }
        DataType made = Projection.range(0, recipe.arity()).project(produced);
        JudgedTable table =
                new JudgedTable(judged.records(), recipe, context.createTypeInformation(made), ofWindows, type);
        LateWindow window = judged.window();
        return provider((environment, provider) ->
                JudgedReading.in(environment, provider, reading, window, recipe).rows(table, strategy));
    }

    private DataStreamScanProvider provider(
            BiFunction<StreamExecutionEnvironment, ProviderContext, DataStream<RowData>> rows) {
        return new DataStreamScanProvider() {
            @Override
            public DataStream<RowData> produceDataStream(
                    ProviderContext provider, StreamExecutionEnvironment environment) {
                return rows.apply(environment, provider);
            }

            @Override
            public boolean isBounded() {
                return reading.extent().isBounded();
            }
        };
    }

    @Override
    public DynamicTableSource copy() {
        TopicSource copy = new TopicSource(reading, parts, judged);
        copy.wanted = wanted;
        copy.produced = produced;
        copy.metadata = metadata;
        copy.watermarks = watermarks;
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicSource that
                && reading.equals(that.reading)
                && parts.equals(that.parts)
                && Objects.equals(judged, that.judged)
                && Arrays.equals(wanted, that.wanted)
                && produced.equals(that.produced)
                && metadata.equals(that.metadata)
                && watermarks.equals(that.watermarks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reading, Arrays.hashCode(wanted), produced, metadata);
    }

    @Override
    public String asSummaryString() {
        return "topic " + reading.topic();
    }
}
