package dev.tidewater.engine.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parts of a Flink cluster's REST API that deploying needs. Every call is one request and may fail with I/O. */
final class FlinkRest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String url;

    FlinkRest(String url) {
        this.url = url;
    }

    /** A job as listed; {@code state} in Flink's words, such as {@code RUNNING}. */
    record Job(String id, String name, String state, Instant started) {
        boolean terminal() {
            return List.of("FINISHED", "CANCELED", "FAILED").contains(state);
        }
    }

    /** A completed checkpoint. */
    record Checkpoint(long id, Instant at, String path) {}

    /** How a savepoint that was asked for is doing. */
    record Savepoint(Progress progress, String location, String failure) {
        enum Progress {
            IN_PROGRESS,
            COMPLETED,
            FAILED
        }
    }

    List<Job> jobs() throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : require("GET", "/jobs/overview", "").path("jobs")) {
            jobs.add(new Job(
                    job.path("jid").asText(),
                    job.path("name").asText(),
                    job.path("state").asText(),
                    Instant.ofEpochMilli(job.path("start-time").asLong())));
        }
        return jobs;
    }

    Optional<Job> job(String id) throws IOException {
        return jobs().stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /** Whether every task of the job runs; a job is called RUNNING while its tasks are still being deployed. */
    boolean allTasksRunning(String id) throws IOException {
        JsonNode job = require("GET", "/jobs/" + id, "");
        if (!job.path("state").asText().equals("RUNNING")) {
            return false;
        }
        for (JsonNode vertex : job.path("vertices")) {
            String status = vertex.path("status").asText();
            if (!status.equals("RUNNING") && !status.equals("FINISHED")) {
                return false;
            }
        }
        return !job.path("vertices").isEmpty();
    }

    /** Which of these sources of a job have not ended. */
    List<String> unfinishedSources(String id, List<String> names) throws IOException {
        List<String> unfinished = new ArrayList<>(names);
        for (JsonNode vertex : require("GET", "/jobs/" + id, "").path("vertices")) {
            String name = vertex.path("name").asText();
            if (vertex.path("status").asText().equals("FINISHED")) {
                unfinished.removeIf(source -> name.startsWith("Source: " + source));
            }
        }
        return unfinished;
    }

    Optional<Checkpoint> lastCheckpoint(String id) throws IOException {
        JsonNode latest = require("GET", "/jobs/" + id + "/checkpoints", "")
                .path("latest")
                .path("completed");
        if (latest.isMissingNode() || latest.isNull()) {
            return Optional.empty();
        }
        return Optional.of(new Checkpoint(
                latest.path("id").asLong(),
                Instant.ofEpochMilli(latest.path("latest_ack_timestamp").asLong()),
                latest.path("external_path").asText()));
    }

    /** Stack traces of the failures of a job, newest first. */
    List<String> failures(String id) throws IOException {
        List<String> failures = new ArrayList<>();
        for (JsonNode entry : require("GET", "/jobs/" + id + "/exceptions?maxExceptions=5", "")
                .path("exceptionHistory")
                .path("entries")) {
            failures.add(entry.path("stacktrace").asText());
        }
        return failures;
    }

    /** Asks for stop-with-savepoint, without draining: a drained job fires half-full windows. Returns the trigger's id. */
    String stopWithSavepoint(String id, String folder) throws IOException {
        return stop(id, Map.of("drain", false, "targetDirectory", folder, "formatType", "NATIVE"));
    }

    /** Asks for the end of a job that will never go on: all its windows fire first. Returns the trigger's id. */
    String drain(String id, String folder) throws IOException {
        return stop(id, Map.of("drain", true, "targetDirectory", folder, "formatType", "NATIVE"));
    }

    private String stop(String id, Map<String, Object> how) throws IOException {
        return require("POST", "/jobs/" + id + "/stop", Json.write(how))
                .path("request-id")
                .asText();
    }

    Savepoint savepoint(String id, String trigger) throws IOException {
        JsonNode answer = require("GET", "/jobs/" + id + "/savepoints/" + trigger, "");
        JsonNode operation = answer.path("operation");
        if (operation.has("failure-cause")) {
            return new Savepoint(
                    Savepoint.Progress.FAILED,
                    "",
                    operation.path("failure-cause").path("stack-trace").asText());
        }
        boolean completed = answer.path("status")
                .path("id")
                .asText()
                .toUpperCase(Locale.ROOT)
                .equals("COMPLETED");
        return new Savepoint(
                completed ? Savepoint.Progress.COMPLETED : Savepoint.Progress.IN_PROGRESS,
                operation.path("location").asText(),
                "");
    }

    void cancel(String id) throws IOException {
        require("PATCH", "/jobs/" + id + "?mode=cancel", "");
    }

    private JsonNode require(String method, String path, String body) throws IOException {
        try {
            Http.Answer answer = Http.send(method, url + path, body, TIMEOUT);
            if (!answer.ok()) {
                throw new IOException(method + " " + path + " answered " + answer.status() + ": " + answer.body());
            }
            return Json.tree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (UncheckedIOException e) {
            throw new IOException(method + " " + path + " did not answer in JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
