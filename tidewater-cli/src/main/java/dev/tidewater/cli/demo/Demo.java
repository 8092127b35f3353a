package dev.tidewater.cli.demo;

import dev.tidewater.cli.demo.DemoReport.TableReport;
import dev.tidewater.engine.deploy.LocalDeployer.OldState;
import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.engine.tables.LakeReader;
import dev.tidewater.examples.Comparison;
import dev.tidewater.examples.ExpectedTable;
import dev.tidewater.examples.shop.Shop;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import dev.tidewater.server.RunRequest;
import dev.tidewater.server.StackLauncher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Starts a stack, streams the shop through its pipelines, waits for the tables and compares them with the truth. */
public final class Demo {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(250);

    private final StackLayout layout;
    private final List<PipelineScript> scripts;
    private final long seed;
    private final int recordsPerSecond;
    private final Consumer<String> say;
    private final long began = System.nanoTime();

    /**
     * @param layout of a project that was never up
     * @param say told one line a step
     */
    public Demo(
            StackLayout layout, List<PipelineScript> scripts, long seed, int recordsPerSecond, Consumer<String> say) {
        this.layout = layout;
        this.scripts = List.copyOf(scripts);
        this.seed = seed;
        this.recordsPerSecond = recordsPerSecond;
        this.say = say;
    }

    /** The stack is left up. */
    public DemoReport run(int orders) {
        CompletableFuture<Shop> generated = CompletableFuture.supplyAsync(() -> new Shop(seed, orders));
        Endpoints endpoints = new StackLauncher(layout, say).up().endpoints();
        Duration stackReady = elapsed();
        Shop shop = generated.join();
        try (ShopFeed feed = ShopFeed.prepare(shop, endpoints, recordsPerSecond);
                LakeReader lake = new LakeReader(endpoints)) {
            feed.start();
            say.accept(String.format(
                    Locale.ROOT,
                    "streaming %,d records of an evening at the shop (seed %d), %,d a second",
                    shop.records().size(),
                    seed,
                    recordsPerSecond));
            CompletableFuture<Integer> running = CompletableFuture.supplyAsync(this::startPipelines);
            Progress progress = await(shop.truth(), lake, feed, running);
            running.join();
            say.accept("comparing the tables with what the generator computed");
            List<TableReport> tables =
                    shop.truth().stream().map(table -> compare(table, lake)).toList();
            return new DemoReport(
                    seed,
                    shop.records().size(),
                    tables,
                    stackReady,
                    progress.firstRows,
                    progress.allRows,
                    progress.residentBytes,
                    Duration.ZERO);
        }
    }

    /** Stops the stack of the demo. */
    public DemoReport stop(DemoReport report) {
        return report.stoppedAfter(new StackLauncher(layout, say).down().took());
    }

    /** What was seen while waiting. */
    private static final class Progress {
        private Duration firstRows = Duration.ZERO;
        private Duration allRows = Duration.ZERO;
        private long residentBytes;
    }

    /** The first alone, so that its rows are there while the planner is still busy with the others. */
    private int startPipelines() {
        int first = start(scripts.subList(0, 1));
        int others = start(scripts.subList(1, scripts.size()));
        say.accept((first + others) + " pipelines run, " + seconds(elapsed()) + " after the start");
        return first + others;
    }

    private int start(List<PipelineScript> some) {
        return ControlClient.require(layout)
                .call(Call.RUN, new RunRequest(some, OldState.KEEP, "demo"), Duration.ofMinutes(4))
                .length;
    }

    private Progress await(
            List<ExpectedTable> truth, LakeReader lake, ShopFeed feed, CompletableFuture<Integer> running) {
        Progress progress = new Progress();
        Set<String> complete = new HashSet<>();
        while (complete.size() < truth.size() && elapsed().compareTo(PATIENCE) < 0) {
            requireHealthy(feed, running);
            for (ExpectedTable table : truth) {
                look(table, lake, progress, complete);
            }
            watchMemory(progress);
            LockSupport.parkNanos(POLL.toNanos());
        }
        progress.allRows = elapsed();
        if (complete.size() < truth.size()) {
            say.accept("not all tables are complete after " + seconds(PATIENCE));
        }
        return progress;
    }

    private void look(ExpectedTable table, LakeReader lake, Progress progress, Set<String> complete) {
        if (complete.contains(table.name())) {
            return;
        }
        long rows = lake.committedRows(namespace(table), name(table));
        if (rows > 0 && progress.firstRows.isZero()) {
            progress.firstRows = elapsed();
            say.accept("first rows committed, " + seconds(progress.firstRows) + " after the start");
        }
        if (rows >= table.rows().size()) {
            complete.add(table.name());
            say.accept(String.format(
                    Locale.ROOT, "  %-29s %,7d rows, %s after the start", table.name(), rows, seconds(elapsed())));
        }
    }

    private static void requireHealthy(ShopFeed feed, CompletableFuture<Integer> running) {
        Optional<Exception> failure = feed.failure();
        if (failure.isPresent()) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE,
                    "the shop's records could not be sent: " + failure.get().getMessage(),
                    "see what is wrong: tidewater status",
                    failure.get());
        }
        if (running.isCompletedExceptionally()) {
            try {
                running.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof TidewaterException known ? known : e;
            }
        }
    }

    private long lastMemoryLook;

    /** Every two seconds: looking costs, too. */
    private void watchMemory(Progress progress) {
        if (System.nanoTime() - lastMemoryLook < TimeUnit.SECONDS.toNanos(2)) {
            return;
        }
        lastMemoryLook = System.nanoTime();
        long resident = ControlClient.require(layout)
                .call(Call.STATUS, Map.of(), Duration.ofSeconds(30))
                .residentBytes();
        progress.residentBytes = Math.max(progress.residentBytes, resident);
    }

    private TableReport compare(ExpectedTable table, LakeReader lake) {
        Comparison comparison =
                Comparison.of(table, new ArrayList<>(lake.rows(namespace(table), name(table), table.columns())));
        if (!comparison.matches()) {
            say.accept(comparison.describe());
        }
        return new TableReport(
                table.name(), comparison.expected(), comparison.actual(), comparison.missing(), comparison.extra());
    }

    private static String namespace(ExpectedTable table) {
        return table.name().split("\\.")[1];
    }

    private static String name(ExpectedTable table) {
        return table.name().split("\\.")[2];
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
