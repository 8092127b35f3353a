package dev.tidewater.dist;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * How far a pipeline is, from {@code ps -o json}. Checkpoints are numbered on from the one a job was restored from.
 *
 * @param checkpoint number of the last one, 0 before the first of a job
 */
record Progress(String state, String jobId, long checkpoint) {
    static Progress of(JsonNode pipeline) {
        return new Progress(
                pipeline.path("state").asText(),
                pipeline.path("job-id").asText(),
                pipeline.path("checkpoint").asLong());
    }

    /** Whether the pipeline runs and has completed a checkpoint that was begun after {@code before} was looked at. */
    boolean isWellPast(@Nullable Progress before) {
        return state.equalsIgnoreCase("running")
                && before != null
                && checkpoint > 0
                && checkpoint >= before.checkpoint() + 2;
    }
}
