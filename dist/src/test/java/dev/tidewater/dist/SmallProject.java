package dev.tidewater.dist;

import dev.tidewater.engine.produce.ProduceRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The smallest project that does something: numbers as JSON in a topic, the same numbers in a lake table. */
final class SmallProject {
    static final String CONFIGURATION = """
            name: small

            checkpoint:
              interval: 1s

            local:
              hosts:
                "kafka:9092": kafka
                "schema-registry:8081": schema-registry
            """;

    private SmallProject() {}

    static Map<String, String> files() {
        return Map.of("tidewater.yaml", CONFIGURATION);
    }

    /** A script that carries topic {@code name} to {@code lake.small.<name>}. */
    static String script(String name) {
        return """
                CREATE TABLE numbers (n INT) WITH (
                  'connector' = 'kafka',
                  'topic' = '%1$s',
                  'properties.bootstrap.servers' = 'kafka:9092',
                  'scan.startup.mode' = 'earliest-offset',
                  'format' = 'json'
                );

                CREATE DATABASE IF NOT EXISTS lake.small;

                CREATE TABLE IF NOT EXISTS lake.small.%1$s (n INT);

                INSERT INTO lake.small.%1$s SELECT n FROM numbers;
                """.formatted(name);
    }

    /** Sends the numbers from {@code from} to {@code to}, both included. */
    static void produce(TestProject project, String topic, int from, int to) {
        Path file = project.write(
                "numbers.jsonl",
                IntStream.rangeClosed(from, to)
                        .mapToObj(n -> "{\"n\": " + n + "}\n")
                        .collect(Collectors.joining()));
        project.produce(ProduceRequest.of(topic, file));
    }
}
