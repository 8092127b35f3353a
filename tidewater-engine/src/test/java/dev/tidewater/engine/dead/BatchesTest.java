package dev.tidewater.engine.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.dead.Batches.Sized;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final long TEN_MEBIBYTES = 10L << 20;

    @Test
    void cutsByBytesCountAndPartition() {
        assertThat(Batches.of(List.of())).isEmpty();
        assertThat(Batches.of(List.of(sized(0, 1, 5), sized(0, 2, 5), sized(1, 1, 5))))
                .containsExactly(List.of(new RecordId(0, 1), new RecordId(0, 2)), List.of(new RecordId(1, 1)));
        assertThat(Batches.of(List.of(sized(0, 1, 5), sized(0, 2, 2 * TEN_MEBIBYTES), sized(0, 3, 5))))
                .extracting(List::size)
                .containsExactly(1, 1, 1);
        assertThat(Batches.of(List.of(sized(0, 1, TEN_MEBIBYTES), sized(0, 2, 5), sized(0, 3, TEN_MEBIBYTES))))
                .extracting(List::size)
                .containsExactly(2, 1);
        assertThat(Batches.of(LongStream.range(0, 2_500)
                        .mapToObj(offset -> sized(0, offset, 1))
                        .toList()))
                .extracting(List::size)
                .containsExactly(1_000, 1_000, 500);
    }

    @Test
    void remembersEveryRecordThatWasSeen() {
        SeenRecords seen = new SeenRecords();
        for (long offset : new long[] {0, 1, 65_535, 65_536, 4_294_967_296L, Long.MAX_VALUE}) {
            for (int partition : new int[] {0, 1, 70_000}) {
                assertThat(seen.add(new RecordId(partition, offset))).isTrue();
                assertThat(seen.add(new RecordId(partition, offset))).isFalse();
            }
        }
    }

    private static Sized sized(int partition, long offset, long bytes) {
        return new Sized(new RecordId(partition, offset), bytes);
    }
}
