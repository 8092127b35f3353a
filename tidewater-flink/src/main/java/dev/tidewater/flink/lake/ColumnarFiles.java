package dev.tidewater.flink.lake;

import dev.tidewater.flink.parquet.ColumnHints;
import dev.tidewater.flink.parquet.ColumnarMemory;
import dev.tidewater.flink.parquet.ColumnarParquet;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.FileWriterFactory;

/** Data files of a table, written column by column by one task. What it learns of the columns lasts from file to file. */
final class ColumnarFiles implements FileWriterFactory<RowData> {
    private final Appending appending;
    private final MetricsConfig metrics;
    private final ColumnHints hints = new ColumnHints();

    ColumnarFiles(Appending appending) {
        this.appending = appending;
        this.metrics = MetricsConfig.forTable(appending.table());
    }

    @Override
    public DataWriter<RowData> newDataWriter(EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        Table table = appending.table();
        FileAppender<RowData> appender = ColumnarParquet.open(
                file,
                table.schema(),
                appending.rows(),
                appending.properties(),
                metrics,
                ColumnarMemory.ofThisJvm(),
                hints);
        return new DataWriter<>(
                appender,
                appending.format(),
                file.encryptingOutputFile().location(),
                spec,
                partition,
                file.keyMetadata());
    }

    @Override
    public EqualityDeleteWriter<RowData> newEqualityDeleteWriter(
            EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        throw new UnsupportedOperationException("rows are appended only");
    }

    @Override
    public PositionDeleteWriter<RowData> newPositionDeleteWriter(
            EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        throw new UnsupportedOperationException("rows are appended only");
    }
}
