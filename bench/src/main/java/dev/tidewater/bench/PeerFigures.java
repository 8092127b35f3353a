package dev.tidewater.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a work cost a peer, over all rounds that count.
 *
 * @param cpu seconds for a million records, once it is warm; null if no round counts, as all that follow
 * @param coldCpu the same with the beginning
 * @param rate records a second by the clock, once it is warm
 * @param peakBytes resident memory
 * @param outputBytes of files in the lake
 * @param rounds that count
 * @param voids rounds that do not
 */
public record PeerFigures(
        Peer peer,
        @Nullable Spread cpu,
        @Nullable Spread coldCpu,
        @Nullable Spread rate,
        @Nullable Spread peakBytes,
        @Nullable Spread outputBytes,
        @Nullable Spread commits,
        int rounds,
        List<String> voids) {
    public PeerFigures {
        voids = List.copyOf(voids);
    }

    /** @param runs of one work by that peer */
    static PeerFigures of(Peer peer, List<Run> runs) {
        List<Run> fine = runs.stream().filter(run -> run.whyVoid().isEmpty()).toList();
        return new PeerFigures(
                peer,
                spread(fine, Run::cpuPerMillion),
                spread(fine, Run::coldCpuPerMillion),
                spread(fine, Run::recordsPerSecond),
                spread(fine, Run::peakBytes),
                spread(fine, Run::outputBytes),
                spread(fine, Run::commits),
                fine.size(),
                runs.stream().flatMap(run -> run.whyVoid().stream()).toList());
    }

    private static @Nullable Spread spread(List<Run> runs, ToDoubleFunction<Run> figure) {
        return runs.isEmpty()
                ? null
                : Spread.of(runs.stream().mapToDouble(figure).toArray());
    }

    /** CPU seconds for a million records, in the median. */
    public Optional<Double> medianCpu() {
        return Optional.ofNullable(cpu).map(Spread::median);
    }

    /** How many times as much CPU another takes. */
    public Optional<Double> timesOf(PeerFigures other) {
        return medianCpu().flatMap(own -> other.medianCpu().map(its -> its / own));
    }
}
