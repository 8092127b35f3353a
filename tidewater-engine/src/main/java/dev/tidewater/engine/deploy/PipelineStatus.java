package dev.tidewater.engine.deploy;

import dev.tidewater.model.TidewaterException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One pipeline as shown by {@code ps}.
 *
 * @param file as the user named it when it was started
 * @param checkpoint last completed one of the current job
 * @param problem why it does not run, in one line
 */
public record PipelineStatus(
        String name,
        State state,
        String file,
        String jobId,
        Instant since,
        Optional<Long> checkpoint,
        Optional<Instant> checkpointAt,
        Optional<String> problem) {
    /** Of a pipeline whose record cannot be read; what became of its job is not known. */
    static PipelineStatus damaged(String name, TidewaterException why, Instant now) {
        return new PipelineStatus(
                name,
                State.FAILED,
                "",
                "",
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.of(why.message() + "; " + why.hint()));
    }

    /** STARTING → RUNNING; RUNNING ⇄ RESTARTING; RUNNING → STOPPED, FINISHED (all input read) or FAILED. */
    public enum State {
        STARTING,
        RUNNING,
        RESTARTING,
        STOPPED,
        FINISHED,
        FAILED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
