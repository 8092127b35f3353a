package dev.tidewater.engine.deploy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tidewater.engine.sql.TopicTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All about one topic. As JSON, the {@link TopicReport} stands at the top level.
 *
 * @param configs what Kafka was told about this topic, in its words; its defaults are not there
 * @param table as which it can be read; absent if it is none
 * @param problem why it is no table
 */
public record TopicDetails(
        @JsonUnwrapped TopicReport topic,
        List<Partition> offsets,
        Map<String, String> configs,
        Optional<TopicTable> table,
        Optional<String> problem) {
    public TopicDetails {
        offsets = List.copyOf(offsets);
        configs = new TreeMap<>(configs);
    }

    /**
     * What a partition holds.
     *
     * @param begin offset of its first record, or of the next if there is none
     * @param end offset of the record that will come next
     */
    public record Partition(int partition, long begin, long end) {}
}
