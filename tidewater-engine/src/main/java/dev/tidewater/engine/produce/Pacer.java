package dev.tidewater.engine.produce;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Spreads records evenly over time. Time that was lost, to a connection or a broker that was away, is not made up for. */
final class Pacer {
    /** A delay up to this is a timer's, and is made up for: else the rate would never be reached. */
    private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(20);

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

    /** Returns when the next record is due: the first at once, each other {@code 1 / rate} seconds after the one before. */
    void awaitTurn() throws InterruptedException {
        if (rate.isEmpty()) {
            return;
        }
        if (passed == 0) {
            begun = nanoTime.getAsLong();
        }
        double interval = TimeUnit.SECONDS.toNanos(1) / rate.getAsDouble();
        long wait = begun + (long) (passed * interval) - nanoTime.getAsLong();
        passed++;
        if (wait > 0) {
            pause.nanos(wait);
        } else if (wait < -TOLERANCE) {
            begun -= wait;
        }
    }
}
