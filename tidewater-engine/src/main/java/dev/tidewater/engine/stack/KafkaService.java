package dev.tidewater.engine.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A broker and controller in one JVM (KRaft). */
final class KafkaService {
    static final String NAME = "kafka";

    private KafkaService() {}

    static ServiceSpec spec() {
        return new ServiceSpec(
                NAME, List.of(StackPort.KAFKA, StackPort.KAFKA_CONTROLLER), KafkaService::launch, KafkaService::ready);
    }

    private static Launch launch(StackContext context) {
        StackIdentity identity = context.identity();
        String controller = identity.address(StackPort.KAFKA_CONTROLLER);
        Path properties = context.writeProperties(
                NAME,
                "server.properties",
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", "1"),
                        // A static quorum of one: unlike a dynamic one it does not remember the port.
                        Map.entry("controller.quorum.voters", "1@" + controller),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry(
                                "listeners",
                                "PLAINTEXT://" + identity.address(StackPort.KAFKA) + ",CONTROLLER://" + controller),
                        Map.entry("log.dirs", context.layout().data(NAME).toString()),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("offsets.topic.num.partitions", "4"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("transaction.state.log.num.partitions", "4"),
                        // A pipeline commits what it has written also when the stack was down for a day.
                        Map.entry("transaction.max.timeout.ms", "172800000"),
                        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                        Map.entry("share.coordinator.state.topic.min.isr", "1"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        // Retention goes by record time: records of years ago would be deleted minutes after arrival.
                        Map.entry("log.retention.ms", "-1"),
                        Map.entry("message.max.bytes", "20971520"),
                        Map.entry("replica.fetch.max.bytes", "20971520"),
                        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                        Map.entry("log.cleaner.io.buffer.size", "65536"),
                        Map.entry("num.network.threads", "2"),
                        Map.entry("num.io.threads", "4"),
                        Map.entry("background.threads", "2")));
        Path log4j = context.writeConf(
                NAME,
                "log4j2.xml",
                Jvm.log4j("INFO", "kafka.server.KafkaConfig=WARN", "org.apache.kafka.common.config=WARN"));
        return new Launch(
                context.layout().jars(NAME),
                "dev.tidewater.kafka.Main",
                Jvm.small(
                        "320m",
                        "-Dlog4j2.configurationFile=" + log4j,
                        "-Dkafka.logs.dir=" + context.layout().temporary(NAME)),
                List.of(properties.toString()),
                Map.of(),
                Duration.ofSeconds(4));
    }

    private static boolean ready(StackContext context) throws IOException, InterruptedException {
        if (!Tcp.accepts(context.identity().port(StackPort.KAFKA))) {
            return false;
        }
        Properties properties = new Properties();
        properties.put(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, context.identity().address(StackPort.KAFKA));
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "2000");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "1000");
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "100");
        try (Admin admin = Admin.create(properties)) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
