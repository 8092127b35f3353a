package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.produce.ProduceReport;
import dev.tidewater.engine.produce.ProduceReport.PartitionOffsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProduceTextTest {
    @Test
    void saysWhatWasSentWhere() {
        ProduceReport report = new ProduceReport(
                "flights",
                20_000,
                3_500_000,
                1,
                Duration.ofMillis(2_300),
                OptionalInt.of(4),
                List.of(new PartitionOffsets(0, 0, 19_999, 20_000)),
                List.of("topic \"flights\" was created with 1 partition"));
        assertThat(ProduceText.of(report)).isEqualTo("""
                sent 20,000 records (3 MiB) to topic "flights" in 2.3 s, schema 4
                note: topic "flights" was created with 1 partition
                """);
    }

    @Test
    void showsHowRecordsAreSpreadOverPartitions() {
        ProduceReport report = new ProduceReport(
                "t",
                3,
                90,
                4,
                Duration.ofMillis(20),
                OptionalInt.empty(),
                List.of(new PartitionOffsets(0, 5, 6, 2), new PartitionOffsets(3, 0, 0, 1)),
                List.of());
        assertThat(ProduceText.of(report)).isEqualTo("""
                sent 3 records (90 B) to topic "t" in 20 ms
                PARTITION  RECORDS  FIRST OFFSET  LAST OFFSET
                        0        2             5            6
                        3        1             0            0
                """);
    }
}
