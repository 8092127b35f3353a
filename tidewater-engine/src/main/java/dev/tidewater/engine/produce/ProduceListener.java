package dev.tidewater.engine.produce;

import java.util.OptionalLong;

/** Hears of the progress, some five times a second and at the end of each phase. */
@FunctionalInterface
public interface ProduceListener {
    /** Hears nothing. */
    ProduceListener NONE = progress -> {};

    void progressed(Progress progress);

    /** What is being done with the file. */
    enum Phase {
        /** Types or a schema are derived from all records. */
        INFERRING,
        /** Every record is read and encoded, nothing is sent. */
        CHECKING,
        SENDING
    }

    /**
     * @param records done in this phase
     * @param bytesRead of the file as it lies on disk
     * @param bytesTotal size of the file; absent for standard input
     */
    record Progress(Phase phase, long records, long bytesRead, OptionalLong bytesTotal) {}
}
