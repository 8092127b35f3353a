package dev.tidewater.flink.catalog;

import dev.tidewater.flink.source.TopicOptions.BadRecords;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where topics and schemas are.
 *
 * @param registryUrl base of the registry's API; without one no topic has a schema
 * @param properties of every Kafka client
 * @param extent of every reader of a topic, unless its query says otherwise
 * @param badRecords what becomes of them, unless the topic's settings say otherwise
 */
record Connection(
        String bootstrapServers,
        Optional<String> registryUrl,
        Map<String, String> properties,
        Extent extent,
        BadRecords badRecords) {
    /** In which a broker has to answer, so that a failure is known within five seconds. */
    static final int PATIENCE_MS = 4_000;

    private static final int PATIENCE_PER_REQUEST_MS = 3_000;

    Connection {
        properties = Map.copyOf(properties);
    }

    /** For a client that gives up soon, by the names that all kinds of clients share. */
    Properties client() {
        Properties client = new Properties();
        client.putAll(properties);
        client.put("bootstrap.servers", bootstrapServers);
        client.put("request.timeout.ms", Integer.toString(PATIENCE_PER_REQUEST_MS));
        client.put("socket.connection.setup.timeout.ms", "2000");
        client.put("reconnect.backoff.max.ms", "500");
        return client;
    }
}
