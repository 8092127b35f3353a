package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.bench.BenchOptions;
import dev.tidewater.bench.BenchReport;
import dev.tidewater.bench.Peer;
import dev.tidewater.bench.PeerFigures;
import dev.tidewater.bench.Spread;
import dev.tidewater.bench.Work;
import dev.tidewater.bench.WorkFigures;
import dev.tidewater.bench.data.Width;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchTextTest {
    private static final BenchReport REPORT = new BenchReport(
            new BenchReport.Machine(2, 24L << 30, "Linux 6.1 amd64", "17.0.9", 0.25),
            new BenchOptions(
                    List.of(Work.C),
                    List.of(Peer.OURS, Peer.STOCK, Peer.SPARK),
                    Width.NARROW,
                    5_000_000,
                    3,
                    4,
                    1,
                    BenchOptions.Profile.NONE),
            Map.of("ours", "Tidewater 1", "stock", "Flink SQL 2"),
            List.of(new WorkFigures(
                    Work.C,
                    Work.C.title(),
                    5_000_000,
                    List.of(
                            figures(Peer.OURS, new Spread(2.5, 2.25, 3)),
                            figures(Peer.STOCK, new Spread(10, 9, 12.5)),
                            new PeerFigures(
                                    Peer.SPARK,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    0,
                                    List.of("4,999,999 rows instead of 5,000,000"))))),
            List.of());

    @Test
    void showsFiguresWithTheirSpreadAndHowManyTimesOursTheyAre() {
        assertThat(BenchText.of(REPORT))
                .contains(
                        "2 cores, 24 GiB, Linux 6.1 amd64, Java 17.0.9, load 0.3; 3 rounds, 4 commits a run",
                        "(c) Avro to Iceberg, all columns: 5,000,000 records of narrow width",
                        "PEER   CPU S   LOW   HIGH  TIMES OURS",
                        "ours    2.50  2.25   3.00        1.00",
                        "stock  10.00  9.00  12.50        4.00",
                        "stock        Flink SQL 2");
    }

    @Test
    void saysWhyARunIsVoid() {
        assertThat(BenchText.of(REPORT)).contains("void: spark: 4,999,999 rows instead of 5,000,000\n");
    }

    @Test
    void fitsIntoAHundredColumns() {
        assertThat(BenchText.of(REPORT).lines()).allMatch(line -> line.length() <= 100);
    }

    private static PeerFigures figures(Peer peer, Spread cpu) {
        return new PeerFigures(
                peer,
                cpu,
                new Spread(cpu.median() + 1, 0, 0),
                new Spread(123_456, 0, 0),
                new Spread(1 << 30, 0, 0),
                new Spread(300 << 20, 0, 0),
                new Spread(4, 4, 4),
                3,
                List.of());
    }
}
