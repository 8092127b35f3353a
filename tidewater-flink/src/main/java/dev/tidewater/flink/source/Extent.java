package dev.tidewater.flink.source;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.connectors.kafka.table.KafkaConnectorOptions;
import org.apache.flink.table.api.ValidationException;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * From where to where a topic is read, in the words of the Kafka connector.
 *
 * @param from a mode
 * @param at what the mode needs: milliseconds since 1970, or offsets; else empty
 * @param to a mode
 * @param until what that mode needs
 */
record Extent(String from, String at, String to, String until) implements Serializable {
    private static final String OFFSETS = "specific-offsets";
    private static final String TIMESTAMP = "timestamp";

    static Extent of(ReadableConfig options) {
        String from = options.get(KafkaConnectorOptions.SCAN_STARTUP_MODE).toString();
        String to = options.get(KafkaConnectorOptions.SCAN_BOUNDED_MODE).toString();
        return new Extent(
                from,
                switch (from) {
                    case TIMESTAMP ->
                        Long.toString(options.getOptional(KafkaConnectorOptions.SCAN_STARTUP_TIMESTAMP_MILLIS)
                                .orElseThrow(() ->
                                        missing(KafkaConnectorOptions.SCAN_STARTUP_TIMESTAMP_MILLIS.key(), from)));
                    case OFFSETS ->
                        options.getOptional(KafkaConnectorOptions.SCAN_STARTUP_SPECIFIC_OFFSETS)
                                .orElseThrow(
                                        () -> missing(KafkaConnectorOptions.SCAN_STARTUP_SPECIFIC_OFFSETS.key(), from));
                    default -> "";
                },
                to,
                switch (to) {
                    case TIMESTAMP ->
                        Long.toString(options.getOptional(KafkaConnectorOptions.SCAN_BOUNDED_TIMESTAMP_MILLIS)
                                .orElseThrow(
                                        () -> missing(KafkaConnectorOptions.SCAN_BOUNDED_TIMESTAMP_MILLIS.key(), to)));
                    case OFFSETS ->
                        options.getOptional(KafkaConnectorOptions.SCAN_BOUNDED_SPECIFIC_OFFSETS)
                                .orElseThrow(
                                        () -> missing(KafkaConnectorOptions.SCAN_BOUNDED_SPECIFIC_OFFSETS.key(), to));
                    default -> "";
                });
    }

    private static ValidationException missing(String option, String mode) {
        return new ValidationException("'" + option + "' is required in mode '" + mode + "' but missing.");
    }

    boolean isBounded() {
        return !to.equals("unbounded");
    }

    void applyTo(KafkaSourceBuilder<?> builder, String topic) {
        builder.setStartingOffsets(
                switch (from) {
                    case "earliest-offset" -> OffsetsInitializer.earliest();
                    case "latest-offset" -> OffsetsInitializer.latest();
                    case TIMESTAMP -> OffsetsInitializer.timestamp(Long.parseLong(at));
                    case OFFSETS -> OffsetsInitializer.offsets(offsets(at, topic));
                    default -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.NONE);
                });
        switch (to) {
            case "latest-offset" -> builder.setBounded(OffsetsInitializer.latest());
            case TIMESTAMP -> builder.setBounded(OffsetsInitializer.timestamp(Long.parseLong(until)));
            case OFFSETS -> builder.setBounded(OffsetsInitializer.offsets(offsets(until, topic)));
            case "group-offsets" -> builder.setBounded(OffsetsInitializer.committedOffsets());
            default -> {}
        }
    }

    /** Reads {@code partition:0,offset:42;partition:1,offset:300}, as the Kafka connector writes offsets. */
    private static Map<TopicPartition, Long> offsets(String text, String topic) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (String pair : text.split(";")) {
            String[] halves = pair.split(",");
            try {
                int partition = Integer.parseInt(after("partition:", halves[0]));
                offsets.put(new TopicPartition(topic, partition), Long.parseLong(after("offset:", halves[1])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new ValidationException(
                        "\"" + pair
                                + "\" is no offset of a partition; write partition:0,offset:42;partition:1,offset:300",
                        e);
            }
        }
        return offsets;
    }

    private static String after(String prefix, String text) {
        if (!text.startsWith(prefix)) {
            throw new NumberFormatException(text);
        }
        return text.substring(prefix.length());
    }
}
