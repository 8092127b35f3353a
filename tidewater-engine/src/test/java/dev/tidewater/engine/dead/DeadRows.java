package dev.tidewater.engine.dead;

import dev.tidewater.engine.tables.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** A table of dead letters in memory, with columns as pipelines make them. Each commit is a file. */
final class DeadRows implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final Types.StructType HEADER = Types.StructType.of(
            Types.NestedField.required(12, "key", Types.StringType.get()),
            Types.NestedField.optional(13, "value", Types.BinaryType.get()));
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "reason", Types.StringType.get()),
            Types.NestedField.required(2, "message", Types.StringType.get()),
            Types.NestedField.required(3, "pipeline", Types.StringType.get()),
            Types.NestedField.required(4, "partition", Types.IntegerType.get()),
            Types.NestedField.required(5, "offset", Types.LongType.get()),
            Types.NestedField.required(6, "timestamp", Types.TimestampType.withZone()),
            Types.NestedField.optional(7, "key", Types.BinaryType.get()),
            Types.NestedField.optional(8, "value", Types.BinaryType.get()),
            Types.NestedField.required(9, "headers", Types.ListType.ofRequired(11, HEADER)));

    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final Table table;
    private final List<Record> rows = new ArrayList<>();
    private int files;

    DeadRows() {
        catalog.initialize("lake", Map.of());
        catalog.createNamespace(Namespace.of("dead"));
        table = catalog.createTable(TableIdentifier.of("dead", "orders"), SCHEMA);
    }

    /** A record that came {@code offset} seconds after noon, with its key in a header too. */
    DeadRows row(String pipeline, int partition, long offset, String reason, @Nullable String value) {
        Record row = GenericRecord.create(table.schema());
        row.setField("reason", reason);
        row.setField("message", reason + " at byte 3");
        row.setField("pipeline", pipeline);
        row.setField("partition", partition);
        row.setField("offset", offset);
        row.setField("timestamp", NOON.plusSeconds(offset).atOffset(ZoneOffset.UTC));
        row.setField("key", bytes("key " + offset));
        row.setField("value", value == null ? null : bytes(value));
        Record header = GenericRecord.create(HEADER);
        header.setField("key", "trace");
        header.setField("value", bytes("key " + offset));
        Record empty = GenericRecord.create(HEADER);
        empty.setField("key", "trace");
        row.setField("headers", List.of(header, empty));
        rows.add(row);
        return this;
    }

    DeadRows commit() {
        try {
            DataWriter<Record> writer = Parquet.writeData(
                            table.io().newOutputFile(table.location() + "/data/" + files++ + ".parquet"))
                    .schema(table.schema())
                    .createWriterFunc(GenericParquetWriter::create)
                    .overwrite()
                    .withSpec(PartitionSpec.unpartitioned())
                    .build();
            try (writer) {
                rows.forEach(writer::write);
            }
            rows.clear();
            table.newAppend().appendFile(writer.toDataFile()).commit();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DeadTable table() {
        return new DeadTable(new LakeTable(table));
    }

    @Override
    public void close() {
        try {
            catalog.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
