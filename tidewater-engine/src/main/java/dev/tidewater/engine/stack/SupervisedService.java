package dev.tidewater.engine.stack;

import dev.tidewater.engine.stack.ServiceStatus.State;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one service running on a thread of its own. The first start must succeed, or the whole stack is given up; after
 * that a service that ends is started again, however often, with a pause that grows to five seconds.
 */
final class SupervisedService {
    private static final Duration POLL = Duration.ofMillis(60);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ServiceSpec spec;
    private final StackContext context;
    private final StackListener listener;
    private final Duration startTimeout;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private volatile State state = State.STARTING;
    private volatile @Nullable ServiceProcess process;
    private volatile Duration readyAfter = Duration.ZERO;
    private volatile int restarts;

    SupervisedService(ServiceSpec spec, StackContext context, StackListener listener, Duration startTimeout) {
        this.spec = spec;
        this.context = context;
        this.listener = listener;
        this.startTimeout = startTimeout;
        this.thread = new Thread(this::run, "service-" + spec.name());
    }

    void start() {
        thread.start();
    }

    /** Completes when the service is ready for the first time, or exceptionally when it will not be. */
    CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    /** Returns when the process is gone. */
    void stop() {
        stopping.countDown();
        thread.interrupt();
        try {
            ServiceProcess running = process;
            if (running != null) {
                running.stop();
            }
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ServiceStatus status() {
        ServiceProcess running = process;
        boolean alive = running != null && running.alive();
        long pid = alive && running != null ? running.pid() : 0;
        return new ServiceStatus(spec.name(), state, pid, readyAfter, restarts, ProcessMemory.residentBytes(pid));
    }

    private void run() {
        Duration pause = Duration.ofMillis(200);
        while (!stopRequested()) {
            try {
                ServiceProcess launched = launch();
                process = launched;
                if (stopRequested()) {
                    // stop() may have looked before the process was there.
                    launched.stop();
                    break;
                }
                awaitReady(launched);
                pause = Duration.ofMillis(200);
                launched.onExit().join();
                if (stopRequested()) {
                    break;
                }
                listener.ended(spec.name(), launched.exitCode());
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                if (stopRequested()) {
                    break;
                }
                if (firstReady.completeExceptionally(e)) {
                    break;
                }
                listener.failed(spec.name(), e);
            }
            state = State.STARTING;
            restarts++;
            if (pausedUntilStop(pause)) {
                break;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        state = State.STOPPED;
        firstReady.cancel(false);
    }

    private ServiceProcess launch() {
        context.layout().createFolders(spec.name());
        Launch launch = spec.launch().apply(context).archived(context.archives(), spec.name());
        return ServiceProcess.start(
                launch,
                context.layout().jars("lifeline").get(0),
                context.layout().temporary(spec.name()),
                context.layout().log(spec.name()));
    }

    private void awaitReady(ServiceProcess launched) throws InterruptedException {
        long began = System.nanoTime();
        while (!readyNow()) {
            if (!launched.alive()) {
                throw failure("service " + spec.name() + " ended with exit code " + launched.exitCode()
                        + " before it was ready");
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            if (waited.compareTo(startTimeout) > 0) {
                launched.stop();
                throw failure("service " + spec.name() + " was not ready after " + startTimeout.toSeconds() + " s");
            }
            if (pausedUntilStop(POLL)) {
                throw new InterruptedException();
            }
        }
        readyAfter = Duration.ofNanos(System.nanoTime() - began);
        state = State.READY;
        listener.ready(spec.name(), readyAfter);
        firstReady.complete(null);
    }

    private boolean readyNow() throws InterruptedException {
        try {
            return spec.readiness().ready(context);
        } catch (IOException e) {
            return false;
        }
    }

    private TidewaterException failure(String what) {
        List<String> lines = ServiceProcess.tail(context.layout().log(spec.name()), 8);
        String message = lines.isEmpty() ? what : what + "; the end of its log:\n  " + String.join("\n  ", lines);
        return new TidewaterException(
                ErrorCode.NOT_READY, message, "see all of it with: tidewater logs " + spec.name());
    }

    private boolean stopRequested() {
        return stopping.getCount() == 0;
    }

    private boolean pausedUntilStop(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
