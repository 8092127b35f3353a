package dev.tidewater.examples.shop;

import java.math.BigDecimal;
import java.time.Instant;

/** A payment for an order. A redelivery is equal to its original; a second payment has its own id. */
public record Payment(
        String paymentId, String orderId, Instant paidAt, BigDecimal amount, String currency, String provider)
        implements ShopEvent {}
