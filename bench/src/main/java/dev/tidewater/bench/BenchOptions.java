package dev.tidewater.bench;

import dev.tidewater.bench.data.Width;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param rows orders
 * @param commits that each run is to make, so that fast ones make as many as slow ones
 * @param profile whether a flight recorder looks into each run
 */
public record BenchOptions(
        List<Work> works,
        List<Peer> peers,
        Width width,
        long rows,
        int rounds,
        int commits,
        long seed,
        Profile profile) {
    /** What is looked into while it runs. */
    public enum Profile {
        NONE,
        /** By the JDK's flight recorder. */
        RECORDED
    }

    public BenchOptions {
        works = List.copyOf(works);
        peers = List.copyOf(peers);
    }
}
