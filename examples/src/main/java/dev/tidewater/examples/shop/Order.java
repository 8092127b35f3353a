package dev.tidewater.examples.shop;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One order of one product, as the web shop or a store reports it. A redelivery is equal to its original. */
public record Order(
        String orderId,
        Instant orderTime,
        String userId,
        String productId,
        int quantity,
        BigDecimal unitPrice,
        String currency,
        String channel,
        String country,
        String paymentMethod,
        @Nullable String coupon,
        boolean gift)
        implements ShopEvent {

    /** What the customer owes. */
    public BigDecimal amount() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
