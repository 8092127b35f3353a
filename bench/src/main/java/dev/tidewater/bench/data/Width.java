package dev.tidewater.bench.data;

import dev.tidewater.bench.data.Column.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How many columns an order has. */
public enum Width {
    /** 19 columns, about 175 bytes in Avro. */
    NARROW(0),
    /** 60 columns, of which 19 are those of the narrow one. */
    WIDE(41);

    private static final byte[][] CATEGORIES = Words.of(
            "books", "toys", "garden", "kitchen", "sports", "music", "office", "fashion", "beauty", "pets", "tools",
            "food");
    private static final byte[][] CURRENCIES = Words.of("EUR", "EUR", "EUR", "USD", "USD", "GBP", "SEK", "CHF");
    private static final byte[][] COUNTRIES = Words.of(
            "DE", "DE", "DE", "FR", "FR", "US", "US", "GB", "SE", "CH", "ES", "IT", "NL", "PL", "AT", "NO", "DK", "FI",
            "PT", "GR", "CZ", "BE", "IE", "HU");
    private static final byte[][] CHANNELS = Words.of("web", "app", "store", "phone");
    private static final byte[][] METHODS =
            Words.of("card", "card", "card", "paypal", "paypal", "invoice", "transfer", "cash");
    private static final byte[][] COUPONS = Words.numbered("SAVE-", 3, 60);
    private static final byte[][] CITIES = Words.names(400);
    private static final byte[][] USERS = Words.numbered("user-", 6, 200_000);
    private static final byte[][] PRODUCTS = Words.numbered("prod-", 5, Order.PRODUCTS);
    private static final byte[][] LABELS = Words.names(50);

    private final List<Column> columns;

    Width(int more) {
        List<Column> all = new ArrayList<>(narrow());
        for (int i = 0; i < more; i++) {
            all.add(attribute(i));
        }
        this.columns = List.copyOf(all);
    }

    public List<Column> columns() {
        return columns;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For a registry. */
    public String avroSchema() {
        return columns.stream()
                .map(Column::avro)
                .collect(Collectors.joining(
                        ",", "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"bench\",\"fields\":[", "]}"));
    }

    /** JSON Schema. */
    public String jsonSchema() {
        return "{\"type\":\"object\",\"properties\":{"
                + columns.stream().map(Column::jsonSchema).collect(Collectors.joining(",")) + "},\"required\":["
                + columns.stream()
                        .filter(column -> !column.nullable())
                        .map(column -> "\"" + column.name() + "\"")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    byte[] record(Order order, Encoder encoder) {
        encoder.begin();
        for (Column column : columns) {
            encoder.name(column.name());
            column.draw().accept(order, encoder);
        }
        return encoder.end();
    }

    /** The id by which payments refer to an order. */
    static byte[] id(Order order) {
        return Words.hex(Order.mix(order.number() + 1), order.random(20), 32);
    }

    private static List<Column> narrow() {
        return List.of(
                always("order_id", Type.TEXT, (order, out) -> out.text(id(order))),
                always("order_time", Type.TIME, (order, out) -> out.time(order.time())),
                always("user_id", Type.TEXT, (order, out) -> out.text(USERS[order.user()])),
                always(
                        "session_id",
                        Type.TEXT,
                        (order, out) -> out.text(Words.uuid(order.session(), Order.mix(order.session())))),
                always("product_id", Type.TEXT, (order, out) -> out.text(PRODUCTS[order.product()])),
                always(
                        "category",
                        Type.TEXT,
                        (order, out) -> out.text(CATEGORIES[order.product() % CATEGORIES.length])),
                always("quantity", Type.INT, (order, out) -> out.whole(order.quantity())),
                always("unit_price", Type.MONEY, (order, out) -> out.money(order.cents())),
                maybe("discount", Type.REAL, 70, 21, (order, out) -> out.real((1 + order.below(6, 22)) * 0.05)),
                always("tax", Type.REAL, (order, out) -> out.real(order.below(2_000, 23) / 100.0)),
                always("currency", Type.TEXT, (order, out) -> out.text(one(CURRENCIES, order, 24))),
                always("country", Type.TEXT, (order, out) -> out.text(one(COUNTRIES, order, 25))),
                maybe("city", Type.TEXT, 10, 26, (order, out) -> out.text(one(CITIES, order, 27))),
                always("channel", Type.TEXT, (order, out) -> out.text(CHANNELS[order.channel()])),
                always("payment_method", Type.TEXT, (order, out) -> out.text(one(METHODS, order, 28))),
                maybe("coupon", Type.TEXT, 85, 29, (order, out) -> out.text(one(COUPONS, order, 30))),
                always("gift", Type.TRUTH, (order, out) -> out.truth(order.below(100, 31) < 7)),
                always("weight_grams", Type.LONG, (order, out) -> out.whole(50 + order.below(20_000, 32))),
                maybe("note", Type.TEXT, 75, 33, (order, out) -> out.text(Words.sentence(order.random(34)))));
    }

    private static Column attribute(int index) {
        String name = String.format(Locale.ROOT, "attribute_%02d", index + 1);
        int purpose = 100 + 3 * index;
        return switch (index % 6) {
            case 0 -> always(name, Type.TEXT, (order, out) -> out.text(one(LABELS, order, purpose)));
            case 1 ->
                always(
                        name,
                        Type.TEXT,
                        (order, out) -> out.text(Words.hex(order.random(purpose), order.random(purpose + 1), 24)));
            case 2 -> always(name, Type.REAL, (order, out) -> out.real(order.below(1_000_000, purpose) / 1_000.0));
            case 3 -> always(name, Type.LONG, (order, out) -> out.whole(order.random(purpose) >>> 30));
            case 4 -> maybe(name, Type.TEXT, 50, purpose + 1, (order, out) -> out.text(one(CITIES, order, purpose)));
            default -> always(name, Type.INT, (order, out) -> out.whole(order.below(500, purpose)));
        };
    }

    private static byte[] one(byte[][] words, Order order, int purpose) {
        return words[order.below(words.length, purpose)];
    }

    private static Column always(String name, Type type, java.util.function.BiConsumer<Order, Encoder> draw) {
        return new Column(name, type, false, draw);
    }

    private static Column maybe(
            String name, Type type, int nullPercent, int purpose, java.util.function.BiConsumer<Order, Encoder> draw) {
        return new Column(name, type, true, (order, out) -> {
            if (order.below(100, purpose) < nullPercent) {
                out.none();
            } else {
                out.some();
                draw.accept(order, out);
            }
        });
    }
}
