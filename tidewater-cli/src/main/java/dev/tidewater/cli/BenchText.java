package dev.tidewater.cli;

import dev.tidewater.bench.BenchReport;
import dev.tidewater.bench.Peer;
import dev.tidewater.bench.PeerFigures;
import dev.tidewater.bench.Spread;
import dev.tidewater.bench.WorkFigures;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Figures of a bench as text. */
final class BenchText {
    private static final String NOTHING = "-";
    private static final double MEBI = 1024 * 1024;

    private BenchText() {}

    static String of(BenchReport report) {
        StringBuilder text = new StringBuilder();
        BenchReport.Machine machine = report.machine();
        text.append(String.format(
                Locale.ROOT,
                "%d cores, %.0f GiB, %s, Java %s, load %.1f; %d rounds, %d commits a run%n",
                machine.cores(),
                machine.memoryBytes() / MEBI / 1024,
                machine.system(),
                machine.java().strip(),
                machine.load(),
                report.settings().rounds(),
                report.settings().commits()));
        for (WorkFigures work : report.works()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n(%s) %s: %,d records of %s width%n",
                    work.work().label(),
                    work.title(),
                    work.records(),
                    report.settings().width().label()));
            text.append(table(work).render());
            faults(text, work);
        }
        text.append('\n');
        report.versions()
                .forEach((peer, version) -> text.append(String.format(Locale.ROOT, "%-12s %s%n", peer, version)));
        return text.append(
                        "\nCPU S is for a million records once a fifth of them are read, COLD from the job's beginning;"
                                + "\nthe median, and from the lowest round to the highest.\n")
                .toString();
    }

    private static TextTable table(WorkFigures work) {
        TextTable table = new TextTable(
                "PEER", "CPU S", "LOW", "HIGH", "TIMES OURS", "COLD", "RECORDS/S", "PEAK MIB", "FILES MIB", "COMMITS");
        for (int column = 1; column < 10; column++) {
            table.alignRight(column);
        }
        Optional<PeerFigures> ours = work.of(Peer.OURS);
        for (PeerFigures peer : work.peers()) {
            @Nullable Spread cpu = peer.cpu();
            table.row(
                    peer.peer().label(),
                    median(cpu, "%.2f", 1),
                    cpu == null ? NOTHING : String.format(Locale.ROOT, "%.2f", cpu.low()),
                    cpu == null ? NOTHING : String.format(Locale.ROOT, "%.2f", cpu.high()),
                    ours.flatMap(own -> own.timesOf(peer))
                            .map(times -> String.format(Locale.ROOT, "%.2f", times))
                            .orElse(NOTHING),
                    median(peer.coldCpu(), "%.2f", 1),
                    median(peer.rate(), "%,.0f", 1),
                    median(peer.peakBytes(), "%,.0f", MEBI),
                    median(peer.outputBytes(), "%,.1f", MEBI),
                    median(peer.commits(), "%.0f", 1));
        }
        return table;
    }

    private static String median(@Nullable Spread spread, String format, double unit) {
        return spread == null || spread.median() == 0
                ? NOTHING
                : String.format(Locale.ROOT, format, spread.median() / unit);
    }

    private static void faults(StringBuilder text, WorkFigures work) {
        for (PeerFigures peer : work.peers()) {
            for (String fault : peer.voids()) {
                text.append(
                        String.format(Locale.ROOT, "void: %s: %s%n", peer.peer().label(), fault));
            }
        }
    }
}
