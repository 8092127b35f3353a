package dev.tidewater.examples.shop;

import static dev.tidewater.examples.ExpectedTable.row;

import dev.tidewater.examples.ExpectedTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of the shop must hold, from nothing but the events that were sent. It knows no stream: repeated
 * events are merged by their id first, then everything is looked up and grouped in collections.
 */
final class ShopTruth {
    private static final Duration REVENUE_WINDOW = Duration.ofMinutes(10);
    private static final Duration SPEND_WINDOW = Duration.ofHours(1);
    private static final Duration SPEND_SLIDE = Duration.ofMinutes(15);
    private static final Duration SESSION_GAP = Duration.ofMinutes(30);

    private final Collection<Order> orders;
    private final Map<String, List<Payment>> payments;
    private final ProductVersions products;

    ShopTruth(List<ShopEvent> events) {
        Map<String, Order> ordersById = new LinkedHashMap<>();
        Map<String, Payment> paymentsById = new LinkedHashMap<>();
        List<ProductChange> changes = new ArrayList<>();
        for (ShopEvent event : events) {
            if (event instanceof Order order) {
                ordersById.put(order.orderId(), order);
            } else if (event instanceof Payment payment) {
                paymentsById.put(payment.paymentId(), payment);
            } else if (event instanceof ProductChange change) {
                changes.add(change);
            }
        }
        this.orders = ordersById.values();
        this.payments = paymentsById.values().stream().collect(Collectors.groupingBy(Payment::orderId));
        this.products = new ProductVersions(changes);
    }

    List<ExpectedTable> tables() {
        return List.of(revenueByCategory(), spendPerUser(), userSessions(), orderPayments(), ordersEnriched());
    }

    ExpectedTable revenueByCategory() {
        record Group(Instant start, String category, String currency) {}
        Map<Group, Totals> totals = new HashMap<>();
        for (Order order : orders) {
            Instant start = floor(order.orderTime(), REVENUE_WINDOW);
            totals.computeIfAbsent(new Group(start, category(order), order.currency()), group -> new Totals())
                    .add(order);
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        totals.forEach((group, total) -> rows.add(row(
                utc(group.start()),
                utc(group.start().plus(REVENUE_WINDOW)),
                group.category(),
                group.currency(),
                total.orders,
                total.items,
                total.amount)));
        return new ExpectedTable(
                "lake.shop.revenue_by_category",
                List.of("window_start", "window_end", "category", "currency", "orders", "items", "revenue"),
                rows);
    }

    ExpectedTable spendPerUser() {
        record Group(Instant start, String userId, String currency) {}
        Map<Group, Totals> totals = new HashMap<>();
        for (Order order : orders) {
            Instant last = floor(order.orderTime(), SPEND_SLIDE);
            Instant before = last.minus(SPEND_WINDOW);
            for (Instant start = last; start.isAfter(before); start = start.minus(SPEND_SLIDE)) {
                totals.computeIfAbsent(new Group(start, order.userId(), order.currency()), group -> new Totals())
                        .add(order);
            }
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        totals.forEach((group, total) -> rows.add(row(
                utc(group.start()),
                utc(group.start().plus(SPEND_WINDOW)),
                group.userId(),
                group.currency(),
                total.orders,
                total.amount)));
        return new ExpectedTable(
                "lake.shop.spend_per_user",
                List.of("window_start", "window_end", "user_id", "currency", "orders", "spent"),
                rows);
    }

    /** As in Flink, two orders exactly one gap apart still belong to one session. */
    ExpectedTable userSessions() {
        Map<String, List<Order>> byUser = new TreeMap<>(orders.stream().collect(Collectors.groupingBy(Order::userId)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<Order> visits : byUser.values()) {
            visits.sort(Comparator.comparing(Order::orderTime));
            int first = 0;
            for (int next = 1; next <= visits.size(); next++) {
                boolean ends = next == visits.size()
                        || visits.get(next)
                                .orderTime()
                                .isAfter(visits.get(next - 1).orderTime().plus(SESSION_GAP));
                if (ends) {
                    rows.add(session(visits.subList(first, next)));
                    first = next;
                }
            }
        }
        return new ExpectedTable(
                "lake.shop.user_sessions",
                List.of("session_start", "session_end", "user_id", "orders", "products", "channels", "biggest_order"),
                rows);
    }

    ExpectedTable orderPayments() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Order order : orders) {
            firstPayment(order, PaymentStream.IN_TIME)
                    .ifPresent(payment -> rows.add(row(
                            order.orderId(),
                            utc(order.orderTime()),
                            order.userId(),
                            order.amount(),
                            payment.paymentId(),
                            utc(payment.paidAt()),
                            payment.amount(),
                            payment.currency(),
                            payment.provider())));
        }
        return new ExpectedTable(
                "lake.shop.order_payments",
                List.of(
                        "order_id",
                        "order_time",
                        "user_id",
                        "order_amount",
                        "payment_id",
                        "paid_at",
                        "paid_amount",
                        "currency",
                        "provider"),
                rows);
    }

    ExpectedTable ordersEnriched() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        orders.forEach(order -> rows.add(enriched(order)));
        return new ExpectedTable(
                "lake.shop.orders_enriched",
                List.of(
                        "order_id",
                        "order_time",
                        "order_day",
                        "user_id",
                        "product_id",
                        "product_name",
                        "category",
                        "list_price",
                        "quantity",
                        "unit_price",
                        "amount",
                        "currency",
                        "channel",
                        "country",
                        "payment_method",
                        "coupon",
                        "gift",
                        "payment_state",
                        "payment_id",
                        "paid_at"),
                rows);
    }

    private List<@Nullable Object> enriched(Order order) {
        Optional<Product> product = products.asOf(order.productId(), order.orderTime());
        Optional<Payment> payment = firstPayment(order, PaymentStream.ACCEPTED);
        String state = payment.isEmpty()
                ? "unpaid"
                : firstPayment(order, PaymentStream.IN_TIME).isPresent() ? "paid" : "paid_late";
        LocalDateTime orderTime = utc(order.orderTime());
        return row(
                order.orderId(),
                orderTime,
                orderTime.toLocalDate(),
                order.userId(),
                order.productId(),
                product.map(Product::name).orElse(null),
                category(order),
                product.map(Product::listPrice).orElse(null),
                (long) order.quantity(),
                order.unitPrice(),
                order.amount(),
                order.currency(),
                order.channel(),
                order.country(),
                order.paymentMethod(),
                order.coupon(),
                order.gift(),
                state,
                payment.map(Payment::paymentId).orElse(null),
                payment.map(first -> utc(first.paidAt())).orElse(null));
    }

    private static List<@Nullable Object> session(List<Order> visit) {
        Instant start = visit.get(0).orderTime();
        Instant end = visit.get(visit.size() - 1).orderTime().plus(SESSION_GAP);
        return row(
                utc(start),
                utc(end),
                visit.get(0).userId(),
                (long) visit.size(),
                visit.stream().map(Order::productId).distinct().count(),
                visit.stream().map(Order::channel).distinct().count(),
                visit.stream().map(Order::amount).max(Comparator.naturalOrder()).orElseThrow());
    }

    private String category(Order order) {
        return products.asOf(order.productId(), order.orderTime())
                .map(Product::category)
                .orElse("unknown");
    }

    /** The earliest payment from the order's own instant on, within the given time; of two at once, the lower id. */
    private Optional<Payment> firstPayment(Order order, Duration within) {
        Instant latest = order.orderTime().plus(within);
        return payments.getOrDefault(order.orderId(), List.of()).stream()
                .filter(payment -> !payment.paidAt().isBefore(order.orderTime()))
                .filter(payment -> !payment.paidAt().isAfter(latest))
                .min(Comparator.comparing(Payment::paidAt).thenComparing(Payment::paymentId));
    }

    private static Instant floor(Instant moment, Duration step) {
        return Instant.ofEpochMilli(Math.floorDiv(moment.toEpochMilli(), step.toMillis()) * step.toMillis());
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    private static final class Totals {
        private long orders;
        private long items;
        private BigDecimal amount = BigDecimal.ZERO;

        void add(Order order) {
            orders++;
            items += order.quantity();
            amount = amount.add(order.amount());
        }
    }
}
