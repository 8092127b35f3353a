package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.ProduceListener.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts the records of one phase and tells the listener now and then. */
final class Progress {
    private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();

    private final Phase phase;
    private final ProduceListener listener;
    private final LongSupplier nanoTime;
    private long records;
    private long toldAt;

    Progress(Phase phase, ProduceListener listener, LongSupplier nanoTime) {
        this.phase = phase;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.toldAt = nanoTime.getAsLong();
    }

    long records() {
        return records;
    }

    void step(Source source) throws IOException {
        records++;
        long now = nanoTime.getAsLong();
        if (now - toldAt >= INTERVAL_NANOS) {
            toldAt = now;
            done(source);
        }
    }

    void done(Source source) throws IOException {
        listener.progressed(new ProduceListener.Progress(phase, records, source.bytesRead(), source.size()));
    }
}
