package dev.tidewater.examples.shop;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.examples.ExpectedTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
    @Test
    void playsTheSameEveningForTheSameSeed() {
        Shop shop = new Shop(7, 500);
        Shop again = new Shop(7, 500);

        assertThat(again.records()).isEqualTo(shop.records());
        assertThat(again.truth()).isEqualTo(shop.truth());
        assertThat(again.ticks()).isEqualTo(shop.ticks());
    }

    @Test
    void playsAnotherEveningForAnotherSeed() {
        assertThat(new Shop(8, 500).records()).isNotEqualTo(new Shop(7, 500).records());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50, 20_000})
    void sellsExactlyAsManyOrdersAsAsked(int size) {
        Shop shop = new Shop(3, size);

        Set<String> ids = orders(shop).stream().map(Order::orderId).collect(toSet());

        assertThat(ids).hasSize(size);
        assertThat(table(shop, "lake.shop.orders_enriched").rows()).hasSize(size);
    }

    @Test
    void refusesAShopWithoutOrders() {
        assertThatThrownBy(() -> new Shop(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a shop needs at least one order, not 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void hasEveryKindOfTrouble(long seed) {
        Disorder disorder = new Shop(seed).disorder();

        assertThat(disorder.outOfOrder()).isGreaterThan(5_000);
        assertThat(disorder.late()).isGreaterThan(1_000);
        assertThat(disorder.redeliveredOrders()).isGreaterThan(300);
        assertThat(disorder.redeliveredPayments()).isGreaterThan(300);
        assertThat(disorder.paidTwice()).isGreaterThan(100);
        assertThat(disorder.paidLate()).isGreaterThan(1_000);
        assertThat(disorder.paidTooLate()).isGreaterThan(300);
        assertThat(disorder.neverPaid()).isGreaterThan(1_000);
        assertThat(disorder.unknownProducts()).isGreaterThan(200);
        assertThat(disorder.categoryChanges()).isEqualTo(4);
        assertThat(disorder.deletions()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sendsNothingThatTheWatermarkHasPassed(long seed) {
        Instant newest = Instant.MIN;
        for (ShopRecord record : new Shop(seed).records()) {
            Instant event = eventTime(record);
            assertThat(Duration.between(event, record.sentAt())).isBetween(Duration.ZERO, ShopDay.LONGEST_DELAY);
            newest = event.isAfter(newest) ? event : newest;
            assertThat(event)
                    .as("%s, half the watermark's distance being kept free", record)
                    .isAfter(newest.minus(ShopDay.WATERMARK_DELAY.dividedBy(2)));
        }
    }

    @Test
    void sendsRecordsInTheOrderOfTheirSendingTime() {
        assertThat(new Shop(1).records().stream().map(ShopRecord::sentAt)).isSorted();
    }

    @Test
    void usesEveryPartitionAndLetsTheStoresFallIdle() {
        Map<Integer, Instant> lastOrder = new HashMap<>();
        new Shop(1)
                .records().stream()
                        .filter(record -> record.topic() == ShopTopic.ORDERS)
                        .forEach(record -> lastOrder.put(record.partition(), record.sentAt()));

        assertThat(lastOrder).containsOnlyKeys(0, 1, 2, 3);
        assertThat(lastOrder.get(3)).isBefore(ShopDay.STORES_CLOSE.plus(ShopDay.LONGEST_DELAY));
        assertThat(List.of(0, 1, 2))
                .allSatisfy(active ->
                        assertThat(lastOrder.get(active)).isAfter(ShopDay.CLOSING.minus(Duration.ofMinutes(5))));
    }

    @Test
    void fillsTwoDays() {
        Set<Object> days = table(new Shop(1), "lake.shop.orders_enriched").rows().stream()
                .map(row -> row.get(2))
                .collect(toSet());

        assertThat(days).containsExactlyInAnyOrder(LocalDate.parse("2026-03-14"), LocalDate.parse("2026-03-15"));
    }

    @Test
    void ticksOnEveryPartitionThatIsStillActive() {
        Set<String> ticked = new HashSet<>();
        new Shop(1, 10).ticks().forEach(tick -> ticked.add(tick.topic().topicName() + tick.partition()));

        assertThat(ticked)
                .containsExactlyInAnyOrder("orders0", "orders1", "orders2", "products0", "payments0", "payments1");
    }

    @Test
    void ticksLateEnoughToCloseWhateverTheEveningOpened() {
        Shop shop = new Shop(1);
        Instant watermark = ShopDay.TICK.minus(ShopDay.WATERMARK_DELAY);
        Instant last = shop.records().stream()
                .map(record -> eventTime(record))
                .max(Instant::compareTo)
                .orElseThrow();

        assertThat(shop.ticks()).allSatisfy(tick -> assertThat(eventTime(tick)).isEqualTo(ShopDay.TICK));
        assertThat(watermark).isAfter(last.plus(PaymentStream.ACCEPTED).plus(Duration.ofHours(1)));
    }

    private static ExpectedTable table(Shop shop, String name) {
        return shop.truth().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Order> orders(Shop shop) {
        return shop.records().stream()
                .map(ShopRecord::event)
                .filter(Order.class::isInstance)
                .map(Order.class::cast)
                .toList();
    }

    /** A tombstone has no time of its own and does nothing. */
    private static Instant eventTime(ShopRecord record) {
        if (record.event() instanceof Order order) {
            return order.orderTime();
        }
        if (record.event() instanceof Payment payment) {
            return payment.paidAt();
        }
        return record.event() instanceof ProductChange change ? change.committedAt() : record.sentAt();
    }
}
