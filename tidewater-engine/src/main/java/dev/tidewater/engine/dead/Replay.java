package dev.tidewater.engine.dead;

import dev.tidewater.engine.dead.Batches.Sized;
import dev.tidewater.engine.dead.ReplayReport.Outcome;
import dev.tidewater.engine.dead.ReplayRequest.Repeats;
import dev.tidewater.engine.dead.ReplayTarget.Outgoing;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One replay: which records it is about, which of them were sent before, and the batches of the others. */
final class Replay {
    private final ReplayRequest request;
    private final Optional<DeadTable> table;
    private final Clock clock;

    /** @param table empty if the topic has none */
    Replay(ReplayRequest request, Optional<DeadTable> table, Clock clock) {
        this.request = request;
        this.table = table;
        this.clock = clock;
    }

    /** Tells what would be sent. */
    ReplayReport rehearse(Map<RecordId, Replayed> replays) {
        List<Sized> chosen = chosen();
        return report(Outcome.WOULD_BE_SENT, chosen, due(chosen, replays));
    }

    /** What was sent before is asked of the target after it has ended all others: see {@link KafkaReplay}. */
    ReplayReport run(ReplayTarget target) {
        List<Sized> chosen = chosen();
        if (chosen.isEmpty()) {
            return report(Outcome.SENT, chosen, chosen);
        }
        List<Sized> due = due(chosen, target.begin());
        for (List<RecordId> batch : Batches.of(due)) {
            target.send(outgoing(batch));
        }
        return report(Outcome.SENT, chosen, due);
    }

    private List<Outgoing> outgoing(List<RecordId> batch) {
        Replayed replayed = new Replayed(clock.instant(), request.value().isPresent());
        return table.map(found -> found.records(request.topic(), batch)).orElse(List.of()).stream()
                .map(record ->
                        new Outgoing(request.value().map(record::withValue).orElse(record), replayed))
                .toList();
    }

    private List<Sized> chosen() {
        List<Sized> chosen = table.map(found -> found.sizes(request.wanted())).orElse(List.of());
        if (request.wanted() instanceof Wanted.Records some) {
            requireAll(some.ids(), chosen);
        }
        if (request.value().isPresent() && chosen.size() != 1) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "option --value is for exactly one record, and " + chosen.size() + " are chosen",
                    "name one: tidewater dead replay " + request.topic() + " PARTITION:OFFSET --value FILE");
        }
        return chosen;
    }

    private void requireAll(List<RecordId> ids, List<Sized> found) {
        Set<RecordId> there = new HashSet<>();
        found.forEach(record -> there.add(record.id()));
        List<TidewaterException> faults = ids.stream()
                .filter(id -> !there.contains(id))
                .distinct()
                .map(id -> missing(request.topic(), id))
                .toList();
        if (!faults.isEmpty()) {
            throw TidewaterException.combined(faults);
        }
    }

    /** That a record is no dead letter of the topic. */
    static TidewaterException missing(String topic, RecordId id) {
        return new TidewaterException(
                ErrorCode.REFUSED,
                "topic \"" + topic + "\" has no dead letter " + id,
                "those it has: tidewater dead list " + topic);
    }

    private List<Sized> due(List<Sized> chosen, Map<RecordId, Replayed> replays) {
        return request.repeats() == Repeats.SEND
                ? chosen
                : chosen.stream()
                        .filter(record -> !replays.containsKey(record.id()))
                        .toList();
    }

    private ReplayReport report(Outcome outcome, List<Sized> chosen, List<Sized> due) {
        long bytes = request.value().isPresent() && !due.isEmpty()
                ? request.value().get().length
                : due.stream().mapToLong(Sized::bytes).sum();
        return new ReplayReport(
                request.topic(),
                outcome,
                due.size(),
                bytes,
                chosen.size() - due.size(),
                due.stream().map(Sized::id).limit(ReplayReport.MOST_IDS).toList());
    }
}
