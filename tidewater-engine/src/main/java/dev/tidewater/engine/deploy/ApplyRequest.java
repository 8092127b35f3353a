package dev.tidewater.engine.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project as it is wanted.
 *
 * @param scripts of all its pipelines
 * @param lostState what is done with state that fits the new SQL nowhere
 * @param by who wants it
 * @param planned fingerprints of the plan that is to be carried out, by pipeline; absent if whatever is due may be done
 */
public record ApplyRequest(
        List<PipelineScript> scripts, LostState lostState, String by, Optional<Map<String, String>> planned) {
    public ApplyRequest {
        scripts = List.copyOf(scripts);
        planned = planned.map(Map::copyOf);
    }

    /** What is done with state that fits the new SQL nowhere. */
    public enum LostState {
        /** Nothing is changed. */
        REFUSED,
        /** It is given up; all else goes on. */
        DISCARDED
    }
}
