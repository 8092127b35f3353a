package dev.tidewater.bench.data;

import java.util.Locale;

/**
 * One topic of records. Its name says all that it hangs on, so that what is there need not be made again.
 *
 * @param orders how many there are; of payments there are fewer
 */
public record Dataset(Kind kind, Width width, long orders, long seed) {
    /** Another one whenever records of the same seed become others. */
    private static final int VERSION = 2;

    /** What is in the records. */
    public enum Kind {
        ORDERS_AVRO,
        ORDERS_JSON,
        PAYMENTS
    }

    public Dataset {
        // Payments are the same beside orders of any width.
        width = kind == Kind.PAYMENTS ? Width.NARROW : width;
    }

    public String topic() {
        return String.format(
                Locale.ROOT,
                "%s_%s_%d_seed_%d_v%d",
                kind.name().toLowerCase(Locale.ROOT),
                width.label(),
                orders,
                seed,
                VERSION);
    }

    public long records(Truth truth) {
        return kind == Kind.PAYMENTS ? truth.paidOrders() : orders;
    }
}
