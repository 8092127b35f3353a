package dev.tidewater.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Formats the log directory on first use, then runs a combined broker and controller in this JVM. Formatting here rather
 * than with {@code kafka-storage.sh} saves the start of a second JVM.
 *
 * <p>Usage: {@code Main server.properties}.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Path config = Path.of(args[0]);
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(config)) {
            properties.load(reader);
        }
        Path metadata = Path.of(properties.getProperty("log.dirs")).resolve("meta.properties");
        // StorageTool writes meta.properties last and atomically: a directory without it was never used.
        if (Files.notExists(metadata)) {
            String[] format = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", config.toString()};
            int outcome = StorageTool.execute(format, System.out);
            if (outcome != 0) {
                throw new IllegalStateException("formatting " + metadata.getParent() + " ended with " + outcome);
            }
        }
        Kafka.main(args);
    }
}
