package dev.tidewater.flink.source;

import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** The records of a topic that cannot be decoded, read together with those that can. */
final class BadRecordsSource implements ScanTableSource {
    private static final DataType ROW = ResolvedSchema.of(BadRow.COLUMNS).toPhysicalRowDataType();
    static final InternalTypeInfo<RowData> TYPE = InternalTypeInfo.of((RowType) ROW.getLogicalType());

    private final Reading reading;
    private final TopicTableParts parts;

    BadRecordsSource(Reading reading, TopicTableParts parts) {
        this.reading = reading;
        this.parts = parts;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        RowRecipe nothing = parts.recipe(context, new int[0], 0, List.of());
        return new DataStreamScanProvider() {
            @Override
            public DataStream<RowData> produceDataStream(
                    ProviderContext provider, StreamExecutionEnvironment environment) {
                return SharedReading.in(environment, reading, nothing).badRecords();
            }

            @Override
            public boolean isBounded() {
                return reading.extent().isBounded();
            }
        };
    }

    @Override
    public DynamicTableSource copy() {
        return new BadRecordsSource(reading, parts);
    }

    @Override
    public String asSummaryString() {
        return "bad records of topic " + reading.topic();
    }
}
