package dev.tidewater.examples.shop;

/** The topics the shop writes to. Their partitions matter: each record names the one it belongs to. */
public enum ShopTopic {
    /** Avro, keyed by user. The last partition belongs to stores that close in mid-stream. */
    ORDERS("orders", 4),
    /** Debezium's changelog of a table, keyed by product. */
    PRODUCTS("products", 1),
    /** JSON, keyed by order. */
    PAYMENTS("payments", 2);

    private final String topicName;
    private final int partitions;

    ShopTopic(String topicName, int partitions) {
        this.topicName = topicName;
        this.partitions = partitions;
    }

    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }
}
