package dev.tidewater.flink.lake;

import org.apache.flink.table.data.RowData;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.PartitionedFanoutWriter;

/** A file for each partition that has rows, all of them open at once. */
final class PartitionedWriter extends PartitionedFanoutWriter<RowData> {
    private final PartitionKey key;
    private final RowDataWrapper values;

    PartitionedWriter(Appending appending, FileWriterFactory<RowData> files, OutputFileFactory names) {
        super(
                appending.table().spec(),
                appending.format(),
                files,
                names,
                appending.table().io(),
                appending.fileSize());
        this.key = new PartitionKey(appending.table().spec(), appending.table().schema());
        this.values =
                new RowDataWrapper(appending.rows(), appending.table().schema().asStruct());
    }

    @Override
    protected PartitionKey partition(RowData row) {
        key.partition(values.wrap(row));
        return key;
    }
}
