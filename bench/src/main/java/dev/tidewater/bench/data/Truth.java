package dev.tidewater.bench.data;

import java.util.BitSet;

/**
 * What must come of the orders, by adding up their values and nothing else.
 *
 * @param quantity of all orders
 * @param webOrders those from the web
 * @param webCents prices of a piece of each order from the web
 * @param windows pairs of a minute and a product that was ordered in it
 * @param paidOrders those with a payment
 * @param paidCents prices of a piece of each order that was paid
 */
public record Truth(
        long orders, long quantity, long webOrders, long webCents, long windows, long paidOrders, long paidCents) {
    private static final long MINUTE = 60_000;

    public static Truth of(long seed, long orders) {
        Order order = new Order(seed);
        BitSet windows = new BitSet();
        long quantity = 0;
        long webOrders = 0;
        long webCents = 0;
        long paidOrders = 0;
        long paidCents = 0;
        for (long i = 0; i < orders; i++) {
            order.at(i);
            quantity += order.quantity();
            // The first orders may be placed a moment before the first minute.
            long minute = Math.floorDiv(order.time() - Order.FIRST, MINUTE) + 1;
            windows.set(Math.toIntExact(minute * Order.PRODUCTS + order.product()));
            if (order.isFromTheWeb()) {
                webOrders++;
                webCents += order.cents();
            }
            if (order.isPaid()) {
                paidOrders++;
                paidCents += order.cents();
            }
        }
        return new Truth(orders, quantity, webOrders, webCents, windows.cardinality(), paidOrders, paidCents);
    }
}
