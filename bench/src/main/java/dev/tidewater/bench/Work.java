package dev.tidewater.bench;

import dev.tidewater.bench.data.Dataset;
import dev.tidewater.bench.data.Dataset.Kind;
import dev.tidewater.bench.data.Truth;
import dev.tidewater.bench.data.Width;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What is done with the records. */
public enum Work {
    A("Avro to nowhere", List.of(Kind.ORDERS_AVRO), truth -> null),
    B(
            "Avro, orders a minute and product, to Iceberg",
            List.of(Kind.ORDERS_AVRO),
            truth -> new Expected(truth.windows(), "orders", truth.orders())),
    C(
            "Avro to Iceberg, all columns",
            List.of(Kind.ORDERS_AVRO),
            truth -> new Expected(truth.orders(), "quantity", truth.quantity())),
    D(
            "JSON to Iceberg, all columns",
            List.of(Kind.ORDERS_JSON),
            truth -> new Expected(truth.orders(), "quantity", truth.quantity())),
    E(
            "Avro, orders with their payments, to Iceberg",
            List.of(Kind.ORDERS_AVRO, Kind.PAYMENTS),
            truth -> new Expected(truth.paidOrders(), "amount", truth.paidCents())),
    F(
            "Avro to Iceberg, 4 columns of the orders from the web",
            List.of(Kind.ORDERS_AVRO),
            truth -> new Expected(truth.webOrders(), "unit_price", truth.webCents()));

    private final String title;
    private final List<Kind> inputs;
    private final Function<Truth, @org.jspecify.annotations.Nullable Expected> expected;

    /**
     * What must be in the table at the end.
     *
     * @param column a number, the values of which are added up
     * @param sum of the column; a decimal without its point
     */
    public record Expected(long rows, String column, long sum) {}

    Work(String title, List<Kind> inputs, Function<Truth, @org.jspecify.annotations.Nullable Expected> expected) {
        this.title = title;
        this.inputs = inputs;
        this.expected = expected;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** The topics that it reads; the first is that of the orders. */
    List<Dataset> inputs(Width width, long orders, long seed) {
        return inputs.stream()
                .map(kind -> new Dataset(kind, width, orders, seed))
                .toList();
    }

    /** Nothing if it writes no table. */
    Optional<Expected> expected(Truth truth) {
        return Optional.ofNullable(expected.apply(truth));
    }
}
