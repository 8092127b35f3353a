package dev.tidewater.flink.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.abilities.SupportsOverwrite;
import org.apache.flink.table.connector.sink.abilities.SupportsPartitioning;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.FlinkWriteConf;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.IcebergSink;

/**
 * The sink of a lake table. It has Iceberg's own V2 sink built, with all that the table's options, hints and the session say,
 * and puts {@link LakeSink} in its place: under the same uid, name and parallelism, so that a job goes on from the savepoint
 * of one that had Iceberg's.
 */
final class LakeTableSink implements DynamicTableSink, SupportsPartitioning, SupportsOverwrite {
    private final TableLoader loader;
    private final ResolvedSchema schema;
    private final Map<String, String> options;
    private final ReadableConfig config;

    private Existing existing = Existing.KEPT;

    /** What becomes of the rows that are there. */
    private enum Existing {
        KEPT,
        REPLACED
    }

    LakeTableSink(TableLoader loader, ResolvedSchema schema, Map<String, String> options, ReadableConfig config) {
        this.loader = loader;
        this.schema = ResolvedSchema.of(
                schema.getColumns().stream().filter(Column::isPhysical).toList());
        this.options = Map.copyOf(options);
        this.config = config;
    }

    /** Retractions into a table without a key become rows, as they do with Iceberg's: the checker warns of that. */
    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return requested;
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        if (existing == Existing.REPLACED && !context.isBounded()) {
            throw new ValidationException("Unbounded data stream doesn't support overwrite operation.");
        }
        return new DataStreamSinkProvider() {
            @Override
            public DataStreamSink<?> consumeDataStream(ProviderContext provider, DataStream<RowData> rows) {
                return append(rows);
            }
        };
    }

    private DataStreamSink<?> append(DataStream<RowData> rows) {
        Table table = table();
        SinkTransformation<?, ?> theirs = theirs(table, rows);
        LakeSink<?> sink = LakeSink.around((IcebergSink) theirs.getSink(), appending(table));
        DataStreamSink<RowData> ours = rows.sinkTo(sink).name(theirs.getName());
        Optional.ofNullable(theirs.getUid()).ifPresent(ours::uid);
        return ours.setParallelism(theirs.getParallelism());
    }

    /** Only its builder makes one, and appends it at once: to an environment that nobody executes. */
    private SinkTransformation<?, ?> theirs(Table table, DataStream<RowData> rows) {
        DataStream<RowData> aside = new DataStream<>(new StreamExecutionEnvironment(), rows.getTransformation());
        return (SinkTransformation<?, ?>) IcebergSink.forRowData(aside)
                .tableLoader(loader)
                .table(table)
                .resolvedSchema(schema)
                .equalityFieldColumns(keyColumns())
                .overwrite(existing == Existing.REPLACED)
                .setAll(options)
                .flinkConf(config)
                .append()
                .getTransformation();
    }

    private Appending appending(Table table) {
        return Appending.of(
                table,
                (RowType) schema.toSinkRowDataType().getLogicalType(),
                keyColumns(),
                new FlinkWriteConf(table, options, config));
    }

    private List<String> keyColumns() {
        return schema.getPrimaryKey().map(UniqueConstraint::getColumns).orElse(List.of());
    }

    private Table table() {
        try (TableLoader opened = loader.clone()) {
            opened.open();
            return SerializableTable.copyOf(opened.loadTable());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load the table of " + loader, e);
        }
    }

    /** Writers find the partition of each row themselves. */
    @Override
    public void applyStaticPartition(Map<String, String> partition) {}

    @Override
    public void applyOverwrite(boolean overwrite) {
        existing = overwrite ? Existing.REPLACED : Existing.KEPT;
    }

    @Override
    public DynamicTableSink copy() {
        LakeTableSink copy = new LakeTableSink(loader, schema, options, config);
        copy.existing = existing;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "lake table";
    }
}
