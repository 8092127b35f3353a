package dev.tidewater.flink.lake;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.flink.sink.FlinkFileWriterFactory;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileWriterFactory;

/** Data files of a table. */
final class ColumnarFiles implements FileWriterFactory<RowData>, Serializable {
    private static final long serialVersionUID = 1;

    private final Appending appending;

    ColumnarFiles(Appending appending) {
        this.appending = appending;
    }

    @Override
    public DataWriter<RowData> newDataWriter(EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        return new FlinkFileWriterFactory.Builder(appending.table())
                .dataFileFormat(appending.format())
                .dataSchema(appending.table().schema())
                .dataFlinkType(appending.rows())
                .writerProperties(appending.properties())
                .build()
                .newDataWriter(file, spec, partition);
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
