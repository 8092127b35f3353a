package dev.tidewater.flink.catalog;

import dev.tidewater.flink.registry.SubjectVersion;
import java.time.Duration;
import java.util.Optional;

/**
 * All that a topic's table is made from.
 *
 * @param key latest version of the topic's key subject
 * @param value latest version of the topic's value subject
 * @param transactionLimit for how long its brokers let a transaction be open; empty if they do not tell
 */
record TopicFacts(
        String topic,
        int partitions,
        Cleanup cleanup,
        Optional<SubjectVersion> key,
        Optional<SubjectVersion> value,
        TopicSettings settings,
        Optional<Duration> transactionLimit) {
    /** Whether the broker keeps every record for its time, or the last of each key. */
    enum Cleanup {
        DELETE,
        COMPACT
    }

    static String keySubject(String topic) {
        return topic + "-key";
    }

    static String valueSubject(String topic) {
        return topic + "-value";
    }

    TopicFacts with(TopicSettings others) {
        return new TopicFacts(topic, partitions, cleanup, key, value, others, transactionLimit);
    }
}
