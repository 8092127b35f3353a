package dev.tidewater.engine.produce;

import java.net.URI;
import java.util.Optional;

/**
 * Where records and their schemas go.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param registryUrl base of a Confluent-compatible API; needed only for Avro values
 */
public record KafkaEndpoints(String bootstrapServers, Optional<URI> registryUrl) {}
