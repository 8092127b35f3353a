package dev.tidewater.flink.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.ColumnIndexBuilder;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalInputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/** Compares the page indexes of a file with those that parquet-java makes of the file's own values, one value at a time. */
final class PageStatistics {
    private final MessageType schema;
    private final int boundsInIndex;
    private final int pageRows;

    private PageStatistics(MessageType schema, int boundsInIndex, int pageRows) {
        this.schema = schema;
        this.boundsInIndex = boundsInIndex;
        this.pageRows = pageRows;
    }

    /** @param pageRows rows that no page may exceed */
    static void check(Path path, int boundsInIndex, int pageRows) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path))) {
            MessageType schema = reader.getFileMetaData().getSchema();
            PageStatistics check = new PageStatistics(schema, boundsInIndex, pageRows);
            for (BlockMetaData group : reader.getRowGroups()) {
                PageReadStore pages = reader.readNextRowGroup();
                for (ColumnChunkMetaData chunk : group.getColumns()) {
                    OffsetIndex offsets = reader.readOffsetIndex(chunk);
                    ColumnIndex index = reader.readColumnIndex(chunk);
                    check.chunk(pages, chunk, offsets, index, group.getRowCount());
                }
            }
        }
    }

    private void chunk(
            PageReadStore pages, ColumnChunkMetaData chunk, OffsetIndex offsets, ColumnIndex index, long rows) {
        ColumnDescriptor column = schema.getColumnDescription(chunk.getPath().toArray());
        ColumnReader values = new ColumnReadStoreImpl(
                        pages, new GroupRecordConverter(schema).getRootConverter(), schema, null)
                .getColumnReader(column);
        ColumnIndexBuilder truth = ColumnIndexBuilder.getBuilder(column.getPrimitiveType(), boundsInIndex);
        Statistics<?> whole = Statistics.createStats(column.getPrimitiveType());
        long read = 0;
        for (int page = 0; page < offsets.getPageCount(); page++) {
            long last = offsets.getLastRowIndex(page, rows);
            long pageSize = last - offsets.getFirstRowIndex(page) + 1;
            assertThat(pageSize).as("rows of a page of %s", column).isBetween(1L, (long) pageRows);
            Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
            SizeStatistics.Builder sizes = SizeStatistics.newBuilder(
                    column.getPrimitiveType(), column.getMaxRepetitionLevel(), column.getMaxDefinitionLevel());
            long begun = 0;
            while (read < values.getTotalValueCount()) {
                boolean rowBegins = values.getCurrentRepetitionLevel() == 0;
                if (rowBegins && begun == pageSize) {
                    break;
                }
                begun += rowBegins ? 1 : 0;
                add(values, column, statistics, sizes);
                values.consume();
                read++;
            }
            truth.add(statistics, sizes.build());
            whole.mergeStatistics(statistics);
        }
        assertThat(read).as("values of %s", column).isEqualTo(chunk.getValueCount());
        compare(column, truth.build(), index);
        if (chunk.getStatistics().isNumNullsSet()) {
            assertThat(chunk.getStatistics().getNumNulls()).isEqualTo(whole.getNumNulls());
        }
    }

    private static void add(
            ColumnReader values, ColumnDescriptor column, Statistics<?> statistics, SizeStatistics.Builder sizes) {
        int repetition = values.getCurrentRepetitionLevel();
        int definition = values.getCurrentDefinitionLevel();
        if (definition < column.getMaxDefinitionLevel()) {
            statistics.incrementNumNulls();
            sizes.add(repetition, definition);
            return;
        }
        switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> statistics.updateStats(values.getBoolean());
            case INT32 -> statistics.updateStats(values.getInteger());
            case INT64 -> statistics.updateStats(values.getLong());
            case FLOAT -> statistics.updateStats(values.getFloat());
            case DOUBLE -> statistics.updateStats(values.getDouble());
            default -> {
                Binary binary = values.getBinary();
                statistics.updateStats(binary);
                sizes.add(repetition, definition, binary);
                return;
            }
        }
        sizes.add(repetition, definition);
    }

    private static void compare(ColumnDescriptor column, ColumnIndex truth, ColumnIndex index) {
        if (truth == null) {
            assertThat(index).as("index of %s", column).isNull();
            return;
        }
        assertThat(index.getNullPages()).as("null pages of %s", column).isEqualTo(truth.getNullPages());
        assertThat(index.getNullCounts()).as("nulls of %s", column).isEqualTo(truth.getNullCounts());
        assertThat(index.getMinValues()).as("least values of %s", column).isEqualTo(truth.getMinValues());
        assertThat(index.getMaxValues()).as("greatest values of %s", column).isEqualTo(truth.getMaxValues());
        assertThat(index.getBoundaryOrder()).as("order of %s", column).isEqualTo(truth.getBoundaryOrder());
        assertThat(index.getDefinitionLevelHistogram()).isEqualTo(truth.getDefinitionLevelHistogram());
        assertThat(index.getRepetitionLevelHistogram()).isEqualTo(truth.getRepetitionLevelHistogram());
    }
}
