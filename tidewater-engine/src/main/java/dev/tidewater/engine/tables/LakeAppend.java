package dev.tidewater.engine.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;

/** Adds a few rows to a lake table, by Iceberg's own generic writer: a file for each partition, all in one snapshot. */
final class LakeAppend {
    private final Table table;

    LakeAppend(Table table) {
        this.table = table;
    }

    /** @throws UncheckedIOException if a file cannot be written */
    void append(List<Record> rows) {
        InternalRecordWrapper wrapper = new InternalRecordWrapper(table.schema().asStruct());
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        Map<PartitionKey, List<Record>> partitions = new LinkedHashMap<>();
        for (Record row : rows) {
            key.partition(wrapper.wrap(row));
            partitions
                    .computeIfAbsent(key.copy(), partition -> new ArrayList<>())
                    .add(row);
        }
        AppendFiles append = table.newAppend();
        partitions.forEach((partition, own) -> append.appendFile(file(partition, own)));
        append.commit();
    }

    private DataFile file(PartitionKey partition, List<Record> rows) {
        String name = UUID.randomUUID() + ".parquet";
        // Where there are no partitions, the empty path of one would leave two slashes in the name, which S3 does not
        // find.
        String location = table.spec().isUnpartitioned()
                ? table.locationProvider().newDataLocation(name)
                : table.locationProvider().newDataLocation(table.spec(), partition, name);
        OutputFile output = table.io().newOutputFile(location);
        try {
            DataWriter<Record> writer = Parquet.writeData(output)
                    .schema(table.schema())
                    .createWriterFunc(GenericParquetWriter::create)
                    .withSpec(table.spec())
                    .withPartition(partition)
                    .build();
            try (writer) {
                rows.forEach(writer::write);
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to table " + table.name(), e);
        }
    }
}
