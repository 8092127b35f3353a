package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlPage.State;
import dev.tidewater.model.TidewaterException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows on their way from a job to a client. A thread takes them from Flink, and waits while the client does not: the job
 * then waits too, and memory stays what {@link #MOST} rows need.
 */
final class RunningAnswer {
    /** Rows that are held for the client. */
    static final int MOST = 2_000;

    private static final int PAGE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(RunningAnswer.class);

    private final CloseableIterator<Row> source;
    private final Optional<JobClient> job;
    private final Rows rows;
    private final Thread taker;

    private final Deque<Change> waiting = new ArrayDeque<>();
    /** Rows that the client has, and that are gone here. */
    private long confirmed;

    private State state = State.GOES_ON;
    private @Nullable TidewaterException failure;

    /** Whether what a job yields are rows of an answer, or counts that nobody asked for. */
    enum Rows {
        KEPT,
        DROPPED
    }

    /** @param source is closed at the end */
    RunningAnswer(CloseableIterator<Row> source, Optional<JobClient> job, Rows rows) {
        this.source = source;
        this.job = job;
        this.rows = rows;
        this.taker = new Thread(() -> Session.inFlink(this::take), "sql-rows");
        taker.setDaemon(true);
        taker.start();
    }

    /**
     * The rows from {@code cursor} on, which the client has counted; asked again with the same cursor, the same rows again.
     *
     * @param patience how long to wait for at least one
     * @throws TidewaterException (UNREACHABLE) what the job failed with, once all rows before that are fetched
     */
    synchronized SqlPage fetch(long cursor, Duration patience) {
        while (confirmed < cursor && !waiting.isEmpty()) {
            waiting.removeFirst();
            confirmed++;
        }
        notifyAll();
        long end = System.nanoTime() + patience.toNanos();
        while (waiting.isEmpty() && state == State.GOES_ON && failure == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0 || !awaitChange(left)) {
                break;
            }
        }
        if (waiting.isEmpty() && failure != null) {
            throw failure;
        }
        List<Change> page = new ArrayList<>(Math.min(waiting.size(), PAGE));
        waiting.stream().limit(PAGE).forEach(page::add);
        boolean last = page.size() == waiting.size() && failure == null;
        return new SqlPage(page, last ? state : State.GOES_ON);
    }

    /** Cancels the job, if one runs. Returns soon, whether or not the cluster answers. */
    void cancel() {
        synchronized (this) {
            if (state != State.GOES_ON || failure != null) {
                return;
            }
            state = State.CANCELLED;
            notifyAll();
        }
        job.ifPresent(RunningAnswer::cancel);
        taker.interrupt();
    }

    private static void cancel(JobClient job) {
        try {
            job.cancel().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // It may have ended by itself.
            LOG.info("job {} was not cancelled", job.getJobID(), e);
        }
    }

    private boolean take() {
        try (CloseableIterator<Row> iterator = source) {
            while (iterator.hasNext()) {
                Row row = iterator.next();
                if (rows == Rows.KEPT && !offer(JsonValues.change(row))) {
                    return false;
                }
            }
            return end(null);
        } catch (Exception e) {
            return end(Statements.notRun(e));
        }
    }

    /** Waits for room; false if nobody wants more. */
    private synchronized boolean offer(Change change) {
        while (state == State.GOES_ON && waiting.size() >= MOST) {
            if (!awaitChange(TimeUnit.MINUTES.toMillis(1))) {
                return false;
            }
        }
        if (state != State.GOES_ON) {
            return false;
        }
        waiting.addLast(change);
        notifyAll();
        return true;
    }

    private synchronized boolean end(@Nullable TidewaterException why) {
        if (state == State.GOES_ON) {
            failure = why;
            state = why == null ? State.FINISHED : state;
        }
        notifyAll();
        return true;
    }

    /** False if this thread is interrupted. */
    private boolean awaitChange(long millis) {
        try {
            wait(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
