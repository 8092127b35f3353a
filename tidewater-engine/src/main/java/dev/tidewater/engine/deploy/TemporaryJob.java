package dev.tidewater.engine.deploy;

import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.PlanRunner;
import dev.tidewater.engine.sql.PlanRunner.Claim;
import dev.tidewater.engine.sql.PlanRunner.Leftovers;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.stack.Http;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A job that runs beside the pipelines and never again: nothing of it is written down. Its calls throw
 * {@link TidewaterException} (UNREACHABLE) if Flink does not answer.
 */
public final class TemporaryJob {
    private static final String COMPLETED = "flink_jobmanager_job_lastCompletedCheckpointId";
    private static final Pattern CHECKPOINT = Pattern.compile("(?m)^" + COMPLETED + "\\{([^}]*)} (\\S+)$");

    private final Cluster cluster;
    private final FlinkRest flink;
    private final String id;
    private Optional<String> draining = Optional.empty();

    /**
     * Where the job runs.
     *
     * @param rest of the JobManager
     * @param jobManagerMetrics base of its metrics for Prometheus: what its REST API says is up to three seconds old
     * @param taskManagerMetrics the same of the TaskManager
     */
    public record Cluster(String rest, String jobManagerMetrics, String taskManagerMetrics) {}

    private TemporaryJob(Cluster cluster, String id) {
        this.cluster = cluster;
        this.flink = new FlinkRest(cluster.rest());
        this.id = id;
    }

    /**
     * Returns once the cluster has accepted the job.
     *
     * @param options of the job, which win over those that the script sets
     * @throws TidewaterException as {@link PlanRunner#submit}
     */
    public static TemporaryJob submit(
            Cluster cluster,
            SessionConfig config,
            String name,
            CompiledPipeline pipeline,
            Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(pipeline.options());
        all.putAll(options);
        String id = UUID.randomUUID().toString().replace("-", "");
        PlanRunner.submit(
                config,
                new PlanRunner.Submission(
                        name,
                        pipeline.plan(),
                        all,
                        pipeline.preamble(),
                        pipeline.functions(),
                        id,
                        Optional.empty(),
                        Claim.NO_CLAIM,
                        Leftovers.REFUSED));
        return new TemporaryJob(cluster, id);
    }

    /** Its state in Flink's words, such as {@code RUNNING}; {@code UNKNOWN} if the cluster has no such job. */
    public String state() {
        return asking(() -> flink.job(id).map(FlinkRest.Job::state).orElse("UNKNOWN"));
    }

    /** Why it failed last. */
    public Optional<String> failure() {
        return asking(() -> flink.failures(id).stream().findFirst().map(FlinkFailure::rootMessage));
    }

    /**
     * Which topics it has not read to their ends since it was started, and how many records are left of each.
     *
     * @param ends of topics with one partition
     */
    public Map<String, Long> unread(Map<String, Long> ends) {
        return unread(ends, (positions, topic) -> positions.read(id, topic, 0));
    }

    /**
     * The same of a job that was started again, and may have had the last record in its state. It may look through a moment
     * before it is: records that have just been fetched are not seen.
     */
    public Map<String, Long> unreadAfterRestart(Map<String, Long> ends) {
        return unread(
                ends,
                (positions, topic) -> positions
                        .next(id, topic, 0, ends.getOrDefault(topic, 0L))
                        .orElse(0L));
    }

    private Map<String, Long> unread(Map<String, Long> ends, ToLongBiFunction<ReadPositions, String> position) {
        ReadPositions positions = ReadPositions.of(metrics(cluster.taskManagerMetrics(), ReadPositions.METRICS));
        Map<String, Long> unread = new TreeMap<>();
        ends.forEach((topic, end) -> {
            long left = end - position.applyAsLong(positions, topic);
            if (left > 0) {
                unread.put(topic, left);
            }
        });
        return unread;
    }

    /** Which of these sources, by Flink's names for them, have not ended. */
    public List<String> unfinished(List<String> sources) {
        return asking(() -> flink.unfinishedSources(id, sources));
    }

    /** Number of its last completed checkpoint; 0 before the first. */
    public long checkpoint() {
        Matcher line = CHECKPOINT.matcher(metrics(cluster.jobManagerMetrics(), List.of(COMPLETED)));
        while (line.find()) {
            if (line.group(1).contains("job_id=\"" + id + "\"")) {
                return Math.max(0, (long) Double.parseDouble(line.group(2)));
            }
        }
        return 0;
    }

    /**
     * Lets it end for good: time goes to its end, and all windows fire. To be called until it tells that the job is
     * through; Flink refuses while a task is still being deployed, and is asked again.
     *
     * @param folder for the savepoint that Flink insists on
     */
    public boolean drained(String folder) {
        if (state().equals("FINISHED")) {
            return true;
        }
        try {
            if (draining.isEmpty()
                    || flink.savepoint(id, draining.get()).progress() == FlinkRest.Savepoint.Progress.FAILED) {
                draining = Optional.of(flink.drain(id, folder));
            }
        } catch (IOException e) {
            // It has just ended, or is not ready to be asked; the next call finds out.
        }
        return false;
    }

    /** Ends it as it is. Says nothing if it has ended already. */
    public void cancel() {
        try {
            flink.cancel(id);
        } catch (IOException e) {
            // It has ended, or its cluster has.
        }
    }

    /** Without a TaskManager nothing is known. All metrics of a stack are half a megabyte, so only these are asked for. */
    private static String metrics(String base, List<String> names) {
        String query = names.stream().map(name -> "name%5B%5D=" + name).collect(Collectors.joining("&"));
        try {
            return Http.get(base + "/metrics?" + query).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private interface Asking<T> {
        T answer() throws IOException;
    }

    private static <T> T asking(Asking<T> question) {
        try {
            return question.answer();
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE, "Flink does not answer", "see what is wrong: tidewater status", e);
        }
    }
}
