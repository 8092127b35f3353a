package dev.tidewater.flink.parquet;

import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {
    private static final Schema SCHEMA = new Schema(
            required(1, "id", Types.LongType.get()),
            required(2, "name", Types.StringType.get()),
            required(3, "price", Types.DecimalType.of(9, 2)));

    private static final Map<String, String> SMALL_GROUPS =
            Map.of("write.parquet.row-group-size-bytes", "2000", "write.parquet.compression-codec", "zstd");

    @TempDir
    private Path folder;

    private final ColumnarMemory memory = new ColumnarMemory(1L << 30);

    @Test
    void noRowsMakeNoFile() throws IOException {
        Path path = folder.resolve("none.parquet");
        FileAppender<RowData> appender = open(local(path));
        assertThatThrownBy(appender::metrics).hasMessage("a file has metrics once it is closed");
        appender.close();
        appender.close();

        assertThat(path).doesNotExist();
        assertThat(appender.length()).isZero();
        assertThat(appender.metrics().recordCount()).isZero();
        assertThat(appender.splitOffsets()).isNull();
    }

    @Test
    void aRowThatDoesNotFitBreaksTheFileForGood() throws IOException {
        Path path = folder.resolve("broken.parquet");
        FileAppender<RowData> appender = open(local(path));
        for (int i = 0; i < 5_000; i++) {
            appender.add(row(i, "name " + i));
        }
        assertThat(path).exists();

        assertThatThrownBy(() -> appender.add(row(5_000, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column name is required and a row has null there");
        assertThatThrownBy(() -> appender.add(row(5_001, "fits"))).hasMessage("the file is broken: " + path);
        appender.close();
        appender.close();

        assertThatThrownBy(appender::metrics).hasMessage("the file could not be written whole: " + path);
        assertThatThrownBy(appender::splitOffsets).hasMessage("the file could not be written whole: " + path);
        assertThatThrownBy(() -> ParquetFiles.footer(path)).hasMessageContaining("is not a Parquet file");
        assertThat(memory.held()).isZero();
    }

    @Test
    void refusesADecimalThatWouldBecomeAnotherNumber() throws IOException {
        try (FileAppender<RowData> appender = open(local(folder.resolve("scale.parquet")))) {
            DecimalData price = DecimalData.fromBigDecimal(new BigDecimal("1.234"), 9, 3);
            assertThatThrownBy(() -> appender.add(GenericRowData.of(1L, StringData.fromString("x"), price)))
                    .hasMessage("column price is DECIMAL(9, 2), and a row has 1.234, a DECIMAL(9, 3)");
        }
    }

    @Test
    void aStreamThatFailsIsClosedAndItsFileNeverReported() throws IOException {
        Full full = new Full(20_000);
        FileAppender<RowData> appender = open(full);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        appender.add(row(i, "name " + i * 7919));
                    }
                })
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write full")
                .hasRootCauseMessage("no space left");
        appender.close();

        assertThat(full.closed).isTrue();
        assertThatThrownBy(appender::metrics).isInstanceOf(IllegalStateException.class);
        assertThat(memory.held()).isZero();
    }

    @Test
    void aFooterThatCannotBeWrittenLeavesNoMetrics() throws IOException {
        Full full = new Full(5);
        FileAppender<RowData> appender = open(full);
        appender.add(row(1, "x"));

        assertThatThrownBy(appender::close).isInstanceOf(IOException.class).hasMessage("no space left");
        appender.close();

        assertThat(full.closed).isTrue();
        assertThatThrownBy(appender::metrics).hasMessage("the file could not be written whole: full");
    }

    @Test
    void filesAreReplacedWhole() throws IOException {
        Path path = folder.resolve("again.parquet");
        Files.write(path, new byte[1 << 20]);
        FileAppender<RowData> appender = open(local(path));
        appender.add(row(1, "x"));
        appender.close();

        assertThat(Files.size(path)).isEqualTo(appender.length());
        assertThat(ParquetFiles.rows(path, SCHEMA)).hasSize(1);
        assertThatThrownBy(() -> appender.add(row(2, "y"))).hasMessage("the file is closed");
    }

    private FileAppender<RowData> open(OutputFile file) {
        return ColumnarParquet.open(
                file, SCHEMA, FlinkSchemaUtil.convert(SCHEMA), SMALL_GROUPS, MetricsConfig.getDefault(), memory);
    }

    private static OutputFile local(Path path) {
        return org.apache.iceberg.Files.localOutput(path.toFile());
    }

    private static RowData row(long id, @Nullable String name) {
        return GenericRowData.of(id, StringData.fromString(name), DecimalData.fromUnscaledLong(id % 1000, 9, 2));
    }

    /** A disk with room for so many bytes. */
    private static final class Full implements OutputFile {
        private final long room;
        private boolean closed;

        Full(long room) {
            this.room = room;
        }

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
                public void write(int oneByte) throws IOException {
                    if (++position > room) {
                        throw new IOException("no space left");
                    }
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public String location() {
            return "full";
        }

        @Override
        public InputFile toInputFile() {
            throw new UnsupportedOperationException("a full disk is not read");
        }
    }
}
