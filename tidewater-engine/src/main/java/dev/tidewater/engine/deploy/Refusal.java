package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.ApplyRequest.LostState;
import dev.tidewater.engine.plan.PlanChange;
import dev.tidewater.engine.plan.PlanChange.Fate;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why an {@code apply} does nothing. */
final class Refusal {
    private Refusal() {}

    /** @throws TidewaterException (REFUSED) unless what is due is what was planned, to the letter */
    static void ifNotPlanned(List<Intention> due, ApplyRequest request) {
        if (request.planned().isEmpty()) {
            return;
        }
        Map<String, String> now = new TreeMap<>();
        due.forEach(one -> now.put(one.pipeline(), one.report().fingerprint()));
        if (!now.equals(new TreeMap<>(request.planned().get()))) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "what runs is not what it was when this was planned; nothing was changed",
                    "plan again: tidewater plan --out FILE");
        }
    }

    /**
     * @throws TidewaterException (REFUSED) with all that would be lost, unless that is wanted. Nobody can want a place in a
     *     topic to be lost: rows would be missing, or be there twice
     */
    static void ifStateIsLost(List<Intention> due, ApplyRequest request) {
        List<String> places = new ArrayList<>();
        List<String> states = new ArrayList<>();
        for (Intention one : due) {
            one.change().ifPresent(change -> {
                places.addAll(places(one.pipeline(), change));
                states.addAll(states(one.pipeline(), change));
            });
        }
        if (!places.isEmpty()) {
            throw refused(
                    places, "give the changed script another name and other tables, and run it beside the old one");
        }
        if (!states.isEmpty() && request.lostState() != LostState.DISCARDED) {
            throw refused(
                    states,
                    "see all of it with: tidewater plan; to give that state up, and go on from where the pipeline is in its"
                            + " topics: tidewater apply --discard-state");
        }
    }

    private static TidewaterException refused(List<String> losses, String hint) {
        return new TidewaterException(ErrorCode.REFUSED, String.join("\n", losses) + "\nnothing was changed", hint);
    }

    private static List<String> states(String pipeline, PlanChange change) {
        return change.operators().stream()
                .filter(operator -> operator.fate() == Fate.LOST)
                .map(operator -> "pipeline \"" + pipeline + "\" would lose the state of " + operator.operator() + ": "
                        + operator.why())
                .toList();
    }

    private static List<String> places(String pipeline, PlanChange change) {
        return change.sources().stream()
                .filter(source -> source.fate() == Fate.LOST)
                .map(source -> "pipeline \"" + pipeline + "\" would lose its place in " + source.source() + ": "
                        + source.why())
                .toList();
    }
}
