package dev.tidewater.engine.produce;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Spreads records evenly over time. */
final class Pacer {
    private final OptionalDouble rate;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private long begun;
    private long passed;

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        /** The pause of the real world. */
        Pause REAL = TimeUnit.NANOSECONDS::sleep;

        void nanos(long nanos) throws InterruptedException;
    }

    /** @param rate records a second; absent for no limit */
    Pacer(OptionalDouble rate, LongSupplier nanoTime, Pause pause) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Returns when the next record is due: the first at once, record {@code n} {@code (n - 1) / rate} seconds later. */
    void awaitTurn() throws InterruptedException {
        if (rate.isEmpty()) {
            return;
        }
        if (passed == 0) {
            begun = nanoTime.getAsLong();
        }
        long due = begun + (long) (passed * TimeUnit.SECONDS.toNanos(1) / rate.getAsDouble());
        passed++;
        long wait = due - nanoTime.getAsLong();
        if (wait > 0) {
            pause.nanos(wait);
        }
    }
}
