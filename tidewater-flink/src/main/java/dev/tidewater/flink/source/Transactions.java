package dev.tidewater.flink.source;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * How a topic is written exactly once: in transactions, each of which is committed with a checkpoint. A transaction has to
 * outlive its checkpoint, and the time until the job is back if it fails then: the broker rolls back what is older than its
 * timeout, and those records are lost. The longer, the better; the broker's {@code transaction.max.timeout.ms} is the limit.
 */
final class Transactions {
    private static final String GUARANTEE = "sink.delivery-guarantee";
    private static final String PREFIX = "sink.transactional-id-prefix";
    private static final String TIMEOUT = "properties.transaction.timeout.ms";
    /** For which a job may be away. */
    private static final Duration ABSENCE = Duration.ofHours(24);

    private static final int JOBS = 100;
    /** How many sinks of a job write a topic, by the job's id. */
    private static final Map<String, Integer> SINKS = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > JOBS;
        }
    };

    private Transactions() {}

    /**
     * Options of the sink, with those that make it write exactly once. Unchanged if they say themselves how to write, or if
     * the session makes no checkpoints: nobody would commit.
     *
     * @throws ValidationException if transactions cannot be open for as long as a checkpoint may take
     */
    static Map<String, String> options(
            Map<String, String> options, String topic, Duration limit, ReadableConfig session) {
        Duration interval =
                session.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).orElse(Duration.ZERO);
        boolean isBatch = session.get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.BATCH;
        if (options.containsKey(GUARANTEE) || (interval.isZero() && !isBatch)) {
            return options;
        }
        Duration checkpoint =
                session.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT).plus(interval);
        if (limit.compareTo(checkpoint) < 0) {
            throw new ValidationException(
                    "topic \"" + topic + "\" cannot be written exactly once: a checkpoint may take "
                            + checkpoint.toSeconds() + " s, and the brokers allow transactions of " + limit.toSeconds()
                            + " s; raise their transaction.max.timeout.ms, lower execution.checkpointing.timeout, or write"
                            + " /*+ OPTIONS('" + GUARANTEE + "' = 'at-least-once') */ behind the table's name");
        }
        Duration wanted = checkpoint.plus(ABSENCE);
        Map<String, String> transactional = new TreeMap<>(options);
        transactional.put(GUARANTEE, "exactly-once");
        transactional.put(PREFIX, prefix(topic, session));
        transactional.putIfAbsent(TIMEOUT, Long.toString((wanted.compareTo(limit) < 0 ? wanted : limit).toMillis()));
        return transactional;
    }

    /** The same for every job of a pipeline: each rolls back what the one before it has left open. */
    private static String prefix(String topic, ReadableConfig session) {
        String pipeline = session.getOptional(PipelineOptions.NAME).orElse("session");
        String job = session.getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID)
                .orElse("");
        synchronized (SINKS) {
            int sink = SINKS.merge(job + "/" + topic, 1, Integer::sum);
            return "tidewater-" + pipeline + "-" + topic + (job.isEmpty() ? "-" + System.nanoTime() : "-" + sink);
        }
    }
}
