package dev.tidewater.bench;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/** Orders of 19 columns as in life: ids that never come again, skewed keys, few words that come often, nulls, prices and times. */
final class Orders {
    static final Schema SCHEMA = new Schema(
            required(1, "order_id", Types.StringType.get()),
            required(2, "order_time", Types.TimestampType.withoutZone()),
            required(3, "user_id", Types.StringType.get()),
            required(4, "product_id", Types.StringType.get()),
            required(5, "quantity", Types.IntegerType.get()),
            required(6, "unit_price", Types.DecimalType.of(10, 2)),
            optional(7, "discount", Types.DecimalType.of(10, 2)),
            required(8, "total", Types.DecimalType.of(12, 2)),
            required(9, "currency", Types.StringType.get()),
            required(10, "channel", Types.StringType.get()),
            required(11, "country", Types.StringType.get()),
            optional(12, "city", Types.StringType.get()),
            required(13, "payment_method", Types.StringType.get()),
            optional(14, "coupon", Types.StringType.get()),
            required(15, "gift", Types.BooleanType.get()),
            required(16, "session_id", Types.StringType.get()),
            required(17, "warehouse", Types.IntegerType.get()),
            optional(18, "shipped_at", Types.TimestampType.withoutZone()),
            optional(19, "weight", Types.DoubleType.get()));

    private static final long SEED = 20_261_123;
    private static final long FIRST_INSTANT = 1_790_000_000_000L;

    private final Random random = new Random(SEED);
    private final Supplier<StringData> users = words("user-", 50_000, 2.5);
    private final Supplier<StringData> products = words("prod-", 2_000, 3);
    private final Supplier<StringData> currencies = words("CU", 4, 2);
    private final Supplier<StringData> channels = words("channel", 4, 1);
    private final Supplier<StringData> countries = words("C", 30, 3);
    private final Supplier<StringData> cities = words("city of ", 400, 2);
    private final Supplier<StringData> payments = words("pay by ", 5, 1);
    private final Supplier<StringData> coupons = words("SAVE", 90, 1);
    private long number;

    private Orders() {}

    /** The same ones each time. */
    static List<RowData> rows(int count) {
        Orders orders = new Orders();
        List<RowData> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(orders.order());
        }
        return all;
    }

    private RowData order() {
        number++;
        long time = FIRST_INSTANT + number * 2 + random.nextInt(500);
        int quantity = 1 + random.nextInt(4) * random.nextInt(2);
        long price = 99 + 100L * random.nextInt(60) + random.nextInt(3) * 50;
        boolean shipped = random.nextInt(10) < 7;
        return GenericRowData.of(
                StringData.fromString(String.format("o-%09d-%04x", number, random.nextInt(1 << 16))),
                TimestampData.fromEpochMillis(time, 1000 * random.nextInt(1000)),
                users.get(),
                products.get(),
                quantity,
                DecimalData.fromUnscaledLong(price, 10, 2),
                random.nextInt(10) < 7 ? null : DecimalData.fromUnscaledLong(5L * random.nextInt(100), 10, 2),
                DecimalData.fromUnscaledLong(quantity * price, 12, 2),
                currencies.get(),
                channels.get(),
                countries.get(),
                random.nextInt(20) == 0 ? null : cities.get(),
                payments.get(),
                random.nextInt(10) < 8 ? null : coupons.get(),
                random.nextInt(12) == 0,
                StringData.fromString(String.format("%016x", random.nextLong())),
                random.nextInt(40),
                shipped ? TimestampData.fromEpochMillis(time + 60_000L * random.nextInt(3000), 0) : null,
                random.nextInt(8) == 0 ? null : random.nextInt(40_000) / 1000.0);
    }

    /** So many words, the first ones the more often the greater the skew. */
    private Supplier<StringData> words(String prefix, int count, double skew) {
        List<StringData> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(StringData.fromString(prefix + Integer.toString(i * 7919 % 100_003, 36)));
        }
        return () -> all.get((int) (count * Math.pow(random.nextDouble(), skew)));
    }
}
