package dev.tidewater.flink.registry;

/**
 * A schema that another refers to.
 *
 * @param name by which the other refers to it; of Protobuf, what it imports
 * @param schema its text
 */
public record Reference(String name, String subject, int version, String schema) {}
