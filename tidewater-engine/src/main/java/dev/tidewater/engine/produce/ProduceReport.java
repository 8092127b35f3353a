package dev.tidewater.engine.produce;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What was sent; every record in it was acknowledged by all in-sync replicas.
 *
 * @param bytes of keys and values
 * @param partitions that the topic has
 * @param schemaId the registry's id of the value schema, for Avro values
 * @param offsets of the partitions that received something, by partition
 * @param notes what the user should know besides, each a sentence
 */
public record ProduceReport(
        String topic,
        long records,
        long bytes,
        int partitions,
        Duration elapsed,
        OptionalInt schemaId,
        List<PartitionOffsets> offsets,
        List<String> notes) {

    public ProduceReport {
        offsets = List.copyOf(offsets);
        notes = List.copyOf(notes);
    }

    /** First and last offset written in one partition; others may have written between them. */
    public record PartitionOffsets(int partition, long first, long last, long records) {}
}
