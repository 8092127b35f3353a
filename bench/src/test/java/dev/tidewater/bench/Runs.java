package dev.tidewater.bench;

import dev.tidewater.bench.data.Width;
import java.util.List;
import java.util.Map;

/** Runs that never were. */
final class Runs {
    private Runs() {}

    /** Of 1,000 records, 800 of them warm, so that CPU for a million is 1,250 times that of the warm ones. */
    static Run of(Work work, Peer peer, int round, double warmCpuSeconds) {
        return new Run(
                work,
                peer,
                round,
                1_000,
                warmCpuSeconds + 1,
                2,
                800,
                warmCpuSeconds,
                1.6,
                9,
                1 << 20,
                2 << 20,
                4,
                null);
    }

    static BenchReport report(Run... runs) {
        List<Work> works = List.of(runs).stream().map(Run::work).distinct().toList();
        return BenchReport.of(
                new BenchReport.Machine(2, 24L << 30, "Linux", "17", 0.5),
                new BenchOptions(
                        works, List.of(Peer.OURS, Peer.STOCK), Width.NARROW, 1_000, 3, 4, 1, BenchOptions.Profile.NONE),
                Map.of("ours", "Tidewater 1", "stock", "Flink SQL 2"),
                List.of(runs));
    }
}
