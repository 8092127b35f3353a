package dev.tidewater.bench;

import java.util.List;
import java.util.Optional;

/**
 * One work and all who did it.
 *
 * @param records read in each run
 */
public record WorkFigures(Work work, String title, long records, List<PeerFigures> peers) {
    public WorkFigures {
        peers = List.copyOf(peers);
    }

    static WorkFigures of(Work work, List<Run> runs) {
        List<Run> own = runs.stream().filter(run -> run.work() == work).toList();
        List<PeerFigures> peers = own.stream()
                .map(Run::peer)
                .distinct()
                .sorted()
                .map(peer -> PeerFigures.of(
                        peer, own.stream().filter(run -> run.peer() == peer).toList()))
                .toList();
        return new WorkFigures(work, work.title(), own.get(0).records(), peers);
    }

    public Optional<PeerFigures> of(Peer peer) {
        return peers.stream().filter(figures -> figures.peer() == peer).findFirst();
    }
}
