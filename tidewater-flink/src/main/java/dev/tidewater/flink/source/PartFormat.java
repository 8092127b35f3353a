package dev.tidewater.flink.source;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.jspecify.annotations.Nullable;

/** A format for some fields of a record's key or value, which knows what the whole is. */
final class PartFormat implements DecodingFormat<DeserializationSchema<RowData>> {
    private final DecodingFormat<DeserializationSchema<RowData>> format;
    private final DataType whole;
    private final int[] fields;
    private final int room;

    /** @param room how many fields its rows have beyond those, for others to set; 0 if the format does not leave any */
    PartFormat(DecodingFormat<DeserializationSchema<RowData>> format, DataType whole, int[] fields, int room) {
        this.format = format;
        this.whole = whole;
        this.fields = fields;
        this.room = room;
    }

    /** Formats know the columns of a key by the names that they have in its schema. */
    static DataType withoutPrefix(DataType row, @Nullable String prefix) {
        if (prefix == null) {
            return row;
        }
        List<String> names = DataType.getFieldNames(row);
        List<DataType> types = DataType.getFieldDataTypes(row);
        return DataTypes.ROW(IntStream.range(0, names.size())
                        .mapToObj(
                                field -> DataTypes.FIELD(names.get(field).substring(prefix.length()), types.get(field)))
                        .toArray(DataTypes.Field[]::new))
                .notNull();
    }

    /** @param narrow the type of those fields, which the whole implies */
    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(DynamicTableSource.Context context, DataType narrow) {
        if (format instanceof ProjectableDecodingFormat<DeserializationSchema<RowData>> projectable) {
            int[][] paths = Stream.concat(
                            Arrays.stream(fields).mapToObj(field -> new int[] {field}),
                            Stream.generate(() -> new int[0]).limit(room))
                    .toArray(int[][]::new);
            return projectable.createRuntimeDecoder(context, whole, paths);
        }
        DeserializationSchema<RowData> all = format.createRuntimeDecoder(context, whole);
        return Arrays.equals(
                        fields,
                        IntStream.range(0, DataType.getFieldCount(whole)).toArray())
                ? all
                : new SelectedFields(
                        all,
                        whole.getLogicalType(),
                        fields,
                        context.createTypeInformation(Projection.of(fields).project(whole)));
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return format.getChangelogMode();
    }
}
