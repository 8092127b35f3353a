package dev.tidewater.examples.shop;

import dev.tidewater.examples.ExpectedTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One evening of the example shop: what it sends to Kafka, in which order, and the tables that must come of it. The
 * same seed and size give the same evening, byte for byte.
 *
 * <p>After the {@link #records()} the {@link #ticks()} must follow, or the last windows never close. The last partition
 * of the orders falls idle in mid-stream and gets no tick: the idle timeout of the pipelines covers it. Ticks may be
 * sent again and again; a pipeline that was restored after it had read the last record needs one to see its watermark
 * move.
 */
public final class Shop {
    public static final int DEFAULT_SIZE = 20_000;

    private final List<ShopRecord> records;

    /** @param size number of different orders; the number of records is about twice that */
    public Shop(long seed, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a shop needs at least one order, not " + size);
        }
        SplittableRandom random = new SplittableRandom(seed);
        ProductHistory history = new ProductHistory(new Dice(random.split()));
        List<Order> orders = new OrderStream(new Dice(random.split()), history, size).orders(size);
        List<Payment> payments = new PaymentStream(new Dice(random.split())).paymentsOf(orders);
        Delivery delivery = new Delivery(new Dice(random.split()));

        List<ShopRecord> sent = new ArrayList<>(history.records());
        for (Order order : orders) {
            delivery.of(order.orderTime()).forEach(sentAt -> sent.add(ShopRecord.of(order, sentAt)));
        }
        for (Payment payment : payments) {
            delivery.of(payment.paidAt()).forEach(sentAt -> sent.add(ShopRecord.of(payment, sentAt)));
        }
        sent.sort(Comparator.comparing(ShopRecord::sentAt));
        this.records = List.copyOf(sent);
    }

    public Shop(long seed) {
        this(seed, DEFAULT_SIZE);
    }

    /** All records of the evening, in the order in which they must be sent. */
    public List<ShopRecord> records() {
        return records;
    }

    /**
     * One record for each partition that is still active, which pushes its watermark past the end of the evening. They
     * belong to no result: whatever they would take part in is still open at the watermark they bring about.
     */
    public List<ShopRecord> ticks() {
        List<ShopRecord> ticks = new ArrayList<>();
        for (int partition = 0; partition < ShopTopic.ORDERS.partitions() - 1; partition++) {
            ticks.add(new ShopRecord(ShopTopic.ORDERS, partition, "tick", tickOrder(), ShopDay.TICK));
        }
        for (int partition = 0; partition < ShopTopic.PAYMENTS.partitions(); partition++) {
            ticks.add(new ShopRecord(ShopTopic.PAYMENTS, partition, "tick", tickPayment(), ShopDay.TICK));
        }
        Product heartbeat = ProductHistory.HEARTBEAT;
        ticks.add(ShopRecord.of(
                new ProductChange(ProductChange.Origin.LOG, heartbeat, heartbeat, ShopDay.TICK), ShopDay.TICK));
        return List.copyOf(ticks);
    }

    /** What each table must hold once the ticks are read. */
    public List<ExpectedTable> truth() {
        return new ShopTruth(records.stream().map(ShopRecord::event).toList()).tables();
    }

    /** How much of each kind of trouble the evening has. */
    public Disorder disorder() {
        return Disorder.in(records);
    }

    private static Order tickOrder() {
        return new Order(
                "tick",
                ShopDay.TICK,
                "tick",
                "tick",
                1,
                new BigDecimal("0.01"),
                "EUR",
                "tick",
                "--",
                "tick",
                null,
                false);
    }

    private static Payment tickPayment() {
        return new Payment("tick", "tick-payment", ShopDay.TICK, new BigDecimal("0.01"), "EUR", "tick");
    }
}
