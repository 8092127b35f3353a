package dev.tidewater.examples.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The life of the product table over the evening: a snapshot, then prices that move all the time, products that change
 * category, one that is deleted, one that is deleted and comes back, and two that are new.
 */
final class ProductHistory {
    /** The row that the database updates only to show that its changelog is alive; nobody can order it. */
    static final Product HEARTBEAT = new Product("P-0000", "heartbeat", "heartbeat", BigDecimal.ZERO.setScale(2));

    private static final int PRODUCTS = 60;
    private static final List<String> CATEGORIES = List.of("books", "games", "garden", "kitchen", "music", "toys");
    private static final Instant SNAPSHOT = ShopDay.OPENING.minus(Duration.ofHours(1));
    private static final Duration PRICE_PERIOD = Duration.ofSeconds(40);
    private static final Duration HEARTBEAT_PERIOD = Duration.ofMinutes(5);
    private static final Duration CAPTURE_LAG = Duration.ofMillis(500);

    private final Dice dice;
    private final List<Product> initial;
    private final Map<String, Product> live = new LinkedHashMap<>();
    private final List<ProductChange> changes = new ArrayList<>();

    ProductHistory(Dice dice) {
        this.dice = dice;
        this.initial =
                IntStream.rangeClosed(1, PRODUCTS).mapToObj(this::product).toList();
        snapshot();
        List<Step> steps = new ArrayList<>();
        planHeartbeats(steps);
        planPrices(steps);
        planLives(steps);
        steps.sort(Comparator.comparing(Step::at));
        steps.forEach(step -> step.action().accept(step.at()));
    }

    /** In the order of the database's log. */
    List<ProductChange> changes() {
        return List.copyOf(changes);
    }

    /** What a customer may try to order, whether or not it is there at that moment; the popular ones first. */
    List<String> orderable() {
        return initial.stream().map(Product::productId).toList();
    }

    List<ShopRecord> records() {
        List<ShopRecord> records = new ArrayList<>();
        for (ProductChange change : changes) {
            Instant sentAt = change.committedAt().plus(CAPTURE_LAG);
            records.add(ShopRecord.of(change, sentAt));
            if (change.after() == null) {
                records.add(ShopRecord.of(new ProductTombstone(change.productId()), sentAt));
            }
        }
        return records;
    }

    private record Step(Instant at, Consumer<Instant> action) {}

    private Product product(int number) {
        String category = CATEGORIES.get(number % CATEGORIES.size());
        BigDecimal price = BigDecimal.valueOf(dice.between(199, 19_999), 2);
        return new Product("P-%04d".formatted(number), category + " no. " + number, category, price);
    }

    private void snapshot() {
        live.put(HEARTBEAT.productId(), HEARTBEAT);
        initial.stream()
                .filter(product -> !isNewcomer(product))
                .forEach(product -> live.put(product.productId(), product));
        live.values()
                .forEach(product ->
                        changes.add(new ProductChange(ProductChange.Origin.SNAPSHOT, null, product, SNAPSHOT)));
    }

    private boolean isNewcomer(Product product) {
        return product.equals(initial.get(6)) || product.equals(initial.get(7));
    }

    private void planHeartbeats(List<Step> steps) {
        for (Instant at = ShopDay.OPENING; at.isBefore(ShopDay.CLOSING); at = at.plus(HEARTBEAT_PERIOD)) {
            steps.add(new Step(at, now -> change(HEARTBEAT.productId(), HEARTBEAT, now)));
        }
    }

    /** Prices move in pairs, in one transaction, so that two rows share one commit time. */
    private void planPrices(List<Step> steps) {
        for (Instant at = ShopDay.OPENING; at.isBefore(ShopDay.CLOSING); at = at.plus(PRICE_PERIOD)) {
            Instant commit = dice.between(at, at.plus(PRICE_PERIOD));
            steps.add(new Step(commit, this::movePrice));
            steps.add(new Step(commit, this::movePrice));
        }
    }

    private void planLives(List<Step> steps) {
        for (Product mover : initial.subList(0, 4)) {
            steps.add(new Step(inTheMiddle(), now -> moveCategory(mover.productId(), now)));
        }
        Product discontinued = initial.get(4);
        steps.add(new Step(inTheMiddle(), now -> change(discontinued.productId(), null, now)));
        Product returning = initial.get(5);
        Instant gone = dice.between(Instant.parse("2026-03-14T20:00:00Z"), Instant.parse("2026-03-14T21:00:00Z"));
        steps.add(new Step(gone, now -> change(returning.productId(), null, now)));
        steps.add(new Step(
                gone.plus(dice.between(Duration.ofMinutes(45), Duration.ofMinutes(90))),
                now -> change(returning.productId(), returning, now)));
        for (Product newcomer : initial.subList(6, 8)) {
            steps.add(new Step(inTheMiddle(), now -> change(newcomer.productId(), newcomer, now)));
        }
    }

    private Instant inTheMiddle() {
        return dice.between(Instant.parse("2026-03-14T21:00:00Z"), Instant.parse("2026-03-15T00:30:00Z"));
    }

    private void movePrice(Instant now) {
        Product product = dice.oneOf(List.copyOf(live.values()));
        if (product.equals(HEARTBEAT)) {
            return;
        }
        BigDecimal factor = BigDecimal.valueOf(dice.between(90, 112), 2);
        BigDecimal price = product.listPrice().multiply(factor).setScale(2, RoundingMode.HALF_UP);
        change(product.productId(), product.withListPrice(price.max(BigDecimal.ONE.setScale(2))), now);
    }

    private void moveCategory(String productId, Instant now) {
        Product product = live.get(productId);
        if (product == null) {
            throw new IllegalStateException("product \"" + productId + "\" is not there to change category");
        }
        List<String> others = CATEGORIES.stream()
                .filter(category -> !category.equals(product.category()))
                .toList();
        change(productId, product.withCategory(dice.oneOf(others)), now);
    }

    private void change(String productId, @Nullable Product after, Instant now) {
        Product before = after == null ? live.remove(productId) : live.put(productId, after);
        changes.add(new ProductChange(ProductChange.Origin.LOG, before, after, now));
    }
}
