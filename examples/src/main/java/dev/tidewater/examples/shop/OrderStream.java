package dev.tidewater.examples.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Customers and what they order. They come for a while, order several times, leave, and may come back. */
final class OrderStream {
    private static final int STORE_PARTITION = ShopTopic.ORDERS.partitions() - 1;
    private static final int ORDERS_PER_USER = 40;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(14);
    private static final double UNKNOWN_PRODUCT = 0.015;
    private static final double COUPON = 0.2;
    private static final double GIFT = 0.08;
    private static final List<String> WEB_CHANNELS = List.of("web", "app", "marketplace");
    private static final List<String> PAYMENT_METHODS = List.of("card", "transfer", "wallet", "invoice");
    private static final List<String> COUPONS = List.of("SPRING10", "WELCOME10", "FRIENDS10");
    private static final BigDecimal COUPON_FACTOR = new BigDecimal("0.90");

    private final Dice dice;
    private final ProductVersions prices;
    private final List<String> products;
    private final List<User> users;

    OrderStream(Dice dice, ProductHistory history, int size) {
        this.dice = dice;
        this.prices = new ProductVersions(history.changes());
        this.products = history.orderable();
        int userCount = Math.max(ShopTopic.ORDERS.partitions(), size / ORDERS_PER_USER);
        this.users = IntStream.rangeClosed(1, userCount).mapToObj(this::user).toList();
    }

    /** Exactly {@code size} orders, in the order of their time. */
    List<Order> orders(int size) {
        List<Draft> drafts = new ArrayList<>();
        while (drafts.size() < size) {
            User user = dice.oneOf(users);
            Instant at = dice.between(ShopDay.OPENING, user.leaves());
            for (int left = dice.between(1, 8); left > 0 && at.isBefore(user.leaves()); left--) {
                drafts.add(new Draft(user, at));
                at = at.plus(dice.between(SHORTEST_PAUSE, LONGEST_PAUSE));
            }
        }
        List<Draft> kept = new ArrayList<>(drafts.subList(0, size));
        kept.sort(Comparator.comparing(Draft::at));
        List<Order> orders = new ArrayList<>(size);
        for (Draft draft : kept) {
            orders.add(order(orders.size() + 1, draft));
        }
        return orders;
    }

    private record User(String id, String country, String currency, Instant leaves) {
        boolean shopsInStores() {
            return leaves.equals(ShopDay.STORES_CLOSE);
        }
    }

    private record Draft(User user, Instant at) {}

    private enum Country {
        DE("EUR"),
        FR("EUR"),
        IT("EUR"),
        GB("GBP"),
        US("USD");

        private final String currency;

        Country(String currency) {
            this.currency = currency;
        }
    }

    private User user(int number) {
        String id = "U-%05d".formatted(number);
        Country country = dice.oneOf(List.of(Country.values()));
        boolean store = ShopRecord.partitionOf(id, ShopTopic.ORDERS) == STORE_PARTITION;
        return new User(id, country.name(), country.currency, store ? ShopDay.STORES_CLOSE : ShopDay.CLOSING);
    }

    private Order order(int number, Draft draft) {
        User user = draft.user();
        String productId =
                dice.chance(UNKNOWN_PRODUCT) ? "P-9%03d".formatted(dice.between(0, 999)) : dice.favouriteOf(products);
        String coupon = dice.chance(COUPON) ? dice.oneOf(COUPONS) : null;
        return new Order(
                "O-%06d".formatted(number),
                draft.at(),
                user.id(),
                productId,
                dice.between(1, 4),
                unitPrice(productId, coupon, draft.at()),
                user.currency(),
                user.shopsInStores() ? "store" : dice.oneOf(WEB_CHANNELS),
                user.country(),
                dice.oneOf(PAYMENT_METHODS),
                coupon,
                dice.chance(GIFT));
    }

    /** The list price of the moment; what the shop does not list, it sells at whatever price it is asked for. */
    private BigDecimal unitPrice(String productId, @Nullable String coupon, Instant at) {
        BigDecimal listPrice = prices.asOf(productId, at)
                .map(Product::listPrice)
                .orElseGet(() -> BigDecimal.valueOf(dice.between(500, 9_999), 2));
        return coupon == null ? listPrice : listPrice.multiply(COUPON_FACTOR).setScale(2, RoundingMode.HALF_UP);
    }
}
