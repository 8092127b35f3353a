package dev.tidewater.engine.testing;

import dev.tidewater.engine.deploy.LocalSessions;
import dev.tidewater.engine.deploy.TemporaryJob;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.sql.PlanTables;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.testing.TestCase.End;
import dev.tidewater.model.Project;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The job of one run of a case, from its submission to its end. Waits for conditions only: that records are read, that a
 * checkpoint followed, that the job has ended.
 */
final class CaseJob implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(40);

    private final TestStack stack;
    private final TestCase testCase;
    private final CaseRequest request;
    private final Namespace namespace;
    private final Runnable killTaskManager;
    private final Supplier<Duration> elapsed;
    private final TemporaryJob running;
    /** Its sources of lake tables, which end by themselves. */
    private final List<String> tables;

    private boolean hasEnded;

    private CaseJob(
            TestStack stack,
            TestCase testCase,
            CaseRequest request,
            Namespace namespace,
            Runnable killTaskManager,
            Supplier<Duration> elapsed,
            TemporaryJob running,
            List<String> tables) {
        this.stack = stack;
        this.testCase = testCase;
        this.request = request;
        this.namespace = namespace;
        this.killTaskManager = killTaskManager;
        this.elapsed = elapsed;
        this.running = running;
        this.tables = List.copyOf(tables);
    }

    /** Ends the run: the case cannot come to its end. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stopped(String problem) {
            super(problem);
        }
    }

    /** @param elapsed since the run began, for the case's time-out */
    static CaseJob submit(
            TestStack stack,
            Project project,
            TestCase testCase,
            CaseRequest request,
            Namespace namespace,
            Runnable killTaskManager,
            Supplier<Duration> elapsed,
            CompiledPipeline pipeline) {
        String parallelism = request.variation() == Variation.PARALLEL ? "4" : "1";
        Map<String, String> options = new TreeMap<>();
        options.put("parallelism.default", parallelism);
        options.put("table.exec.resource.default-parallelism", parallelism);
        options.put("execution.checkpointing.interval", "100 ms");
        options.put("execution.checkpointing.dir", scratchUri(stack, namespace, "checkpoints"));
        options.put("execution.checkpointing.externalized-checkpoint-retention", "DELETE_ON_CANCELLATION");
        options.put("pipeline.auto-watermark-interval", "10 ms");
        if (request.variation() == Variation.KILLED) {
            options.put("restart-strategy.type", "fixed-delay");
            options.put("restart-strategy.fixed-delay.delay", "200 ms");
            options.put("restart-strategy.fixed-delay.attempts", "100");
        } else {
            options.put("restart-strategy.type", "none");
        }
        SessionConfig config =
                LocalSessions.forPipelines(stack.endpoints(), project).in(namespace);
        TemporaryJob running = TemporaryJob.submit(
                stack.cluster(), config, namespace.token() + " " + testCase.name(), pipeline, options);
        List<String> tables = PlanTables.sourceNames(pipeline.plan(), "lake");
        return new CaseJob(stack, testCase, request, namespace, killTaskManager, elapsed, running, tables);
    }

    private static String scratchUri(TestStack stack, Namespace namespace, String folder) {
        return stack.scratch(namespace).resolve(folder).toUri().toString();
    }

    /** Sends what the steps send, each once the one before has had its effect. */
    void play(List<List<ProducerRecord<byte[], byte[]>>> steps) {
        Map<String, Long> ends = new TreeMap<>();
        int middle = steps.size() / 2;
        boolean killed = false;
        for (int i = 0; i < steps.size(); i++) {
            List<ProducerRecord<byte[], byte[]>> records = steps.get(i);
            if (request.variation() == Variation.KILLED && i == middle) {
                int half = (records.size() + 1) / 2;
                ends.putAll(stack.send(records.subList(0, half)));
                awaitRead(() -> running.unread(ends));
                records = records.subList(half, records.size());
                ends.putAll(stack.send(records));
                killTaskManager.run();
                killed = true;
            } else {
                ends.putAll(stack.send(records));
            }
            if (killed) {
                awaitReadAgain(ends);
            } else {
                awaitRead(() -> running.unread(ends));
            }
            if (i == 0) {
                awaitTables();
            }
            if (i < steps.size() - 1 || testCase.end() == End.OPEN) {
                awaitCommitted();
            }
        }
        if (steps.isEmpty()) {
            awaitTables();
            awaitCommitted();
        }
    }

    private void awaitRead(Supplier<Map<String, Long>> unread) {
        await(
                () -> unread.get().isEmpty(),
                () -> unread.get().entrySet().stream()
                        .map(one -> records(one.getValue()) + " of topic \"" + namespace.nameOf(one.getKey())
                                + "\" were not read")
                        .collect(Collectors.joining(", ")));
    }

    /** A source that ends by itself must have done so: to be told to stop would end it early. */
    private void awaitTables() {
        if (!tables.isEmpty()) {
            await(
                    () -> running.unfinished(tables).isEmpty(),
                    () -> "the rows of table "
                            + running.unfinished(tables).stream()
                                    .map(source -> "\"" + source.replaceFirst("\\[\\d+]$", "") + "\"")
                                    .collect(Collectors.joining(", "))
                            + " were not read to their end");
        }
    }

    private static String records(long count) {
        return count == 1 ? "1 record" : count + " records";
    }

    /** What a restarted job has fetched a moment ago has left its source when checkpoints have followed. */
    private void awaitReadAgain(Map<String, Long> ends) {
        awaitRead(() -> running.unreadAfterRestart(ends));
        awaitCommitted();
        awaitRead(() -> running.unreadAfterRestart(ends));
    }

    /**
     * The checkpoint under way may have begun before the last record was read; the one after it may have begun before the
     * watermark of that record was sent on; the third has both behind it.
     */
    private void awaitCommitted() {
        long last = running.checkpoint();
        await(() -> running.checkpoint() >= last + 3, () -> "no checkpoint was completed");
    }

    /** Ends it as the case says, so that its output is whole. */
    void end() {
        if (testCase.end() == End.OPEN) {
            return;
        }
        String folder = scratchUri(stack, namespace, "savepoint");
        await(() -> running.drained(folder), () -> "the job did not end when it was told to");
        hasEnded = true;
    }

    /** @param missing what was not there when the time was over */
    private void await(BooleanSupplier condition, Supplier<String> missing) {
        while (!condition.getAsBoolean()) {
            String state = running.state();
            if (state.equals("FINISHED")) {
                return;
            }
            if (state.equals("FAILED") || state.equals("CANCELED")) {
                throw new Stopped("the pipeline failed: " + failure().orElse("nobody knows why"));
            }
            if (elapsed.get().compareTo(testCase.timeout()) > 0) {
                String why = failure()
                        .map(failure -> ", its last failure: " + failure)
                        .orElse("");
                throw new Stopped("not through after " + testCase.timeout().toSeconds() + " s: " + missing.get()
                        + "; the job is " + state + why);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Why it failed last, with names as the author knows them. */
    private Optional<String> failure() {
        return running.failure()
                .map(failure -> failure.replace(namespace.prefix(), "").replace(namespace.token() + ".", ""));
    }

    /** Cancels it, if it has not ended. */
    @Override
    public void close() {
        if (!hasEnded) {
            running.cancel();
        }
    }
}
