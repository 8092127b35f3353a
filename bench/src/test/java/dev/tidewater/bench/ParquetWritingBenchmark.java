package dev.tidewater.bench;

import dev.tidewater.flink.parquet.ColumnHints;
import dev.tidewater.flink.parquet.ColumnarMemory;
import dev.tidewater.flink.parquet.ColumnarParquet;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Files;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.data.FlinkParquetWriters;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.parquet.Parquet;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Orders of 19 columns into a data file with zstd, at Iceberg's defaults: Iceberg's own writer beside ours. What is
 * written is counted and forgotten.
 *
 * <p>Look at {@code cpuNanosPerRow}: CPU time of the writing thread does not hang on what else the machine does.
 *
 * <p>{@link #main} writes one file each way, for readers that this project does not have in its tests.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 8)
@Measurement(iterations = 8)
public class ParquetWritingBenchmark {
    private static final Map<String, String> PROPERTIES = Map.of("write.parquet.compression-codec", "zstd");
    private static final int ORDERS = 200_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Param({"200000", "10000"})
    private int rows;

    private Replay orders = new Replay(List.of());
    private final ColumnarMemory memory = new ColumnarMemory(1L << 30);
    private final ColumnHints hints = new ColumnHints();

    /** What JMH does not measure itself, for each row of an iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class PerRow {
        private long nanos;
        private long bytes;
        private long rows;

        /** CPU time of the thread, in nanoseconds. */
        public long cpuNanosPerRow() {
            return rows == 0 ? 0 : nanos / rows;
        }

        /** Bytes of the file for a thousand rows. */
        public long bytesPerThousandRows() {
            return rows == 0 ? 0 : 1000 * bytes / rows;
        }
    }

    @Setup
    public void makeOrders() {
        orders = new Replay(Orders.rows(ORDERS));
    }

    @Benchmark
    public void standard(PerRow perRow) throws IOException {
        write(perRow, ParquetWritingBenchmark::standard);
    }

    @Benchmark
    public void columnar(PerRow perRow) throws IOException {
        write(perRow, file -> columnar(file, memory, hints));
    }

    /** What the rows cost that the others are given: to be taken off. */
    @Benchmark
    public void rowsAlone(PerRow perRow) throws IOException {
        write(perRow, file -> new Nowhere());
    }

    private interface Writer {
        FileAppender<RowData> open(OutputFile file) throws IOException;
    }

    /** So many files that all orders are written once. */
    private void write(PerRow perRow, Writer writer) throws IOException {
        perRow.bytes = 0;
        perRow.rows = ORDERS;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int from = 0; from < ORDERS; from += rows) {
            perRow.bytes += fill(writer.open(new Forgotten()), orders, from, from + rows);
        }
        perRow.nanos = THREADS.getCurrentThreadCpuTime() - start;
    }

    private static long fill(FileAppender<RowData> appender, Replay rows, int from, int to) throws IOException {
        try (appender) {
            for (int i = from; i < to; i++) {
                appender.add(rows.row(i));
            }
        }
        return appender.length();
    }

    private static FileAppender<RowData> columnar(OutputFile file, ColumnarMemory memory, ColumnHints hints) {
        RowType type = FlinkSchemaUtil.convert(Orders.SCHEMA);
        return ColumnarParquet.open(file, Orders.SCHEMA, type, PROPERTIES, MetricsConfig.getDefault(), memory, hints);
    }

    private static FileAppender<RowData> standard(OutputFile file) throws IOException {
        Schema schema = Orders.SCHEMA;
        RowType type = FlinkSchemaUtil.convert(schema);
        return Parquet.write(file)
                .createWriterFunc(columns -> FlinkParquetWriters.buildWriter(type, columns))
                .setAll(PROPERTIES)
                .schema(schema)
                .overwrite()
                .build();
    }

    /** Writes columnar.parquet and standard.parquet into the folder named first, of as many orders as named second. */
    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        Replay orders = new Replay(Orders.rows(count));
        OutputFile ours = Files.localOutput(new File(arguments[0], "columnar.parquet"));
        OutputFile theirs = Files.localOutput(new File(arguments[0], "standard.parquet"));
        fill(columnar(ours, new ColumnarMemory(1L << 30), new ColumnHints()), orders, 0, count);
        fill(standard(theirs), orders, 0, count);
    }

    /**
     * Rows made anew from their bytes, one at a time, as a decoder makes them of records: a writer then finds them in the
     * core's cache. A list of row objects would have it wait for memory most of the time.
     */
    private static final class Replay {
        private final BinaryRowData[] rows;
        private final RowData.FieldGetter[] getters;
        private final GenericRowData row;

        Replay(List<RowData> all) {
            RowType type = FlinkSchemaUtil.convert(Orders.SCHEMA);
            RowDataSerializer serializer = new RowDataSerializer(type);
            rows = new BinaryRowData[all.size()];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = serializer.toBinaryRow(all.get(i)).copy();
            }
            getters = new RowData.FieldGetter[type.getFieldCount()];
            for (int i = 0; i < getters.length; i++) {
                getters[i] = RowData.createFieldGetter(type.getTypeAt(i), i);
            }
            row = new GenericRowData(getters.length);
        }

        RowData row(int index) {
            for (int i = 0; i < getters.length; i++) {
                row.setField(i, getters[i].getFieldOrNull(rows[index]));
            }
            return row;
        }
    }

    /** Takes rows and does nothing with them. */
    private static final class Nowhere implements FileAppender<RowData> {
        @Override
        public void add(RowData row) {}

        @Override
        public Metrics metrics() {
            return new Metrics(0L);
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** A file whose bytes are counted only. */
    private static final class Forgotten implements OutputFile {
        @Override
        public PositionOutputStream create() {
            return createOrOverwrite();
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int oneByte) {
                    position++;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    position += length;
                }
            };
        }

        @Override
        public String location() {
            return "forgotten.parquet";
        }

        @Override
        public org.apache.iceberg.io.InputFile toInputFile() {
            throw new UnsupportedOperationException("nothing was kept");
        }
    }
}
