package dev.tidewater.flink.catalog;

import static org.awaitility.Awaitility.await;

import dev.tidewater.flink.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A broker and a registry in JVMs of their own, on the class paths that the services' modules put together. */
final class Services implements AutoCloseable {
    private static final Path KAFKA = Path.of("../services/kafka/target/lib");
    private static final Path REGISTRY = Path.of("../services/registry/target/distribution");

    private final Path folder;
    private final int kafkaPort;
    private final int registryPort;
    private final Process kafka;
    private Process registry;

    private Services(Path folder, int kafkaPort, int registryPort, Process kafka, Process registry) {
        this.folder = folder;
        this.kafkaPort = kafkaPort;
        this.registryPort = registryPort;
        this.kafka = kafka;
        this.registry = registry;
    }

    static boolean areBuilt() {
        return Files.isDirectory(KAFKA) && Files.isDirectory(REGISTRY);
    }

    static Services start(Path folder) throws IOException, InterruptedException {
        int kafkaPort = freePort();
        int controllerPort = freePort();
        int registryPort = freePort();
        Files.writeString(
                folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%2$d
                listeners=BROKER://localhost:%1$d,CONTROLLER://localhost:%2$d
                listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=BROKER
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                log.retention.ms=-1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=false
                """.formatted(kafkaPort, controllerPort, folder.resolve("log")));
        Process registry = registry(folder, registryPort);
        kafka(
                        folder,
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        Uuid.randomUuid().toString(),
                        "-c",
                        "server.properties")
                .waitFor();
        Process kafka = kafka(folder, "kafka.Kafka", "server.properties");
        Services services = new Services(folder, kafkaPort, registryPort, kafka, registry);
        services.awaitReady();
        return services;
    }

    String bootstrapServers() {
        return "localhost:" + kafkaPort;
    }

    String registryUrl() {
        return "http://localhost:" + registryPort + "/apis/ccompat/v7";
    }

    void killRegistry() throws InterruptedException {
        registry.destroyForcibly().waitFor();
    }

    void startRegistryAgain() throws IOException {
        registry = registry(folder, registryPort);
    }

    @Override
    public void close() throws InterruptedException {
        kafka.destroyForcibly().waitFor();
        registry.destroyForcibly().waitFor();
    }

    void awaitReady() {
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
                return !admin.describeCluster().nodes().get().isEmpty();
            }
        });
        SchemaRegistry asked = new SchemaRegistry(registryUrl());
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> asked.subjects() != null);
    }

    private static Process kafka(Path folder, String... arguments) throws IOException {
        return java(folder, "kafka", KAFKA + "/*", List.of("-Xmx320m"), arguments);
    }

    private static Process registry(Path folder, int port) throws IOException {
        return java(
                folder,
                "registry",
                REGISTRY + "/*:" + REGISTRY + "/lib/*",
                List.of(
                        "-Xmx192m",
                        "-Dquarkus.http.host=localhost",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + folder.resolve("registry")
                                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                        "-Dquarkus.log.level=WARN"),
                "io.quarkus.runner.GeneratedMain");
    }

    private static Process java(Path folder, String name, String classPath, List<String> jvm, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                absolute(classPath)));
        command.addAll(jvm);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()))
                .start();
    }

    private static String absolute(String classPath) {
        String here = Path.of("").toAbsolutePath().toString();
        return here + "/" + classPath.replace(":", ":" + here + "/");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
