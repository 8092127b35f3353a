package dev.tidewater.bench;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One work done once by one peer.
 *
 * @param round from 1
 * @param records that were to be read
 * @param cpuSeconds from when the job was handed over to its end
 * @param warmRecords that were read once it was warm
 * @param warmCpuSeconds that these took
 * @param startCpuSeconds of the process before its job began; not part of {@code cpuSeconds}
 * @param commits that added rows
 * @param fault why it does not count; null if it does
 */
public record Run(
        Work work,
        Peer peer,
        int round,
        long records,
        double cpuSeconds,
        double wallSeconds,
        long warmRecords,
        double warmCpuSeconds,
        double warmWallSeconds,
        double startCpuSeconds,
        long peakBytes,
        long outputBytes,
        long commits,
        @Nullable String fault) {
    static Run broken(Work work, Peer peer, int round, long records, String fault) {
        return new Run(work, peer, round, records, 0, 0, 0, 0, 0, 0, 0, 0, 0, fault);
    }

    public Optional<String> whyVoid() {
        return Optional.ofNullable(fault);
    }

    /** CPU seconds for a million records, once it is warm. */
    public double cpuPerMillion() {
        return warmCpuSeconds * 1e6 / warmRecords;
    }

    /** CPU seconds for a million records, the beginning included: the compiler's work, above all. */
    public double coldCpuPerMillion() {
        return cpuSeconds * 1e6 / records;
    }

    /** By the clock, once it is warm. */
    public double recordsPerSecond() {
        return warmRecords / warmWallSeconds;
    }
}
