package dev.tidewater.bench;

import dev.tidewater.bench.data.Dataset;
import dev.tidewater.bench.flink.FlinkJob;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.JobSettings;
import dev.tidewater.engine.stack.StackLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tidewater and stock Flink SQL: both on a cluster in a process of its own, with the same memory. */
final class FlinkPeer {
    /** As Flink's own start script sets it for a TaskManager, where nothing else is set. */
    private static final List<String> STOCK_TUNING = List.of("-XX:+UseG1GC");

    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx1g");

    private FlinkPeer() {}

    static Fork fork(Assignment assignment, StackLayout layout, Endpoints endpoints, JobSettings settings) {
        boolean ours = assignment.peer() == Peer.OURS;
        List<String> jvm = new ArrayList<>(settings.opens());
        jvm.addAll(ours ? settings.tuning() : STOCK_TUNING);
        jvm.addAll(HEAP);
        jvm.addAll(List.of("-XX:-UsePerfData", "-Duser.timezone=UTC", "-Dlog4j2.configurationFile=bench-log4j2.xml"));
        jvm.addAll(assignment.moreJvmArguments());
        assignment.write(job(assignment, layout, endpoints, settings));
        List<Path> classPath = Stream.concat(layout.jars("tidewater").stream(), layout.jars("flink").stream())
                .toList();
        return new Fork(
                jvm,
                classPath,
                FlinkJob.class.getName(),
                List.of(assignment.jobFile().toString()),
                settings.environment(),
                assignment.folder(),
                assignment.name());
    }

    private static Properties job(
            Assignment assignment, StackLayout layout, Endpoints endpoints, JobSettings settings) {
        Properties job = assignment.properties(endpoints);
        List<Dataset> inputs = assignment.inputs();
        FlinkScripts scripts = new FlinkScripts(assignment.work(), inputs, assignment.namespace());
        if (assignment.peer() == Peer.OURS) {
            job.setProperty("mode", "ours");
            job.setProperty("project", layout.project().toString());
            job.setProperty("script", scripts.ours());
            job.setProperty("prepare", scripts.preparation());
        } else {
            job.setProperty("mode", "stock");
            job.setProperty("script", scripts.stock(endpoints));
        }
        options(assignment, settings).forEach((key, value) -> job.setProperty("flink." + key, value));
        return job;
    }

    private static Map<String, String> options(Assignment assignment, JobSettings settings) {
        Map<String, String> options = new TreeMap<>(settings.options());
        // A run that fails once is void.
        options.put("restart-strategy.type", "none");
        options.put("parallelism.default", "1");
        options.put("taskmanager.memory.managed.size", "384m");
        options.put("taskmanager.memory.network.min", "80m");
        options.put("taskmanager.memory.network.max", "80m");
        options.put("rest.address", "127.0.0.1");
        options.put("rest.bind-address", "127.0.0.1");
        options.put("io.tmp.dirs", assignment.folder().toString());
        if (assignment.peer() != Peer.OURS) {
            // Its default, and the faster one while state fits into memory.
            options.put("state.backend.type", "hashmap");
            options.put("table.local-time-zone", "UTC");
            options.put("table.exec.iceberg.use-v2-sink", "true");
        }
        if (assignment.peer() == Peer.STOCK_REUSE) {
            options.put("pipeline.object-reuse", "true");
        }
        return options;
    }
}
