package dev.tidewater.cli;

import dev.tidewater.bench.Bench;
import dev.tidewater.bench.BenchChart;
import dev.tidewater.bench.BenchOptions;
import dev.tidewater.bench.BenchReport;
import dev.tidewater.bench.Peer;
import dev.tidewater.bench.Work;
import dev.tidewater.bench.data.Width;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description = {
            "Measures Tidewater beside stock Flink SQL and others on this machine: the same records, the same results, CPU"
                    + " seconds for a million of them.",
            "Each run is a process of its own, and what it wrote is counted and added up. Exits with 0 only if all of it was"
                    + " right."
        },
        footer = {
            "",
            "Works:",
            "  a  Avro to nowhere",
            "  b  Avro, orders a minute and product, to Iceberg",
            "  c  Avro to Iceberg, all columns",
            "  d  JSON to Iceberg, all columns",
            "  e  Avro, orders joined with their payments, to Iceberg",
            "  f  Avro to Iceberg, 4 columns of the orders from the web",
            "Peers:",
            "  ours, stock, stock-reuse    in the distribution",
            "  spark, connect, streams     fetched by Maven when first asked for",
            "  consumer, decode, parquet   limits: a part of the work, nothing around it",
            "",
            "Records lie in .tidewater/bench of this folder, and are used again.",
            "",
            "Examples:",
            "  tidewater bench --quick",
            "  tidewater bench --work c --peer ours,stock,spark,connect --svg c.svg",
            "  tidewater bench --rows 20_000_000 --rounds 5 -o json > figures.json",
            "  tidewater bench --work c --commits 40"
        })
final class BenchCommand implements Callable<Integer> {
    private static final long QUICK_ROWS = 500_000;
    private static final long ROWS = 5_000_000;
    private static final long FEWEST_ROWS = 10_000;

    static final class Works extends Choice<Work> {
        Works() {
            super(Work.values(), Work::label);
        }
    }

    static final class Peers extends Choice<Peer> {
        Peers() {
            super(Peer.values(), Peer::label);
        }
    }

    static final class Widths extends Choice<Width> {
        Widths() {
            super(Width.values(), Width::label);
        }
    }

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--quick",
            description = "Works a and c, ours and stock, 500,000 rows, mostly while Java warms up: for a first look.")
    private boolean quick;

    @Option(
            names = "--work",
            split = ",",
            paramLabel = "WORK",
            converter = Works.class,
            completionCandidates = Works.class,
            description = "Which works, as a,c (default: all).")
    private List<Work> works = List.of();

    @Option(
            names = "--peer",
            split = ",",
            paramLabel = "PEER",
            converter = Peers.class,
            completionCandidates = Peers.class,
            description = "Who does them, as ours,stock (default: ours, stock, consumer, decode).")
    private List<Peer> peers = List.of();

    @Option(names = "--rows", paramLabel = "N", description = "Orders (default: 5,000,000; with --quick 500,000).")
    private @Nullable Long rows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "How often each does each (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--width",
            defaultValue = "narrow",
            paramLabel = "narrow|wide",
            converter = Widths.class,
            completionCandidates = Widths.class,
            description = "Orders of 19 columns or of 60 (default: ${DEFAULT-VALUE}).")
    private Width width = Width.NARROW;

    @Option(
            names = "--commits",
            defaultValue = "4",
            paramLabel = "N",
            description = "Checkpoints a run, evenly over its records (default: ${DEFAULT-VALUE}).")
    private int commits = 4;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Which records (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the figures as bars.")
    private @Nullable Path svg;

    @Option(
            names = "--profile",
            description =
                    "Have the JDK's flight recorder look into each run; what is measured then is a little too much.")
    private boolean profile;

    @Override
    public Integer call() throws InterruptedException {
        StackLayout layout = new StackLayout(
                CommonOptions.home(), common.project().resolve(".tidewater").resolve("bench"));
        BenchReport report = new Bench(layout, options(), CommonOptions::say).run();
        if (svg != null) {
            draw(svg, report);
        }
        common.answer(report, BenchText.of(report));
        return report.fine() ? 0 : 1;
    }

    private BenchOptions options() {
        List<Work> chosenWorks = works;
        List<Peer> chosenPeers = peers;
        if (works.isEmpty()) {
            chosenWorks = quick ? List.of(Work.A, Work.C) : List.of(Work.values());
        }
        if (peers.isEmpty()) {
            chosenPeers =
                    quick ? List.of(Peer.OURS, Peer.STOCK) : List.of(Peer.OURS, Peer.STOCK, Peer.CONSUMER, Peer.DECODE);
        }
        long chosenRows = rows != null ? rows : quick ? QUICK_ROWS : ROWS;
        Numbers.requireAtLeast(FEWEST_ROWS, "--rows", chosenRows);
        Numbers.requireAtLeast(1, "--rounds", rounds);
        Numbers.requireAtLeast(1, "--commits", commits);
        for (Work work : chosenWorks) {
            requireSomebody(work, chosenPeers);
        }
        return new BenchOptions(
                chosenWorks,
                chosenPeers,
                width,
                chosenRows,
                rounds,
                commits,
                seed,
                profile ? BenchOptions.Profile.RECORDED : BenchOptions.Profile.NONE);
    }

    private static void requireSomebody(Work work, List<Peer> peers) {
        if (peers.stream().noneMatch(peer -> peer.does(work))) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "option --peer: none of these does work " + work.label(),
                    "name one of "
                            + Stream.of(Peer.values())
                                    .filter(peer -> peer.does(work))
                                    .map(Peer::label)
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static void draw(Path file, BenchReport report) {
        try {
            Files.writeString(file, BenchChart.of(report));
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }
}
