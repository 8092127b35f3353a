package dev.tidewater.engine.sql;

import dev.tidewater.model.TidewaterException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread in which a session plans: Calcite keeps part of a planner in a thread-local, and it is not there in another. */
final class PlannerThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlannerThread.class);

    private final ExecutorService thread;

    PlannerThread(String name) {
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** @throws TidewaterException (UNREACHABLE) if this thread is interrupted; else what {@code work} throws */
    <T> T call(Supplier<T> work) {
        try {
            return thread.submit(() -> Session.inFlink(work)).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Statements.notRun(e);
        }
    }

    /** Does something that the next call will need, while nobody waits. Should it fail, the next call says so. */
    void prepare(Runnable work) {
        thread.execute(() -> Session.inFlink(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.debug("not prepared", e);
            }
            return true;
        }));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
