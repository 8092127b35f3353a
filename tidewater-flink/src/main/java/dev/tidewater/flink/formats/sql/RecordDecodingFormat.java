package dev.tidewater.flink.formats.sql;

import java.util.Arrays;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** Reads what a query wants of each record, and looks over the rest so that a damaged record is one for every query. */
record RecordDecodingFormat(RecordFormat format, Codec codec)
        implements ProjectableDecodingFormat<DeserializationSchema<RowData>>, LeavesRoom {
    @Override
    public boolean supportsNestedProjection() {
        return true;
    }

    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(
            DynamicTableSource.Context context, DataType physical, int[][] projections) {
        RowType columns = (RowType) physical.getLogicalType();
        int[][] decoded =
                Arrays.stream(projections).filter(path -> path.length > 0).toArray(int[][]::new);
        return new RecordDeserialization(
                format,
                codec,
                columns,
                projections,
                columns.getChildren().stream().allMatch(type -> type.isNullable())
                        ? RecordDeserialization.Missing.ROW_OF_NULLS
                        : RecordDeserialization.Missing.BAD_RECORD,
                context.createTypeInformation(Projection.of(decoded).project(physical)));
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }
}
