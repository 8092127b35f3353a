package dev.tidewater.engine.deploy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where jobs have read topics, from the metrics that a TaskManager shows to Prometheus. Flink's own REST API has them
 * too, but up to ten seconds old. Offsets that a source commits to Kafka would say less: it commits only if the table names
 * a group.
 */
final class ReadPositions {
    private static final String SOURCE = "flink_taskmanager_job_task_operator_KafkaSourceReader_";
    private static final String OFFSET = SOURCE + "topic_partition_currentOffset";
    private static final String FETCHES = SOURCE + "KafkaConsumer_fetch_total";

    /** What it looks at. */
    static final List<String> METRICS = List.of(OFFSET, FETCHES);

    private static final Pattern LINE = Pattern.compile("(\\w+)\\{(.*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<Place, Long> offsets = new HashMap<>();
    private final Map<Place, Reader> readers = new HashMap<>();
    private final Set<Reader> fetching = new HashSet<>();

    private record Place(String job, String topic, int partition) {}

    private record Reader(String job, String operator, String subtask) {
        static Reader of(Map<String, String> labels) {
            return new Reader(
                    labels.getOrDefault("job_id", ""),
                    labels.getOrDefault("operator_id", ""),
                    labels.getOrDefault("subtask_index", ""));
        }
    }

    private ReadPositions() {}

    /** @param metrics in Prometheus' text format */
    static ReadPositions of(String metrics) {
        ReadPositions positions = new ReadPositions();
        metrics.lines().filter(line -> line.startsWith(SOURCE)).forEach(positions::take);
        return positions;
    }

    private void take(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        String name = matcher.group(1);
        double value = Double.parseDouble(matcher.group(3));
        if (name.equals(OFFSET)) {
            Map<String, String> labels = labels(matcher.group(2));
            Place place = new Place(
                    labels.getOrDefault("job_id", ""),
                    asLabel(labels.getOrDefault("topic", "")),
                    Integer.parseInt(labels.getOrDefault("partition", "-1")));
            // A topic that a job reads twice is read as far as the slower of the two.
            offsets.merge(place, (long) value, Math::min);
            readers.put(place, Reader.of(labels));
        } else if (name.equals(FETCHES) && value > 0) {
            fetching.add(Reader.of(labels(matcher.group(2))));
        }
    }

    /** Offset behind the last record that a job has read since it was started; 0 if that is none. */
    long read(String job, String topic, int partition) {
        return Math.max(0, offsets.getOrDefault(new Place(job, asLabel(topic), partition), -1L) + 1);
    }

    /**
     * Offset of the record that a job will read next.
     *
     * @param end of the partition
     * @return nothing if the job does not read the partition, or has not got there yet
     */
    Optional<Long> next(String job, String topic, int partition, long end) {
        Place place = new Place(job, asLabel(topic), partition);
        Long last = offsets.get(place);
        if (last == null) {
            return Optional.empty();
        }
        if (last >= 0) {
            return Optional.of(last + 1);
        }
        // Since it was started it has read nothing: if it has asked the broker, there was nothing to read.
        return fetching.contains(readers.get(place)) ? Optional.of(end) : Optional.empty();
    }

    /** Flink's reporter puts an underscore for what it deems no part of a label. */
    private static String asLabel(String topic) {
        return topic.replaceAll("[^a-zA-Z0-9:_]", "_");
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2).replaceAll("\\\\(.)", "$1"));
        }
        return labels;
    }
}
