package dev.tidewater.engine.stack;

import dev.tidewater.engine.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A standalone session cluster: one JobManager with the web UI, one TaskManager. */
final class FlinkService {
    static final String JOB_MANAGER = "jobmanager";
    static final String TASK_MANAGER = "taskmanager";
    static final Set<String> NAMES = Set.of(JOB_MANAGER, TASK_MANAGER);

    /** What Flink's own {@code config.yaml} opens for Kryo and Arrow on JDK 17. */
    private static final List<String> OPENS = List.of(
            "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
            "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    // A start would otherwise spend half as much on the optimising compiler as on itself: four times the usual
    // thresholds leave it to code that really runs for long.
    private static final List<String> TASK_JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=2400",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=160000");

    private FlinkService() {}

    /** How jobs run on this stack, for a process that runs them beside it. */
    static JobSettings jobs(StackContext context) {
        Map<String, String> environment = new HashMap<>(context.credentials());
        environment.put("FLINK_PLUGINS_DIR", plugins(context));
        environment.put("MALLOC_ARENA_MAX", "2");
        return new JobSettings(FlinkConf.jobs(context.identity()), OPENS, TASK_JVM, environment);
    }

    private static String plugins(StackContext context) {
        return context.layout().home().resolve("plugins").toString();
    }

    static ServiceSpec jobManager() {
        return new ServiceSpec(
                JOB_MANAGER,
                List.of(StackPort.FLINK, StackPort.FLINK_RPC, StackPort.METRICS_JOBMANAGER),
                FlinkService::launchJobManager,
                FlinkService::jobManagerReady);
    }

    static ServiceSpec taskManager() {
        return new ServiceSpec(
                TASK_MANAGER,
                List.of(StackPort.METRICS_TASKMANAGER),
                FlinkService::launchTaskManager,
                FlinkService::taskManagerReady);
    }

    private static Launch launchJobManager(StackContext context) {
        FlinkConf.Sizes sizes = FlinkConf.jobManager(context.memory());
        List<String> jvm = new ArrayList<>(sizes.jvmArguments());
        jvm.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return launch(
                context,
                JOB_MANAGER,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                StackPort.METRICS_JOBMANAGER,
                jvm,
                sizes.arguments());
    }

    private static Launch launchTaskManager(StackContext context) {
        context.layout().deleteRocksDbLogs();
        FlinkConf.Sizes sizes = FlinkConf.taskManager(context.memory());
        List<String> jvm = new ArrayList<>(sizes.jvmArguments());
        jvm.addAll(TASK_JVM);
        return launch(
                context,
                TASK_MANAGER,
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                StackPort.METRICS_TASKMANAGER,
                jvm,
                sizes.arguments());
    }

    private static Launch launch(
            StackContext context,
            String name,
            String mainClass,
            StackPort metrics,
            List<String> sizedJvm,
            List<String> sizedArguments) {
        Map<String, String> conf = FlinkConf.common(context);
        conf.put(
                "metrics.reporter.prom.port",
                Integer.toString(context.identity().port(metrics)));
        conf.put("io.tmp.dirs", context.layout().temporary(name).toString());
        conf.put(
                "taskmanager.numberOfTaskSlots",
                Integer.toString(context.memory().slots()));
        conf.put(
                "state.backend.rocksdb.memory.fixed-per-tm",
                FlinkConf.rocksDbMemory(context.memory()).toString());
        context.writeConf(name, "config.yaml", FlinkConf.yaml(conf));
        Path log4j = context.writeConf(
                name,
                "log4j2.xml",
                Jvm.log4j(
                        "INFO",
                        "org.apache.kafka=WARN",
                        "org.apache.hadoop=ERROR",
                        "org.apache.pekko=WARN",
                        "org.apache.iceberg=WARN",
                        "org.apache.flink.shaded.zookeeper3=ERROR"));
        List<String> jvm = new ArrayList<>(OPENS);
        jvm.addAll(sizedJvm);
        jvm.addAll(List.of(
                "-XX:-UsePerfData",
                "-Duser.timezone=UTC",
                "-Xss512k",
                "-Djava.io.tmpdir=" + context.layout().temporary(name),
                "-Dlog4j2.configurationFile=" + log4j,
                "-Dlog.file=" + context.layout().log(name)));
        List<String> arguments = new ArrayList<>(
                List.of("--configDir", context.layout().conf(name).toString()));
        arguments.addAll(sizedArguments);
        Map<String, String> environment = new HashMap<>(context.credentials());
        environment.put("FLINK_CONF_DIR", context.layout().conf(name).toString());
        environment.put("FLINK_PLUGINS_DIR", plugins(context));
        // glibc otherwise keeps an arena per thread, and RocksDB fills them: hundreds of megabytes.
        environment.put("MALLOC_ARENA_MAX", "2");
        // Nothing of Flink's needs a shutdown hook: what counts is in Kafka, S3 and the catalog.
        return new Launch(context.layout().jars("flink"), mainClass, jvm, arguments, environment, Duration.ZERO);
    }

    private static boolean jobManagerReady(StackContext context) throws IOException, InterruptedException {
        return Tcp.accepts(context.identity().port(StackPort.FLINK))
                && Http.get(context.identity().url(StackPort.FLINK) + "/overview")
                        .ok();
    }

    /**
     * Ready once the JobManager has slots to give away. Those of a TaskManager that was killed are counted for seconds
     * after its death, so this one must also be there itself.
     */
    private static boolean taskManagerReady(StackContext context) throws IOException, InterruptedException {
        if (!Tcp.accepts(context.identity().port(StackPort.METRICS_TASKMANAGER))
                || !Tcp.accepts(context.identity().port(StackPort.FLINK))) {
            return false;
        }
        Http.Answer answer = Http.get(context.identity().url(StackPort.FLINK) + "/overview");
        return answer.ok() && Json.tree(answer.body()).path("slots-total").asInt() > 0;
    }
}
