package dev.tidewater.flink.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Files;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.data.FlinkParquetReaders;
import org.apache.iceberg.flink.data.FlinkParquetWriters;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetValueReader;
import org.apache.iceberg.shaded.org.apache.parquet.example.data.Group;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalInputFile;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes files both ways and reads them as others do. */
final class ParquetFiles {
    private ParquetFiles() {}

    /** A file that is closed: where it is, what Iceberg is told of it, and what it said of its length. */
    record Written(
            java.nio.file.Path path,
            Metrics metrics,
            long length,
            @Nullable List<Long> splits) {
        boolean hasOneRowGroup() {
            return splits != null && splits.size() == 1;
        }
    }

    static Written ours(java.nio.file.Path path, Schema schema, List<RowData> rows, Map<String, String> properties)
            throws IOException {
        return ours(path, schema, rows, properties, new ColumnarMemory(1L << 30), new ColumnHints());
    }

    static Written ours(
            java.nio.file.Path path,
            Schema schema,
            List<RowData> rows,
            Map<String, String> properties,
            ColumnarMemory memory,
            ColumnHints hints)
            throws IOException {
        return filled(
                path,
                rows,
                ColumnarParquet.open(
                        Files.localOutput(path.toFile()),
                        schema,
                        FlinkSchemaUtil.convert(schema),
                        properties,
                        MetricsConfig.fromProperties(properties),
                        memory,
                        hints));
    }

    static Written standard(java.nio.file.Path path, Schema schema, List<RowData> rows, Map<String, String> properties)
            throws IOException {
        RowType type = FlinkSchemaUtil.convert(schema);
        return filled(
                path,
                rows,
                Parquet.write(Files.localOutput(path.toFile()))
                        .createWriterFunc((Function<MessageType, org.apache.iceberg.parquet.ParquetValueWriter<?>>)
                                file -> FlinkParquetWriters.buildWriter(type, file))
                        .setAll(properties)
                        .metricsConfig(MetricsConfig.fromProperties(properties))
                        .schema(schema)
                        .overwrite()
                        .build());
    }

    private static Written filled(java.nio.file.Path path, List<RowData> rows, FileAppender<RowData> appender)
            throws IOException {
        try (appender) {
            appender.addAll(rows);
        }
        return new Written(path, appender.metrics(), appender.length(), appender.splitOffsets());
    }

    static ParquetMetadata footer(java.nio.file.Path path) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path))) {
            return reader.getFooter();
        }
    }

    /** As parquet-java's own reader sees it. */
    static List<String> groups(java.nio.file.Path path) throws IOException {
        List<String> all = new ArrayList<>();
        try (ParquetReader<Group> reader = new GroupReader(new LocalInputFile(path)).build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                all.add(group.toString());
            }
        }
        return all;
    }

    private static final class GroupReader extends ParquetReader.Builder<Group> {
        GroupReader(LocalInputFile file) {
            super(file);
        }

        @Override
        protected GroupReadSupport getReadSupport() {
            return new GroupReadSupport();
        }
    }

    /** As Iceberg's generic reader sees it. */
    static List<Object> records(java.nio.file.Path path, Schema schema) throws IOException {
        List<Object> records = new ArrayList<>();
        read(path, schema, file -> GenericParquetReaders.buildReader(schema, file))
                .forEach(each -> records.add(plain(each)));
        return records;
    }

    /** Iceberg's values as lists, maps and other things that know whether they are equal. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Record record) {
            List<Object> fields = new ArrayList<>();
            for (int i = 0; i < record.size(); i++) {
                fields.add(plain(record.get(i)));
            }
            return fields;
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(each -> all.add(plain(each)));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((key, each) -> all.put(plain(key), plain(each)));
            return all;
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
    }

    /** As Iceberg's reader for Flink sees it. */
    static List<Object> rows(java.nio.file.Path path, Schema schema) throws IOException {
        RowType type = FlinkSchemaUtil.convert(schema);
        List<Object> rows = new ArrayList<>();
        for (Object row : read(path, schema, file -> FlinkParquetReaders.buildReader(schema, file))) {
            rows.add(plain(row, type));
        }
        return rows;
    }

    private static List<Object> read(
            java.nio.file.Path path, Schema schema, Function<MessageType, ParquetValueReader<?>> readers)
            throws IOException {
        List<Object> all = new ArrayList<>();
        try (CloseableIterable<Object> values = Parquet.read(Files.localInput(path.toFile()))
                .project(schema)
                .createReaderFunc(readers)
                .build()) {
            values.forEach(all::add);
        }
        return all;
    }

    /** Flink's values as lists, maps and other things that know whether they are equal. */
    static @Nullable Object plain(@Nullable Object value, LogicalType type) {
        if (value == null) {
            return null;
        }
        if (type instanceof RowType rowType) {
            List<Object> fields = new ArrayList<>();
            for (int i = 0; i < rowType.getFieldCount(); i++) {
                LogicalType field = rowType.getTypeAt(i);
                fields.add(plain(RowData.createFieldGetter(field, i).getFieldOrNull((RowData) value), field));
            }
            return fields;
        }
        if (type instanceof ArrayType array) {
            return elements((ArrayData) value, array.getElementType());
        }
        if (type instanceof MapType map) {
            List<Object> keys = elements(((MapData) value).keyArray(), map.getKeyType());
            List<Object> values = elements(((MapData) value).valueArray(), map.getValueType());
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                entries.put(keys.get(i), values.get(i));
            }
            return entries;
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
    }

    private static List<Object> elements(ArrayData array, LogicalType type) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            all.add(plain(getter.getElementOrNull(array, i), type));
        }
        return all;
    }
}
