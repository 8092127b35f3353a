package dev.tidewater.examples.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of each kind of trouble a stream of records has, counted from the records as they were sent.
 *
 * @param outOfOrder events older than one sent before them to the same partition
 * @param late events sent to a partition after one from beyond the end of their ten-minute window
 * @param redeliveredOrders orders sent again
 * @param redeliveredPayments payments sent again
 * @param paidTwice orders with more than one payment
 * @param paidLate orders whose first payment took more than five minutes, but no more than an hour
 * @param paidTooLate orders whose first payment took more than an hour
 * @param neverPaid orders without any payment
 * @param unknownProducts orders of a product that was not there at that moment: never, not yet or no longer
 * @param categoryChanges products that moved from one category to another
 * @param deletions products deleted
 */
public record Disorder(
        long outOfOrder,
        long late,
        long redeliveredOrders,
        long redeliveredPayments,
        long paidTwice,
        long paidLate,
        long paidTooLate,
        long neverPaid,
        long unknownProducts,
        long categoryChanges,
        long deletions) {

    static Disorder in(List<ShopRecord> records) {
        Tally tally = new Tally();
        records.forEach(tally::count);
        return tally.disorder();
    }

    private record Partition(ShopTopic topic, int number) {}

    private static final class Tally {
        private final Map<Partition, Instant> newest = new HashMap<>();
        private final Set<Order> orders = new HashSet<>();
        private final Map<String, Set<Payment>> payments = new HashMap<>();
        private final List<ProductChange> changes = new ArrayList<>();
        private long outOfOrder;
        private long late;
        private long redeliveredOrders;
        private long redeliveredPayments;

        void count(ShopRecord record) {
            if (record.event() instanceof Order order) {
                place(record, order.orderTime());
                redeliveredOrders += orders.add(order) ? 0 : 1;
            } else if (record.event() instanceof Payment payment) {
                place(record, payment.paidAt());
                boolean first = payments.computeIfAbsent(payment.orderId(), id -> new HashSet<>())
                        .add(payment);
                redeliveredPayments += first ? 0 : 1;
            } else if (record.event() instanceof ProductChange change) {
                changes.add(change);
            }
        }

        private void place(ShopRecord record, Instant event) {
            Partition partition = new Partition(record.topic(), record.partition());
            Instant before = newest.getOrDefault(partition, Instant.MIN);
            if (event.isBefore(before)) {
                outOfOrder++;
                late += windowEnd(event).isAfter(before) ? 0 : 1;
            } else {
                newest.put(partition, event);
            }
        }

        private static Instant windowEnd(Instant event) {
            long window = Delivery.WINDOW.toMillis();
            return Instant.ofEpochMilli((event.toEpochMilli() / window + 1) * window);
        }

        Disorder disorder() {
            ProductVersions versions = new ProductVersions(changes);
            return new Disorder(
                    outOfOrder,
                    late,
                    redeliveredOrders,
                    redeliveredPayments,
                    payments.values().stream().filter(all -> all.size() > 1).count(),
                    orders.stream().filter(this::isPaidLate).count(),
                    orders.stream().filter(this::isPaidTooLate).count(),
                    orders.stream()
                            .filter(order -> !payments.containsKey(order.orderId()))
                            .count(),
                    orders.stream()
                            .filter(order -> versions.asOf(order.productId(), order.orderTime())
                                    .isEmpty())
                            .count(),
                    changes.stream().filter(Tally::movesCategory).count(),
                    changes.stream().filter(change -> change.after() == null).count());
        }

        private boolean isPaidLate(Order order) {
            return isFirstPaidAfter(order, order.orderTime().plus(PaymentStream.IN_TIME)) && !isPaidTooLate(order);
        }

        private boolean isPaidTooLate(Order order) {
            return isFirstPaidAfter(order, order.orderTime().plus(PaymentStream.ACCEPTED));
        }

        private boolean isFirstPaidAfter(Order order, Instant limit) {
            Set<Payment> paid = payments.getOrDefault(order.orderId(), Set.of());
            return !paid.isEmpty()
                    && paid.stream().allMatch(payment -> payment.paidAt().isAfter(limit));
        }

        private static boolean movesCategory(ProductChange change) {
            Product before = change.before();
            Product after = change.after();
            return before != null && after != null && !before.category().equals(after.category());
        }
    }
}
