package dev.tidewater.engine.stack;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** Flink's configuration in the stack, and what its start scripts would have worked out from it. */
final class FlinkConf {
    private FlinkConf() {}

    /** What both processes read. */
    static Map<String, String> common(StackContext context) {
        StackIdentity identity = context.identity();
        Map<String, String> conf = new TreeMap<>();
        conf.put("jobmanager.rpc.address", StackIdentity.HOST);
        conf.put("jobmanager.rpc.port", Integer.toString(identity.port(StackPort.FLINK_RPC)));
        conf.put("jobmanager.bind-host", StackIdentity.HOST);
        conf.put("rest.address", StackIdentity.HOST);
        conf.put("rest.bind-address", StackIdentity.HOST);
        conf.put("rest.port", Integer.toString(identity.port(StackPort.FLINK)));
        conf.put("taskmanager.host", StackIdentity.HOST);
        conf.put("taskmanager.bind-host", StackIdentity.HOST);
        // Jobs arrive compiled; a jar upload would let any local page run code.
        conf.put("web.submit.enable", "false");
        conf.put("web.cancel.enable", "false");
        conf.put("rest.profiling.enabled", "false");
        // A killed TaskManager is noticed in about two seconds instead of fifty.
        conf.put("heartbeat.interval", "1 s");
        conf.put("heartbeat.timeout", "20 s");
        conf.put("heartbeat.rpc-failure-threshold", "2");
        conf.put("cluster.registration.initial-timeout", "300 ms");
        conf.put("cluster.registration.error-delay", "500 ms");
        conf.put("cluster.registration.refused-registration-delay", "1 s");
        conf.putAll(jobs(identity));
        conf.put("metrics.reporters", "prom");
        conf.put(
                "metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.LoopbackPrometheusReporterFactory");
        return conf;
    }

    /** How jobs run and where their state goes, whatever cluster they run on. */
    static Map<String, String> jobs(StackIdentity identity) {
        Map<String, String> conf = new TreeMap<>();
        conf.put("restart-strategy.type", "exponential-delay");
        conf.put("restart-strategy.exponential-delay.initial-backoff", "500 ms");
        conf.put("restart-strategy.exponential-delay.max-backoff", "15 s");
        conf.put("state.backend.type", "rocksdb");
        conf.put("execution.checkpointing.incremental", "true");
        conf.put("execution.checkpointing.dir", "s3://" + Endpoints.FLINK_BUCKET + "/checkpoints");
        conf.put("execution.checkpointing.savepoint-dir", "s3://" + Endpoints.FLINK_BUCKET + "/savepoints");
        conf.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        conf.put("execution.checkpointing.num-retained", "2");
        conf.put("execution.checkpointing.tolerable-failed-checkpoints", "1000");
        conf.put("execution.checkpointing.data-inline-threshold", "256 kb");
        conf.put("s3.endpoint", identity.url(StackPort.S3));
        conf.put("s3.path-style-access", "true");
        conf.put("s3.region", Endpoints.REGION);
        conf.put("security.delegation.tokens.enabled", "false");
        conf.put("classloader.check-leaked-classloader", "false");
        return conf;
    }

    /** As {@code config.yaml}; every value quoted, so that none is read as another type. */
    static String yaml(Map<String, String> conf) {
        StringBuilder yaml = new StringBuilder();
        conf.forEach((key, value) -> yaml.append(key)
                .append(": \"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"\n"));
        return yaml.toString();
    }

    /** Flink's own sums over {@code taskmanager.memory.*}: JVM arguments, and the options a TaskManager insists on. */
    static Sizes taskManager(FlinkMemory memory) {
        Configuration conf = new Configuration();
        conf.set(
                TaskManagerOptions.TOTAL_PROCESS_MEMORY,
                new MemorySize(memory.taskManager().bytes()));
        conf.set(TaskManagerOptions.NUM_TASK_SLOTS, memory.slots());
        conf.set(TaskManagerOptions.CPU_CORES, (double) Runtime.getRuntime().availableProcessors());
        // Keyed state lives in the budget of RocksDB (rocksDbMemory). Managed memory is what window aggregates and
        // bounded queries buffer in; a slot with less than about 16 MiB fails them. It is taken only when used.
        conf.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(384));
        conf.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, rocksDbMemory(memory));
        conf.set(TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(96));
        conf.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(80));
        conf.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(80));
        conf.set(TaskManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(224));
        conf.set(TaskManagerOptions.JVM_OVERHEAD_MIN, MemorySize.ofMebiBytes(96));
        conf.set(TaskManagerOptions.JVM_OVERHEAD_MAX, MemorySize.ofMebiBytes(96));
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(conf);
        return new Sizes(
                arguments(ProcessMemoryUtils.generateJvmParametersStr(spec)),
                arguments(TaskExecutorProcessUtils.generateDynamicConfigsStr(spec)));
    }

    static Sizes jobManager(FlinkMemory memory) {
        Configuration conf = new Configuration();
        conf.set(
                JobManagerOptions.TOTAL_PROCESS_MEMORY,
                new MemorySize(memory.jobManager().bytes()));
        conf.set(JobManagerOptions.OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(64));
        conf.set(JobManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(160));
        conf.set(JobManagerOptions.JVM_OVERHEAD_MIN, MemorySize.ofMebiBytes(64));
        conf.set(JobManagerOptions.JVM_OVERHEAD_MAX, MemorySize.ofMebiBytes(64));
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(conf);
        return new Sizes(
                arguments(JobManagerProcessUtils.generateJvmParametersStr(spec, conf)),
                arguments(JobManagerProcessUtils.generateDynamicConfigsStr(spec)));
    }

    /** A fifth of the process, shared by all slots: {@code state.backend.rocksdb.memory.fixed-per-tm}. */
    static MemorySize rocksDbMemory(FlinkMemory memory) {
        return new MemorySize(memory.taskManager().bytes() / 5);
    }

    private static List<String> arguments(String line) {
        return List.of(line.trim().split("\\s+"));
    }

    /** Arguments for the JVM and for the process's main class. */
    record Sizes(List<String> jvmArguments, List<String> arguments) {}
}
