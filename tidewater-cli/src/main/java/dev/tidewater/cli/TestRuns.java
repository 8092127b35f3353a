package dev.tidewater.cli;

import dev.tidewater.engine.testing.CaseReport;
import dev.tidewater.engine.testing.CaseRequest;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Lets the stack run cases, a few at a time: most of a case is waiting. */
final class TestRuns {
    private static final int AT_A_TIME = 3;
    /** Longer than any case may take: its own timeout says more. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final ControlClient stack;
    private final Consumer<CaseReport> each;

    /** @param each told every report, in the order of the cases */
    TestRuns(ControlClient stack, Consumer<CaseReport> each) {
        this.stack = stack;
        this.each = each;
    }

    List<CaseReport> run(List<CaseRequest> requests) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<CompletableFuture<CaseReport>> runs = requests.stream()
                    .map(request ->
                            CompletableFuture.supplyAsync(() -> stack.call(Call.TEST, request, PATIENCE), threads))
                    .toList();
            return runs.stream().map(this::await).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private CaseReport await(CompletableFuture<CaseReport> run) {
        try {
            CaseReport report = run.join();
            each.accept(report);
            return report;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
