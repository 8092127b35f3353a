package dev.tidewater.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.tidewater.engine.json.Json;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    @Test
    void takesTheMedianOfARoundsCpuForAMillionWarmRecords() {
        BenchReport report = Runs.report(
                Runs.of(Work.C, Peer.OURS, 1, 0.004),
                Runs.of(Work.C, Peer.OURS, 2, 0.002),
                Runs.of(Work.C, Peer.OURS, 3, 0.0024));

        PeerFigures ours = report.of(Work.C).orElseThrow().of(Peer.OURS).orElseThrow();

        assertThat(ours.cpu()).isEqualTo(new Spread(3, 2.5, 5));
        assertThat(ours.rounds()).isEqualTo(3);
        assertThat(report.fine()).isTrue();
    }

    @Test
    void leavesOutRoundsThatAreVoidAndSaysWhy() {
        BenchReport report = Runs.report(
                Runs.of(Work.C, Peer.OURS, 1, 0.002),
                Run.broken(Work.C, Peer.OURS, 2, 1_000, "999 rows instead of 1,000"));

        PeerFigures ours = report.of(Work.C).orElseThrow().of(Peer.OURS).orElseThrow();

        assertThat(ours.medianCpu()).contains(2.5);
        assertThat(ours.rounds()).isEqualTo(1);
        assertThat(ours.voids()).containsExactly("999 rows instead of 1,000");
        assertThat(report.fine()).isFalse();
    }

    @Test
    void hasNoFiguresOfAPeerWhoseRunsAreAllVoid() {
        BenchReport report = Runs.report(Run.broken(Work.A, Peer.STOCK, 1, 1_000, "the job is FAILED"));

        PeerFigures stock = report.of(Work.A).orElseThrow().of(Peer.STOCK).orElseThrow();

        assertThat(stock.medianCpu()).isEmpty();
        assertThat(stock.timesOf(stock)).isEmpty();
    }

    @Test
    void tellsHowManyTimesAsMuchAnotherTakes() {
        BenchReport report = Runs.report(Runs.of(Work.C, Peer.OURS, 1, 0.002), Runs.of(Work.C, Peer.STOCK, 1, 0.008));

        WorkFigures work = report.of(Work.C).orElseThrow();

        assertThat(work.of(Peer.OURS)
                        .orElseThrow()
                        .timesOf(work.of(Peer.STOCK).orElseThrow())
                        .orElseThrow())
                .isEqualTo(4, offset(1e-9));
    }

    @Test
    void isWrittenAsJsonWithRunsAndFigures() {
        String json = Json.write(Runs.report(
                Runs.of(Work.C, Peer.STOCK_REUSE, 1, 0.002), Run.broken(Work.C, Peer.OURS, 1, 1_000, "no")));

        assertThat(json)
                .contains("\"peer\":\"stock-reuse\"", "\"warm-cpu-seconds\":0.002", "\"cpu\":{\"median\":2.5")
                .contains("\"fault\":\"no\"", "\"versions\":{\"ours\":\"Tidewater 1\"");
    }
}
