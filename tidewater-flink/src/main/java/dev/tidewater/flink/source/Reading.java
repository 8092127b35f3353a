package dev.tidewater.flink.source;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;

/**
 * Which records of which topic are read: what sources must agree in to share their reader.
 *
 * @param properties of the consumer
 */
record Reading(String topic, Map<String, String> properties, Extent extent, TopicOptions.BadRecords badRecords)
        implements Serializable {
    Reading {
        properties = Map.copyOf(properties);
    }

    Properties consumer() {
        Properties consumer = new Properties();
        // A record of a transaction that may yet be rolled back is no record.
        consumer.put("isolation.level", "read_committed");
        // What a fetch has brought is handed over at once: threads meet for each poll. A fetch bounds the memory, not
        // this.
        consumer.put("max.poll.records", "5000");
        consumer.putAll(properties);
        return consumer;
    }
}
