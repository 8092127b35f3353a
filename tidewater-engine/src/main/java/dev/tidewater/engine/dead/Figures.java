package dev.tidewater.engine.dead;

import dev.tidewater.engine.dead.DeadTopic.ReasonCount;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/** Counts dead letters while they pass. */
final class Figures {
    private final TreeMap<String, Long> reasons = new TreeMap<>();
    private long records;
    private long replayed;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    void add(String reason, Instant timestamp, boolean wasReplayed) {
        records++;
        replayed += wasReplayed ? 1 : 0;
        reasons.merge(reason, 1L, Long::sum);
        first = timestamp.isBefore(first) ? timestamp : first;
        last = timestamp.isAfter(last) ? timestamp : last;
    }

    /** Empty if nothing passed. */
    Optional<DeadTopic> of(String topic) {
        return records == 0
                ? Optional.empty()
                : Optional.of(new DeadTopic(
                        topic,
                        records,
                        replayed,
                        first,
                        last,
                        reasons.entrySet().stream()
                                .map(reason -> new ReasonCount(reason.getKey(), reason.getValue()))
                                .sorted(Comparator.comparingLong(ReasonCount::records)
                                        .reversed())
                                .toList()));
    }
}
