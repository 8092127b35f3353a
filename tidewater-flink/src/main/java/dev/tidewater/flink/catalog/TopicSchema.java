package dev.tidewater.flink.catalog;

/**
 * A schema that is to be registered.
 *
 * @param type in the registry's words
 */
record TopicSchema(String type, String text) {}
