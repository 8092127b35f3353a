package dev.tidewater.bench;

import dev.tidewater.bench.data.Width;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param rows orders
 * @param commits that each run is to make, so that fast ones make as many as slow ones
 */
public record BenchOptions(
        List<Work> works, List<Peer> peers, Width width, long rows, int rounds, int commits, long seed) {
    public BenchOptions {
        works = List.copyOf(works);
        peers = List.copyOf(peers);
    }
}
