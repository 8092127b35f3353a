package dev.tidewater.flink.catalog;

/** Which topics are tables. */
final class Topics {
    /** The one in which settings are kept. */
    static final String SETTINGS = "_tidewater_topic_settings";

    private Topics() {}

    /** Whether a topic is what some program keeps for itself. */
    static boolean isInternal(String topic) {
        return topic.startsWith("__")
                || topic.startsWith("_schema")
                || topic.startsWith("_confluent")
                || topic.startsWith("_tidewater");
    }
}
