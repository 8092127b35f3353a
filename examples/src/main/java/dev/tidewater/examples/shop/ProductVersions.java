package dev.tidewater.examples.shop;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The product table as it was at any moment. */
final class ProductVersions {
    private final Map<String, TreeMap<Instant, Optional<Product>>> versions = new HashMap<>();

    /** @param changes in the order of the database's log: of two at one instant, the later counts */
    ProductVersions(List<ProductChange> changes) {
        for (ProductChange change : changes) {
            versions.computeIfAbsent(change.productId(), id -> new TreeMap<>())
                    .put(change.committedAt(), Optional.ofNullable(change.after()));
        }
    }

    /** A change counts from its very instant on. Empty before the product was created and after it was deleted. */
    Optional<Product> asOf(String productId, Instant moment) {
        Map.Entry<Instant, Optional<Product>> version =
                versions.getOrDefault(productId, new TreeMap<>()).floorEntry(moment);
        return version == null ? Optional.empty() : version.getValue();
    }
}
