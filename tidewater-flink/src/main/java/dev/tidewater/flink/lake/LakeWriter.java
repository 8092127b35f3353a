package dev.tidewater.flink.lake;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.sink.IcebergStreamWriterMetrics;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.TaskWriter;
import org.apache.iceberg.io.UnpartitionedWriter;
import org.apache.iceberg.io.WriteResult;
import org.jspecify.annotations.Nullable;

/**
 * Appends rows to files of a table, one for each partition and checkpoint. Between two checkpoints without rows there is none,
 * and nothing is asked of the file system.
 */
final class LakeWriter implements CommittingSinkWriter<RowData, WriteResult> {
    private static final WriteResult NOTHING = WriteResult.builder().build();

    private final Appending appending;
    private final FileWriterFactory<RowData> files;
    private final OutputFileFactory names;
    private final IcebergStreamWriterMetrics metrics;

    private @Nullable TaskWriter<RowData> open;

    LakeWriter(Appending appending, WriterInitContext context) {
        Table table = appending.table();
        this.appending = appending;
        this.files = new ColumnarFiles(appending);
        this.names = OutputFileFactory.builderFor(
                        table,
                        context.getTaskInfo().getIndexOfThisSubtask(),
                        context.getTaskInfo().getAttemptNumber())
                .format(appending.format())
                .ioSupplier(table::io)
                .defaultSpec(table.spec())
                .build();
        this.metrics = new IcebergStreamWriterMetrics(context.metricGroup(), table.name());
    }

    @Override
    public void write(RowData row, Context context) throws IOException {
        TaskWriter<RowData> writer = open;
        if (writer == null) {
            writer = writer();
            open = writer;
        }
        writer.write(row);
    }

    private TaskWriter<RowData> writer() {
        Table table = appending.table();
        PartitionSpec spec = table.spec();
        return spec.isUnpartitioned()
                ? new UnpartitionedWriter<>(spec, appending.format(), files, names, table.io(), appending.fileSize())
                : new PartitionedWriter(appending, files, names);
    }

    /** Files are ended by {@link #prepareCommit}, which follows. */
    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<WriteResult> prepareCommit() throws IOException {
        long start = System.nanoTime();
        TaskWriter<RowData> writer = open;
        WriteResult result = writer == null ? NOTHING : writer.complete();
        open = null;
        metrics.updateFlushResult(result);
        metrics.flushDuration(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return List.of(result);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
