package dev.tidewater.bench;

import dev.tidewater.engine.stack.StackLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each peer is, in a line: its version, and how it is set up beyond its defaults. */
final class Versions {
    private final StackLayout layout;

    Versions(StackLayout layout) {
        this.layout = layout;
    }

    String of(Peer peer) {
        return switch (peer) {
            case OURS ->
                "Tidewater " + version("tidewater", "tidewater-engine") + " on Flink " + flink()
                        + ", as a project runs a pipeline";
            case STOCK -> stock() + "; object reuse off, its default";
            case STOCK_REUSE -> stock() + "; pipeline.object-reuse=true";
            case SPARK ->
                "Spark 4.1.1, Iceberg 1.11.0, spark-avro; local[1], AvailableNow, maxOffsetsPerTrigger of a commit's rows";
            case CONNECT ->
                "Connect 4.3.1 standalone, Iceberg sink 1.11.0, Apicurio's Avro converter 2.6.13.Final; tasks.max=1,"
                        + " commits every 10 s";
            case STREAMS ->
                "Streams 4.3.1, Avro 1.12.0; exactly_once_v2, one thread, commits every 10 s, 64 MiB of cache";
            case CONSUMER -> "kafka-clients " + version("flink", "kafka-clients") + "; max.poll.records=5000";
            case DECODE -> "the same, and our Avro decoder";
            case PARQUET -> "Iceberg's Flink writer, zstd, rows in memory to a local file";
        };
    }

    private String stock() {
        return "Flink " + flink() + ", Kafka connector " + version("flink", "flink-connector-kafka") + ", Iceberg "
                + version("flink", "iceberg-flink-runtime-2.1") + " V2 sink; state in the heap";
    }

    private String flink() {
        return version("flink", "flink-runtime");
    }

    private String version(String lib, String artifact) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-([0-9].*)\\.jar");
        List<Path> jars = layout.jars(lib);
        return jars.stream()
                .map(jar -> name.matcher(Objects.toString(jar.getFileName())))
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .orElse("of an unknown version");
    }
}
