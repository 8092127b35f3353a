package dev.tidewater.examples.shop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of one row of the product table: created when there is no {@code before}, deleted when there is no
 * {@code after}.
 *
 * @param committedAt when the database committed it; rows of one transaction share it
 */
public record ProductChange(
        Origin origin, @Nullable Product before, @Nullable Product after, Instant committedAt) implements ShopEvent {

    /** Whether a row was found by the first snapshot or read from the database's log. */
    public enum Origin {
        SNAPSHOT,
        LOG
    }

    public ProductChange {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a change needs a row before or after it");
        }
    }

    public String productId() {
        if (after != null) {
            return after.productId();
        }
        if (before != null) {
            return before.productId();
        }
        throw new IllegalStateException("a change needs a row before or after it");
    }

    /** Debezium's letter for it. */
    String operation() {
        if (origin == Origin.SNAPSHOT) {
            return "r";
        }
        if (before == null) {
            return "c";
        }
        return after == null ? "d" : "u";
    }
}
