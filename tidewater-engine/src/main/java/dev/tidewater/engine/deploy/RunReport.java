package dev.tidewater.engine.deploy;

import dev.tidewater.model.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What {@code run} or {@code apply} did with one pipeline.
 *
 * @param sources topics read
 * @param sinks tables and topics written
 * @param warnings of what the pipeline does and its author may not expect; none if it was not compiled now
 * @param took from the request to all tasks running
 */
public record RunReport(
        String pipeline,
        Outcome outcome,
        String jobId,
        List<String> sources,
        List<String> sinks,
        List<Finding> warnings,
        Duration took) {
    public RunReport {
        sources = List.copyOf(sources);
        sinks = List.copyOf(sinks);
        warnings = List.copyOf(warnings);
    }

    /**
     * Started anew; resumed from where it was stopped; it ran already and was left alone; goes on with other SQL; or stopped,
     * because the project has it no more.
     */
    public enum Outcome {
        STARTED,
        RESUMED,
        ALREADY_RUNNING,
        CHANGED,
        STOPPED;

        /** What becomes of the pipeline if its job does not come up; begins a hint. */
        String afterFailure(String pipeline) {
            return switch (this) {
                case STARTED -> "it was taken back; ";
                case RESUMED, ALREADY_RUNNING, CHANGED, STOPPED ->
                    "it is tried again from where it was; to give it up: tidewater stop " + pipeline + "; ";
            };
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
