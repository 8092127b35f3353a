package dev.tidewater.engine.deploy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One topic as shown by {@code topics}.
 *
 * @param rows offsets between the beginnings and the ends of its partitions: in a compacted topic, and in one that is
 *     written in transactions, there are fewer records
 * @param schema of the values; absent if the registry has none
 * @param writers names of pipelines
 * @param dead rows of lake table {@code dead.TOPIC}: records that could not be decoded
 * @param late rows of lake table {@code late.TOPIC}: rows that came after their window
 */
public record TopicReport(
        String name,
        int partitions,
        long rows,
        Optional<Schema> schema,
        List<Reader> readers,
        List<String> writers,
        long dead,
        long late) {
    public TopicReport {
        readers = List.copyOf(readers);
        writers = List.copyOf(writers);
    }

    /** The latest version of a topic's value subject. */
    public record Schema(Type type, int version) {
        /** As the registry calls them. */
        public enum Type {
            AVRO,
            JSON,
            PROTOBUF;

            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * A pipeline that reads the topic.
     *
     * @param lag rows that it has not read yet, counted as {@link TopicReport#rows}; absent if that is not known, as of a
     *     pipeline that does not run
     */
    public record Reader(String pipeline, PipelineStatus.State state, Optional<Long> lag) {}
}
