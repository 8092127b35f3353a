package dev.tidewater.flink.parquet;

import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.iceberg.Files;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnarMemoryTest {
    private static final Schema SCHEMA =
            new Schema(required(1, "id", Types.LongType.get()), required(2, "name", Types.StringType.get()));

    @TempDir
    private Path folder;

    @Test
    void manyOpenFilesStayWithinTheirBudget() throws IOException {
        int budget = 2_000_000;
        ColumnarMemory memory = new ColumnarMemory(budget);
        ColumnHints hints = new ColumnHints();
        List<FileAppender<RowData>> open = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            open.add(ColumnarParquet.open(
                    Files.localOutput(folder.resolve(i + ".parquet").toFile()),
                    SCHEMA,
                    FlinkSchemaUtil.convert(SCHEMA),
                    Map.of("write.parquet.compression-codec", "zstd"),
                    MetricsConfig.getDefault(),
                    memory,
                    hints));
        }
        long most = 0;
        for (int i = 0; i < 400_000; i++) {
            open.get(i % 40).add(row(i));
            most = Math.max(most, memory.held());
        }
        long groups = 0;
        long rows = 0;
        for (FileAppender<RowData> each : open) {
            each.close();
            groups += each.splitOffsets().size();
            rows += each.metrics().recordCount();
        }

        assertThat(most).isLessThanOrEqualTo(budget);
        assertThat(rows).isEqualTo(400_000);
        assertThat(groups).isGreaterThan(40);
        assertThat(ParquetFiles.rows(folder.resolve("7.parquet"), SCHEMA)).hasSize(10_000);
        assertThat(memory.held()).isZero();
    }

    @Test
    void theLargestFileOfAnotherThreadIsAskedFirst() throws InterruptedException {
        ColumnarMemory memory = new ColumnarMemory(100);
        AtomicInteger theirs = new AtomicInteger();
        AtomicInteger mine = new AtomicInteger();
        ColumnarMemory.Account[] other = new ColumnarMemory.Account[1];
        onAnotherThread(() -> {
            other[0] = memory.open(theirs::incrementAndGet);
            other[0].grown(80);
        });
        ColumnarMemory.Account account = memory.open(mine::incrementAndGet);

        account.grown(60);
        assertThat(mine).hasValue(0);
        account.grown(70);
        assertThat(mine).hasValue(1);
        onAnotherThread(() -> other[0].grown(81));

        assertThat(theirs).hasValue(1);
    }

    @Test
    void aBudgetIsPositive() {
        assertThatThrownBy(() -> new ColumnarMemory(0)).hasMessage("a budget must be positive, not 0 bytes");
        assertThat(ColumnarMemory.ofThisJvm()).isSameAs(ColumnarMemory.ofThisJvm());
    }

    private static void onAnotherThread(Runnable work) throws InterruptedException {
        Thread thread = new Thread(work);
        thread.start();
        thread.join();
    }

    private static RowData row(int number) {
        return GenericRowData.of((long) number, StringData.fromString("name " + number * 7919L % 100_003));
    }
}
