package dev.tidewater.flink.parquet;

import dev.tidewater.flink.parquet.columns.Scratches;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The memory that open files share. Each says after every batch of rows what it holds; when that is more than the
 * budget, the largest one ends its row group early, which hands its pages to the file's stream and frees nearly all.
 *
 * <p>A file is written by one thread. The largest one is flushed at once if it belongs to the thread that found the
 * budget exceeded, as all files of one task do; otherwise it is asked to flush with its next batch, and if it was asked
 * already, the largest one of this thread is flushed instead. So the budget is exceeded by a batch a thread at most, and
 * by what one row alone takes.
 */
public final class ColumnarMemory {
    private static final long SHARE_OF_HEAP = 4;

    private final long budget;
    private final Scratches scratches = new Scratches();
    /** Held weakly: a file that its task never closed must not take part for ever. */
    private final Set<Account> open = Collections.newSetFromMap(new WeakHashMap<>());

    /** @param budget bytes that all open files together may hold */
    public ColumnarMemory(long budget) {
        if (budget <= 0) {
            throw new IllegalArgumentException("a budget must be positive, not " + budget + " bytes");
        }
        this.budget = budget;
    }

    /** The one of this JVM: a budget means something only if all files of a process share it. A quarter of the heap. */
    public static ColumnarMemory ofThisJvm() {
        return Jvm.MEMORY;
    }

    /** Bytes that all open files hold, as they last said. */
    public synchronized long held() {
        long total = 0;
        for (Account each : open) {
            total += each.bytes;
        }
        return total;
    }

    Scratches scratches() {
        return scratches;
    }

    /** @param flush ends the file's row group, in the thread that opens the account */
    synchronized Account open(Runnable flush) {
        Account account = new Account(Thread.currentThread(), flush);
        open.add(account);
        return account;
    }

    /** Who should flush now that one of them has grown: nobody, or a file of this thread. */
    private synchronized @Nullable Account overdrawn() {
        if (held() <= budget) {
            return null;
        }
        Account largest = largest(null);
        if (largest == null || largest.thread == Thread.currentThread()) {
            return largest;
        }
        if (!largest.asked) {
            largest.asked = true;
            return null;
        }
        return largest(Thread.currentThread());
    }

    private @Nullable Account largest(@Nullable Thread thread) {
        Account largest = null;
        for (Account each : open) {
            if (each.bytes > 0
                    && (thread == null || each.thread == thread)
                    && (largest == null || each.bytes > largest.bytes)) {
                largest = each;
            }
        }
        return largest;
    }

    /** What one open file holds. */
    final class Account {
        private final Thread thread;
        private final Runnable flush;
        private long bytes;
        private boolean asked;

        private Account(Thread thread, Runnable flush) {
            this.thread = thread;
            this.flush = flush;
        }

        /** Says what the file holds after it has grown. May flush it, or another one of this thread. */
        void grown(long now) {
            if (set(now)) {
                flush.run();
            }
            Account other = overdrawn();
            if (other != null) {
                other.flush.run();
            }
        }

        /** Says what the file holds after it has flushed. */
        void shrunk(long now) {
            set(now);
        }

        /** Returns whether the file was asked to flush, and forgets it. */
        private boolean set(long now) {
            synchronized (ColumnarMemory.this) {
                bytes = now;
                boolean due = asked;
                asked = false;
                return due;
            }
        }

        void close() {
            synchronized (ColumnarMemory.this) {
                open.remove(this);
            }
        }
    }

    private static final class Jvm {
        static final ColumnarMemory MEMORY =
                new ColumnarMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }
}
