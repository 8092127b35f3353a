package dev.tidewater.icebergrest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.rest.RESTCatalog;

/** An object store and a catalog server, each a child JVM, on a folder of their own. */
final class Lake implements AutoCloseable {
    private static final String KEY = "tester";
    private static final String SECRET = "test-secret";

    private final Path folder;
    private final int s3Port;
    private final ChildJvm s3;
    private ChildJvm server;
    private URI uri;

    Lake(Path folder) {
        this.folder = folder;
        this.s3Port = freePort();
        this.s3 = startS3();
        this.server = startServer();
        this.uri = announced(server);
    }

    private ChildJvm startS3() {
        try {
            Files.createDirectories(folder.resolve("s3/lake"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path configuration = write(
                "s3.properties",
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + s3Port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + KEY,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + folder.resolve("s3")));
        ChildJvm process = ChildJvm.start(
                System.getProperty("s3.class-path"),
                Map.of(),
                "org.gaul.s3proxy.Main",
                "--properties",
                configuration.toString());
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(this::s3Listens);
        return process;
    }

    private boolean s3Listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), s3Port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private ChildJvm startServer() {
        return startServer(List.of(
                "port=0",
                "warehouse=s3://lake/warehouse",
                "database=" + folder.resolve("catalog/catalog.db"),
                "s3.endpoint=http://127.0.0.1:" + s3Port,
                "catalog.table-default.commit.retry.num-retries=0"));
    }

    /** A further server, by its configuration; the caller ends it. */
    ChildJvm startServer(List<String> configuration) {
        return ChildJvm.start(
                System.getProperty("catalog.class-path"),
                Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET),
                Main.class.getName(),
                "--config",
                write("catalog.properties", configuration).toString());
    }

    private static URI announced(ChildJvm process) {
        String line = process.awaitLine("Catalog \"lake\" at ");
        String fromUri = line.substring(line.indexOf("http://"));
        return URI.create(fromUri.substring(0, fromUri.indexOf(',')));
    }

    private Path write(String name, List<String> lines) {
        try {
            return Files.write(folder.resolve(name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return uri;
    }

    Path folder() {
        return folder;
    }

    ChildJvm server() {
        return server;
    }

    /** A client of its own, with Iceberg's usual defaults where the further properties say nothing else. */
    RESTCatalog client(Map<String, String> further) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "uri",
                uri.toString(),
                "warehouse",
                "s3://lake/warehouse/",
                "s3.access-key-id",
                KEY,
                "s3.secret-access-key",
                SECRET,
                "s3.client-factory-impl",
                "org.apache.iceberg.aws.s3.DefaultS3FileIOAwsClientFactory",
                "http-client.type",
                "urlconnection"));
        properties.putAll(further);
        RESTCatalog client = new RESTCatalog();
        client.initialize("test", properties);
        return client;
    }

    /** Names of the objects below a key of the bucket. */
    List<Path> objects(String key) {
        Path below = folder.resolve("s3/lake").resolve(key);
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restartServer() {
        server = startServer();
        uri = announced(server);
    }

    @Override
    public void close() {
        server.close();
        s3.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
