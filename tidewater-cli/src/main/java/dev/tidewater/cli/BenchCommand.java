package dev.tidewater.cli;

import dev.tidewater.bench.Bench;
import dev.tidewater.bench.BenchOptions;
import dev.tidewater.bench.Peer;
import dev.tidewater.bench.Run;
import dev.tidewater.bench.Work;
import dev.tidewater.bench.data.Width;
import dev.tidewater.engine.stack.StackLayout;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "bench", description = "Measures Tidewater beside its peers.")
final class BenchCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--work", split = ",")
    private List<Work> works = List.of(Work.A, Work.C);

    @Option(names = "--peer", split = ",")
    private List<Peer> peers = List.of(Peer.OURS, Peer.STOCK);

    @Option(names = "--rows")
    private long rows = 5_000_000;

    @Option(names = "--rounds")
    private int rounds = 3;

    @Option(names = "--commits")
    private int commits = 4;

    @Override
    public Integer call() throws InterruptedException {
        StackLayout layout = new StackLayout(
                CommonOptions.home(), common.project().resolve(".tidewater").resolve("bench"));
        List<Run> runs = new Bench(
                        layout,
                        new BenchOptions(works, peers, Width.NARROW, rows, rounds, commits, 1),
                        CommonOptions::say)
                .run();
        common.answer(runs, "");
        return runs.stream().anyMatch(run -> run.whyVoid().isPresent()) ? 1 : 0;
    }
}
