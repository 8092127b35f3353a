package dev.tidewater.bench.flink;

import dev.tidewater.bench.job.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * Runs one job of Flink to its end and measures it, from the moment that its plan is handed over. Compiling it, and bringing up the
 * cluster, are not measured.
 *
 * <p>Usage: {@code FlinkJob FILE}, properties as {@code FlinkPeer} writes them.
 */
public final class FlinkJob {
    private FlinkJob() {}

    public static void main(String[] args) throws Exception {
        Properties job = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            job.load(in);
        }
        Configuration configuration = Configuration.fromMap(options(job));
        FileSystem.initialize(configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
        try (MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .setCommonBindAddress("127.0.0.1")
                .withRandomPorts()
                .build())) {
            cluster.start();
            URI rest = cluster.getRestAddress().get();
            Planned planned = job.getProperty("mode").equals("ours")
                    ? OurScript.compile(job, rest)
                    : StockScript.compile(job, rest, options(job));
            Meter meter = Meter.begin();
            JobID id = planned.submit();
            new Checkpoints(cluster, id, meter, number(job, "records"), (int) number(job, "commits")).untilFinished();
            meter.end(Path.of(job.getProperty("reading")));
        }
        // Flink leaves threads behind.
        System.exit(0);
    }

    /** A job that only needs to be handed over. */
    interface Planned {
        JobID submit() throws IOException;
    }

    private static Map<String, String> options(Properties job) {
        Map<String, String> options = new TreeMap<>();
        for (String key : job.stringPropertyNames()) {
            if (key.startsWith("flink.")) {
                options.put(key.substring("flink.".length()), job.getProperty(key));
            }
        }
        return options;
    }

    private static long number(Properties job, String key) {
        return Long.parseLong(job.getProperty(key));
    }
}
