package dev.tidewater.flink.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/** A Parquet file of which row groups are written one after the other, and a footer at the end. */
final class OpenFile {
    private static final int NO_PADDING = 0;

    private final ParquetFileWriter writer;
    private final OutputStreams file;

    /** Creates the file, in place of one that may be there, and writes what every Parquet file begins with. */
    OpenFile(OutputStreams file, MessageType schema, TableSettings settings) throws IOException {
        this.file = file;
        this.writer = new ParquetFileWriter(
                file,
                schema,
                ParquetFileWriter.Mode.OVERWRITE,
                settings.rowGroupBytes(),
                NO_PADDING,
                settings.boundsInIndex(),
                ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
                ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
        writer.start();
    }

    void writeRowGroup(long rows, ColumnChunkPageWriteStore pages) throws IOException {
        writer.startBlock(rows);
        pages.flushToFileWriter(writer);
        writer.endBlock();
    }

    /** Writes indexes and footer, and closes the file. */
    void finish(Map<String, String> metadata) throws IOException {
        writer.end(metadata);
    }

    /** Closes the file without a footer: nobody can take it for a whole one. */
    void abandon() throws IOException {
        file.close();
    }

    /** Bytes written so far; exact once the file is finished. */
    long position() {
        try {
            return writer.getPos();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell how long the file is", e);
        }
    }

    Metrics metrics(Stream<FieldMetrics<?>> fields, MetricsConfig config) {
        return ParquetUtil.footerMetrics(writer.getFooter(), fields, config);
    }

    List<Long> splitOffsets() {
        return ParquetUtil.getSplitOffsets(writer.getFooter());
    }
}
