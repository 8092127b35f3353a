package dev.tidewater.examples.shop;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A record on its way to Kafka.
 *
 * @param sentAt when, on the clock of the shop's day, it is handed to Kafka; what the event says of itself is earlier
 */
public record ShopRecord(ShopTopic topic, int partition, String key, ShopEvent event, Instant sentAt) {
    public byte[] keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    static ShopRecord of(Order order, Instant sentAt) {
        return new ShopRecord(
                ShopTopic.ORDERS, partitionOf(order.userId(), ShopTopic.ORDERS), order.userId(), order, sentAt);
    }

    static ShopRecord of(Payment payment, Instant sentAt) {
        int partition = partitionOf(payment.orderId(), ShopTopic.PAYMENTS);
        return new ShopRecord(ShopTopic.PAYMENTS, partition, payment.orderId(), payment, sentAt);
    }

    static ShopRecord of(ProductChange change, Instant sentAt) {
        return new ShopRecord(ShopTopic.PRODUCTS, 0, productKey(change.productId()), change, sentAt);
    }

    static ShopRecord of(ProductTombstone tombstone, Instant sentAt) {
        return new ShopRecord(ShopTopic.PRODUCTS, 0, productKey(tombstone.productId()), tombstone, sentAt);
    }

    /** Ids end in a number that counts up; it spreads them evenly. */
    static int partitionOf(String id, ShopTopic topic) {
        return Integer.parseInt(id.substring(id.indexOf('-') + 1)) % topic.partitions();
    }

    private static String productKey(String productId) {
        return "{\"product_id\":\"" + productId + "\"}";
    }
}
