package dev.tidewater.engine.stack;

import java.time.Duration;

/** Told what happens to services, on their threads. */
public interface StackListener {
    void ready(String service, Duration after);

    /** A service that had been ready ended by itself; it is started again. */
    void ended(String service, int exitCode);

    /** A service that had been ready once could not be started again; it is tried once more. */
    void failed(String service, RuntimeException cause);
}
