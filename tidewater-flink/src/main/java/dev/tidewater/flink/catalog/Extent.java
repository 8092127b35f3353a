package dev.tidewater.flink.catalog;

/** How much of a topic its readers read: all that comes, or what it holds when they start. */
enum Extent {
    UNBOUNDED("unbounded"),
    LATEST_OFFSET("latest-offset");

    private final String word;

    Extent(String word) {
        this.word = word;
    }

    /** As the Kafka connector calls it. */
    @Override
    public String toString() {
        return word;
    }
}
