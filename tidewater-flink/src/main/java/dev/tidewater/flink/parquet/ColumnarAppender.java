package dev.tidewater.flink.parquet;

import static org.apache.iceberg.TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX;

import dev.tidewater.flink.parquet.columns.BatchEnd;
import dev.tidewater.flink.parquet.columns.Column;
import dev.tidewater.flink.parquet.columns.ColumnSpec;
import dev.tidewater.flink.parquet.columns.PageCompressor;
import dev.tidewater.flink.parquet.rows.RowShredder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to one file. Rows come in batches of about a thousand: each row is copied into the columns, and at the
 * batch's end each column looks over what it got. There it is also decided whether pages, and the row group, are full.
 *
 * <p>States: no row yet (nothing is created), rows in an open row group, row groups written, closed. After any exception
 * out of {@link #add} the columns may be of unequal length: the file is broken for good, closing it writes no footer, and
 * it never has metrics.
 */
final class ColumnarAppender implements FileAppender<RowData> {
    /** Rows of which the values of a column still fit a core's cache when they are looked at again. */
    private static final int BATCH_ROWS = 1024;

    private static final Metrics NO_ROWS = new Metrics(0L, null, null, null, null);

    private final OutputStreams output;
    private final Schema schema;
    private final TableSettings settings;
    private final MetricsConfig metricsConfig;
    private final MessageType fileSchema;
    private final PageCompressor compressor;
    private final RowShredder shredder;
    private final List<Column> columns;
    private final BatchEnd batchEnd = new BatchEnd();
    private final ColumnarMemory.Account account;

    private @Nullable OpenFile file;
    private @Nullable ColumnChunkPageWriteStore pages;
    private int batchRows;
    private int batchLimit;
    private long groupRows;
    private long nextSizeCheck;
    private boolean broken;
    private boolean closed;

    ColumnarAppender(
            OutputFile output,
            Schema schema,
            RowType rows,
            Map<String, String> properties,
            MetricsConfig metricsConfig,
            ColumnarMemory memory,
            ColumnHints hints) {
        this.output = new OutputStreams(output);
        this.schema = schema;
        this.settings = TableSettings.of(properties);
        this.metricsConfig = metricsConfig;
        this.fileSchema = ParquetSchemaUtil.convert(schema, "table");
        this.compressor = settings.compressor();
        this.shredder = RowShredder.of(
                fileSchema,
                rows,
                leaf -> new ColumnSpec(
                        leaf,
                        settings.column(leaf, schema),
                        hints.column(leaf.getPath()),
                        memory.scratches(),
                        compressor,
                        batchEnd));
        this.columns = shredder.columns();
        this.nextSizeCheck = settings.leastRowsToCheck();
        this.account = memory.open(this::flushEarly);
    }

    @Override
    public void add(RowData row) {
        if (closed || broken) {
            throw new IllegalStateException(closed ? "the file is closed" : "the file is broken: " + output.location());
        }
        if (pages == null) {
            startRowGroup();
        }
        boolean whole = false;
        try {
            shredder.take(row);
            groupRows++;
            if (++batchRows >= batchLimit || batchEnd.isDue()) {
                endBatch();
                flushIfFull();
                account.grown(memory());
            }
            whole = true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + output.location(), e);
        } finally {
            broken |= !whole;
        }
    }

    private void startRowGroup() {
        pages = new ColumnChunkPageWriteStore(
                compressor,
                fileSchema,
                new HeapByteBufferAllocator(),
                settings.boundsInIndex(),
                ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
        for (Column each : columns) {
            each.startChunk(pages.getPageWriter(each.descriptor()));
        }
        setBatchLimit();
    }

    private void setBatchLimit() {
        long limit = Math.min(BATCH_ROWS, Math.max(1, nextSizeCheck - groupRows));
        for (Column each : columns) {
            limit = Math.min(limit, each.rowsToNextLook());
        }
        batchLimit = (int) Math.max(1, limit);
    }

    private void endBatch() throws IOException {
        for (Column each : columns) {
            each.endBatch(batchRows);
        }
        batchRows = 0;
        batchEnd.clear();
        setBatchLimit();
    }

    /** Looks at the size of the row group when Iceberg's own writer would. */
    private void flushIfFull() throws IOException {
        if (groupRows < nextSizeCheck) {
            return;
        }
        long size = openBytes();
        double rowBytes = (double) size / groupRows;
        if (size > settings.rowGroupBytes() - 2 * rowBytes) {
            flush();
            return;
        }
        long rest = (long) ((settings.rowGroupBytes() - size) / rowBytes);
        long rows = Math.max(rest / 2, settings.leastRowsToCheck());
        nextSizeCheck = groupRows + Math.min(rows, settings.mostRowsToCheck());
        setBatchLimit();
    }

    private long openBytes() {
        long size = 0;
        for (Column each : columns) {
            size += each.openBytes();
        }
        return size;
    }

    private long memory() {
        long bytes = 0;
        for (Column each : columns) {
            bytes += each.memory();
        }
        return bytes;
    }

    /** Ends the row group before it is full, for the sake of memory. */
    private void flushEarly() {
        boolean whole = false;
        try {
            if (pages != null && !broken) {
                endBatch();
                flush();
            }
            columns.forEach(Column::release);
            account.shrunk(memory());
            whole = true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + output.location(), e);
        } finally {
            broken |= !whole;
        }
    }

    private void flush() throws IOException {
        if (pages == null) {
            return;
        }
        for (Column each : columns) {
            each.endChunk();
        }
        if (file == null) {
            file = new OpenFile(output, fileSchema, settings);
        }
        file.writeRowGroup(groupRows, pages);
        pages.close();
        pages = null;
        nextSizeCheck = Math.min(Math.max(groupRows / 2, settings.leastRowsToCheck()), settings.mostRowsToCheck());
        groupRows = 0;
    }

    /** Exact once closed; before that with an estimate of what the open pages will take. */
    @Override
    public long length() {
        double length = file == null ? 0 : file.position();
        if (pages != null && !closed) {
            for (Column each : columns) {
                length += each.writtenBytes();
            }
        }
        return (long) length;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        boolean whole = false;
        try {
            if (!broken) {
                finish();
            }
            whole = !broken;
        } finally {
            broken |= !whole;
            letGo();
        }
    }

    private void finish() throws IOException {
        if (pages != null) {
            endBatch();
            flush();
        }
        if (file != null) {
            file.finish(Map.of("iceberg.schema", SchemaParser.toJson(schema)));
        }
    }

    private void letGo() throws IOException {
        account.close();
        compressor.release();
        columns.forEach(Column::release);
        if (pages != null) {
            pages.close();
        }
        if (broken && file != null) {
            file.abandon();
        }
    }

    /** @throws IllegalStateException if the file is open, or could not be written whole */
    @Override
    public Metrics metrics() {
        checkWhole();
        if (file == null) {
            return NO_ROWS;
        }
        Stream<FieldMetrics<?>> fields = columns.stream().flatMap(each -> each.fieldMetrics().stream());
        return file.metrics(fields, metricsConfigByFileNames());
    }

    /**
     * Iceberg finds the mode of a column by the name that it has in the footer, where it stands in letters that Avro takes
     * too: "order_x20total" for "order total".
     */
    private MetricsConfig metricsConfigByFileNames() {
        Map<String, String> modes = new HashMap<>();
        ParquetSchemaUtil.convert(fileSchema)
                .idToName()
                .forEach((id, name) -> modes.put(
                        METRICS_MODE_COLUMN_CONF_PREFIX + name,
                        metricsConfig.columnMode(schema.findColumnName(id)).toString()));
        return MetricsConfig.fromProperties(modes);
    }

    @Override
    public @Nullable List<Long> splitOffsets() {
        checkWhole();
        return file == null ? null : file.splitOffsets();
    }

    private void checkWhole() {
        if (!closed) {
            throw new IllegalStateException("a file has metrics once it is closed");
        }
        if (broken) {
            throw new IllegalStateException("the file could not be written whole: " + output.location());
        }
    }
}
