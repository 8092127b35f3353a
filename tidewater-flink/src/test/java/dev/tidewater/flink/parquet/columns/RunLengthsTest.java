package dev.tidewater.flink.parquet.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class RunLengthsTest {
    private final Bytes out = new Bytes();

    @Test
    void areReadBackByParquetsDecoder() throws IOException {
        Random random = new Random(4);
        for (int round = 0; round < 2_000; round++) {
            int width = 1 + random.nextInt(round % 3 == 0 ? 31 : 6);
            int[] values = new int[1 + random.nextInt(round % 7 == 0 ? 5_000 : 60)];
            int longest = 1 + random.nextInt(40);
            for (int i = 0; i < values.length; ) {
                int value = (int) (random.nextInt() & (1L << width) - 1);
                for (int run = 1 + random.nextInt(longest); run > 0 && i < values.length; run--) {
                    values[i++] = value;
                }
            }
            assertThat(decoded(values, width))
                    .as("round %d, %d bits", round, width)
                    .isEqualTo(values);
        }
    }

    @Test
    void oneValueThatNeedsNoBitsIsOneRun() throws IOException {
        assertThat(decoded(new int[1_000], 0)).isEqualTo(new int[1_000]);
        assertThat(out.size).isEqualTo(2);
    }

    @Test
    void widthsAreThoseOfTheLargestValue() {
        assertThat(RunLengths.width(0)).isZero();
        assertThat(RunLengths.width(1)).isEqualTo(1);
        assertThat(RunLengths.width(255)).isEqualTo(8);
        assertThat(RunLengths.width(256)).isEqualTo(9);
    }

    private int[] decoded(int[] values, int width) throws IOException {
        out.clear();
        new RunLengths().encode(values, values.length, width, out);
        var decoder = new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(out.array, 0, out.size));
        int[] decoded = new int[values.length];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = decoder.readInt();
        }
        return decoded;
    }
}
