package dev.tidewater.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a bench has found.
 *
 * @param machine what it ran on
 * @param settings what all peers were given
 * @param versions of the peers, and how each is set up, by its label
 * @param works figures, in the order in which they were asked for
 * @param runs each by itself
 */
public record BenchReport(
        Machine machine, BenchOptions settings, Map<String, String> versions, List<WorkFigures> works, List<Run> runs) {
    public BenchReport {
        versions = new TreeMap<>(versions);
        works = List.copyOf(works);
        runs = List.copyOf(runs);
    }

    /**
     * @param cores that the JVM may use
     * @param memoryBytes of the machine
     * @param load processes that wanted a core, on average of the last minute, before the first run; -1 if unknown
     */
    public record Machine(int cores, long memoryBytes, String system, String java, double load) {}

    static BenchReport of(Machine machine, BenchOptions settings, Map<String, String> versions, List<Run> runs) {
        List<WorkFigures> works = settings.works().stream()
                .filter(work -> runs.stream().anyMatch(run -> run.work() == work))
                .map(work -> WorkFigures.of(work, runs))
                .toList();
        return new BenchReport(machine, settings, versions, works, runs);
    }

    /** Whether every run counts. */
    public boolean fine() {
        return runs.stream().allMatch(run -> run.whyVoid().isEmpty());
    }

    public Optional<WorkFigures> of(Work work) {
        return works.stream().filter(figures -> figures.work() == work).findFirst();
    }
}
