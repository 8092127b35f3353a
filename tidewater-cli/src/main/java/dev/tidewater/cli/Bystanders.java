package dev.tidewater.cli;

import dev.tidewater.engine.deploy.PipelineStatus;
import dev.tidewater.engine.deploy.PipelineStatus.State;
import dev.tidewater.engine.testing.CaseRequest;
import dev.tidewater.engine.testing.Variation;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Pipelines that share their TaskManager with tests, and are restarted when one kills it. */
final class Bystanders {
    private static final Set<State> HAVE_A_JOB = Set.of(State.STARTING, State.RUNNING, State.RESTARTING);

    private Bystanders() {}

    /** @throws TidewaterException (REFUSED) if a case kills the TaskManager while a pipeline runs */
    static void requireNone(List<CaseRequest> requests, List<PipelineStatus> pipelines) {
        String running = pipelines.stream()
                .filter(pipeline -> HAVE_A_JOB.contains(pipeline.state()))
                .map(PipelineStatus::name)
                .collect(Collectors.joining(", "));
        if (!running.isEmpty() && requests.stream().anyMatch(one -> one.variation() == Variation.KILLED)) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "variation \"killed\" would kill the TaskManager under what runs on it: " + running,
                    "let them be restarted from their last checkpoints with --restart-pipelines, stop them with: tidewater stop"
                            + " NAME, or choose others with --variation");
        }
    }
}
