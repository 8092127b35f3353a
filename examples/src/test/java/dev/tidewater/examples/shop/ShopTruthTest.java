package dev.tidewater.examples.shop;

import static dev.tidewater.examples.ExpectedTable.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A quarter of an hour of a shop with two users and one product, worked out by hand. */
class ShopTruthTest {
    private static final Product BOOK = new Product("P-0001", "Tides", "books", new BigDecimal("10.00"));
    private static final Product TOY = new Product("P-0001", "Tides", "toys", new BigDecimal("10.00"));

    private static final Order FIRST = order("O-1", "20:01:00", "U-1", "P-0001", 2);
    private static final Order SECOND = order("O-2", "20:09:59.999", "U-1", "P-0001", 1);
    private static final Order THIRD = order("O-3", "20:31:00", "U-2", "P-0001", 1);
    private static final Order FOURTH = order("O-4", "20:40:00", "U-1", "P-9999", 3);

    private static final ShopTruth TRUTH = new ShopTruth(List.of(
            new ProductChange(ProductChange.Origin.SNAPSHOT, null, BOOK, at("18:00:00")),
            new ProductChange(ProductChange.Origin.LOG, BOOK, TOY, at("20:05:00")),
            new ProductChange(ProductChange.Origin.LOG, TOY, null, at("20:30:00")),
            new ProductTombstone("P-0001"),
            SECOND,
            FIRST,
            THIRD,
            FOURTH,
            FIRST,
            payment("Y-2", "O-1", "20:06:00", "20.00"),
            payment("Y-1", "O-1", "20:05:00", "20.00"),
            payment("Y-1", "O-1", "20:05:00", "20.00"),
            payment("Y-3", "O-2", "20:15:00", "10.00"),
            payment("Y-4", "O-3", "21:31:00.001", "10.00"),
            payment("Y-5", "O-5", "20:31:00", "10.00")));

    @Test
    void countsRevenueWhereTheProductWasWhenItWasOrdered() {
        assertThat(TRUTH.revenueByCategory().rows())
                .containsExactlyInAnyOrder(
                        row(utc("20:00:00"), utc("20:10:00"), "books", "EUR", 1L, 2L, new BigDecimal("20.00")),
                        row(utc("20:00:00"), utc("20:10:00"), "toys", "EUR", 1L, 1L, new BigDecimal("10.00")),
                        row(utc("20:30:00"), utc("20:40:00"), "unknown", "EUR", 1L, 1L, new BigDecimal("10.00")),
                        row(utc("20:40:00"), utc("20:50:00"), "unknown", "EUR", 1L, 3L, new BigDecimal("30.00")));
    }

    @Test
    void countsAnOrderInEachHourThatHoldsIt() {
        assertThat(TRUTH.spendPerUser().rows())
                .containsExactlyInAnyOrder(
                        spend("19:15:00", "20:15:00", "U-1", 2L, "30.00"),
                        spend("19:30:00", "20:30:00", "U-1", 2L, "30.00"),
                        spend("19:45:00", "20:45:00", "U-1", 3L, "60.00"),
                        spend("20:00:00", "21:00:00", "U-1", 3L, "60.00"),
                        spend("20:15:00", "21:15:00", "U-1", 1L, "30.00"),
                        spend("20:30:00", "21:30:00", "U-1", 1L, "30.00"),
                        spend("19:45:00", "20:45:00", "U-2", 1L, "10.00"),
                        spend("20:00:00", "21:00:00", "U-2", 1L, "10.00"),
                        spend("20:15:00", "21:15:00", "U-2", 1L, "10.00"),
                        spend("20:30:00", "21:30:00", "U-2", 1L, "10.00"));
    }

    @Test
    void endsASessionAfterMoreThanHalfAnHour() {
        assertThat(TRUTH.userSessions().rows())
                .containsExactlyInAnyOrder(
                        session("20:01:00", "20:39:59.999", "U-1", 2L, "20.00"),
                        session("20:40:00", "21:10:00", "U-1", 1L, "30.00"),
                        session("20:31:00", "21:01:00", "U-2", 1L, "10.00"));
    }

    @Test
    void keepsASessionTogetherOverExactlyHalfAnHour() {
        ShopTruth truth = new ShopTruth(List.of(FIRST, order("O-9", "20:31:00", "U-1", "P-0001", 1)));

        assertThat(truth.userSessions().rows()).containsExactly(session("20:01:00", "21:01:00", "U-1", 2L, "20.00"));
    }

    @Test
    void takesTheFirstPaymentWithinFiveMinutes() {
        assertThat(TRUTH.orderPayments().rows())
                .containsExactly(row(
                        "O-1",
                        utc("20:01:00"),
                        "U-1",
                        new BigDecimal("20.00"),
                        "Y-1",
                        utc("20:05:00"),
                        new BigDecimal("20.00"),
                        "EUR",
                        "stripe"));
    }

    @Test
    void enrichesEachOrderOnce() {
        assertThat(TRUTH.ordersEnriched().rows())
                .containsExactlyInAnyOrder(
                        enriched(FIRST, "20:01:00", "Tides", "books", 2L, "20.00", "paid", "Y-1", utc("20:05:00")),
                        enriched(
                                SECOND,
                                "20:09:59.999",
                                "Tides",
                                "toys",
                                1L,
                                "10.00",
                                "paid_late",
                                "Y-3",
                                utc("20:15:00")),
                        enriched(THIRD, "20:31:00", null, "unknown", 1L, "10.00", "unpaid", null, null),
                        enriched(FOURTH, "20:40:00", null, "unknown", 3L, "30.00", "unpaid", null, null));
    }

    private static Order order(String id, String time, String user, String product, int quantity) {
        BigDecimal price = new BigDecimal("10.00");
        return new Order(id, at(time), user, product, quantity, price, "EUR", "web", "DE", "card", null, false);
    }

    private static Payment payment(String id, String order, String time, String amount) {
        return new Payment(id, order, at(time), new BigDecimal(amount), "EUR", "stripe");
    }

    private static List<@Nullable Object> spend(String start, String end, String user, long orders, String spent) {
        return row(utc(start), utc(end), user, "EUR", orders, new BigDecimal(spent));
    }

    private static List<@Nullable Object> session(String start, String end, String user, long orders, String biggest) {
        return row(utc(start), utc(end), user, orders, 1L, 1L, new BigDecimal(biggest));
    }

    private static List<@Nullable Object> enriched(
            Order order,
            String time,
            @Nullable String product,
            String category,
            long quantity,
            String amount,
            String state,
            @Nullable String payment,
            @Nullable LocalDateTime paidAt) {
        return row(
                order.orderId(),
                utc(time),
                LocalDate.parse("2026-03-14"),
                order.userId(),
                order.productId(),
                product,
                category,
                product == null ? null : new BigDecimal("10.00"),
                quantity,
                new BigDecimal("10.00"),
                new BigDecimal(amount),
                "EUR",
                "web",
                "DE",
                "card",
                null,
                false,
                state,
                payment,
                paidAt);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-14T" + time + "Z");
    }

    private static LocalDateTime utc(String time) {
        return LocalDateTime.parse("2026-03-14T" + time);
    }
}
