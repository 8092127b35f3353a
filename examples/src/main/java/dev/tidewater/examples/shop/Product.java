package dev.tidewater.examples.shop;

import java.math.BigDecimal;

/** A row of the shop's product table. */
public record Product(String productId, String name, String category, BigDecimal listPrice) {
    Product withListPrice(BigDecimal price) {
        return new Product(productId, name, category, price);
    }

    Product withCategory(String other) {
        return new Product(productId, name, other, listPrice);
    }
}
