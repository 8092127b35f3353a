package dev.tidewater.flink.formats.sql;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.DataTypeUtils;
import org.jspecify.annotations.Nullable;

/** Reads the row before and after each change. The planner tells which metadata it wants after making it. */
final class DebeziumDecodingFormat implements ProjectableDecodingFormat<DeserializationSchema<RowData>> {
    private static final DataType CHANGE_TIME = DataTypes.TIMESTAMP_LTZ(3);

    private final RecordFormat format;
    private final Codec codec;
    private List<String> metadata = List.of();

    DebeziumDecodingFormat(RecordFormat format, Codec codec) {
        this.format = format;
        this.codec = codec;
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        return Map.of(Envelope.CHANGE_TIME, CHANGE_TIME);
    }

    @Override
    public void applyReadableMetadata(List<String> keys) {
        metadata = List.copyOf(keys);
    }

    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(
            DynamicTableSource.Context context, DataType physical, int[][] projections) {
        DataType projected = Projection.of(projections).project(physical);
        DataType produced = DataTypeUtils.appendRowFields(
                projected,
                metadata.stream()
                        .map(key -> DataTypes.FIELD("$metadata$" + key, CHANGE_TIME))
                        .toList());
        boolean wanted = codec.knowsAllFields();
        return new DebeziumDeserialization(
                format,
                codec,
                (RowType) (wanted ? projected : physical).getLogicalType(),
                wanted ? Projection.range(0, projections.length).toNestedIndexes() : projections,
                metadata.size(),
                context.createTypeInformation(produced));
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.all();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DebeziumDecodingFormat that
                && format.equals(that.format)
                && codec.equals(that.codec)
                && metadata.equals(that.metadata);
    }

    @Override
    public int hashCode() {
        return format.hashCode();
    }
}
