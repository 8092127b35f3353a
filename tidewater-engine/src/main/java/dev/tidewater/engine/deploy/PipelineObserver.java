package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import dev.tidewater.engine.deploy.PipelineStatus.State;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Compares what is remembered of pipelines with what the cluster says of their jobs. */
final class PipelineObserver {
    private final FlinkRest flink;

    PipelineObserver(FlinkRest flink) {
        this.flink = flink;
    }

    List<PipelineStatus> observe(List<PipelineRecord> pipelines) {
        List<FlinkRest.Job> jobs;
        try {
            jobs = flink.jobs();
        } catch (IOException e) {
            jobs = List.of();
        }
        List<FlinkRest.Job> known = jobs;
        return pipelines.stream().map(pipeline -> observe(pipeline, known)).toList();
    }

    private PipelineStatus observe(PipelineRecord pipeline, List<FlinkRest.Job> jobs) {
        String jobId = pipeline.current().jobId();
        Optional<FlinkRest.Job> job =
                jobs.stream().filter(candidate -> candidate.id().equals(jobId)).findFirst();
        State state = job.map(found -> state(pipeline.desired(), found.state())).orElseGet(() -> withoutJob(pipeline));
        Optional<FlinkRest.Checkpoint> checkpoint = job.flatMap(found -> checkpoint(jobId));
        Optional<String> problem = Optional.empty();
        if (state == State.RESTARTING || state == State.FAILED) {
            problem = job.isPresent()
                    ? problem(jobId)
                    : pipeline.current().refused().map(Refusals::describe);
        }
        return new PipelineStatus(
                pipeline.name(),
                state,
                pipeline.file(),
                jobId,
                pipeline.current().at(),
                checkpoint.map(FlinkRest.Checkpoint::id),
                checkpoint.map(FlinkRest.Checkpoint::at),
                problem);
    }

    private static State withoutJob(PipelineRecord pipeline) {
        if (pipeline.desired() == Desired.STOPPED) {
            return State.STOPPED;
        }
        return pipeline.current().refused().isPresent() ? State.RESTARTING : State.STARTING;
    }

    private static State state(Desired desired, String flinkState) {
        return switch (flinkState) {
            case "RUNNING" -> State.RUNNING;
            case "FINISHED" -> desired == Desired.STOPPED ? State.STOPPED : State.FINISHED;
            case "FAILED" -> State.FAILED;
            case "CANCELED", "CANCELLING", "SUSPENDED" -> State.STOPPED;
            case "RESTARTING", "FAILING" -> State.RESTARTING;
            default -> State.STARTING;
        };
    }

    private Optional<FlinkRest.Checkpoint> checkpoint(String jobId) {
        try {
            return flink.lastCheckpoint(jobId);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> problem(String jobId) {
        try {
            return flink.failures(jobId).stream().findFirst().map(FlinkFailure::rootMessage);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
