package dev.tidewater.engine.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** S3Proxy over local files: the S3 protocol with signatures checked. */
final class S3Service {
    static final String NAME = "s3";

    private S3Service() {}

    static ServiceSpec spec() {
        return new ServiceSpec(NAME, List.of(StackPort.S3), S3Service::launch, S3Service::ready);
    }

    private static Launch launch(StackContext context) {
        Path data = context.layout().data(NAME);
        createBucket(data.resolve(Endpoints.WAREHOUSE_BUCKET));
        createBucket(data.resolve(Endpoints.FLINK_BUCKET));
        Path properties = context.writeProperties(
                NAME,
                "s3proxy.conf",
                Map.ofEntries(
                        Map.entry("s3proxy.endpoint", context.identity().url(StackPort.S3)),
                        Map.entry("s3proxy.authorization", "aws-v2-or-v4"),
                        Map.entry("s3proxy.identity", context.identity().accessKey()),
                        Map.entry("s3proxy.credential", context.identity().secretKey()),
                        Map.entry("jclouds.provider", "filesystem-nio2"),
                        Map.entry("jclouds.filesystem.basedir", data.toString()),
                        Map.entry("jclouds.identity", "local"),
                        Map.entry("jclouds.credential", "local"),
                        Map.entry("s3proxy.v4-max-non-chunked-request-size", "536870912"),
                        Map.entry("s3proxy.jetty.max-threads", "64")));
        Path logback = context.writeConf(NAME, "logback.xml", """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0} - %msg%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="out"/></root>
                </configuration>
                """);
        return new Launch(
                context.layout().jars(NAME),
                "org.gaul.s3proxy.Main",
                Jvm.small("192m", "-Dlogback.configurationFile=" + logback, "-XX:MaxDirectMemorySize=64m"),
                List.of("--properties", properties.toString()),
                Map.of(),
                Duration.ofSeconds(2));
    }

    /**
     * The store keeps a bucket as a folder, so a bucket that is there before the first request needs none. It takes a
     * folder that everybody may read for a public bucket.
     */
    private static void createBucket(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("creating bucket " + folder, e);
        }
    }

    private static boolean ready(StackContext context) throws IOException, InterruptedException {
        int port = context.identity().port(StackPort.S3);
        if (!Tcp.accepts(port)) {
            return false;
        }
        // Unsigned, so refused; but in the words of S3, and after the bucket was looked at.
        Http.Answer answer = Http.get(context.identity().url(StackPort.S3) + "/" + Endpoints.WAREHOUSE_BUCKET);
        return answer.status() == 403 && answer.body().contains("<Code>AccessDenied</Code>");
    }
}
