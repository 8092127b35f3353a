package dev.tidewater.bench.data;

/**
 * The orders, each made of a seed and its number alone, so that any of its values can be had without the others. Times are a
 * few seconds out of order, users and products are skewed, every fifth text and more is null where it may be.
 */
public final class Order {
    /** Of the first order. */
    public static final long FIRST = 1_767_571_200_000L;

    /** Between an order and the next, but for disorder. */
    static final long STEP_MILLIS = 2;

    static final int DISORDER_MILLIS = 3_000;
    static final int PARTITIONS = 4;
    static final int PRODUCTS = 5_000;
    private static final int USERS = 200_000;
    private static final int ORDERS_A_SESSION = 6;

    private final long seed;
    private long number;

    public Order(long seed) {
        this.seed = mix(seed);
    }

    /** Makes this the order of that number. */
    public Order at(long number) {
        this.number = number;
        return this;
    }

    long number() {
        return number;
    }

    /** A random number for that purpose, always the same for this order. */
    long random(int purpose) {
        return mix(seed + number * 0x9E37_79B9_7F4A_7C15L + mix(purpose));
    }

    /** The same, from 0 up to 1. */
    double fraction(int purpose) {
        return (random(purpose) >>> 11) * 0x1.0p-53;
    }

    int below(int bound, int purpose) {
        return (int) Math.floorMod(random(purpose), (long) bound);
    }

    /** When it was placed, in milliseconds since 1970. */
    public long time() {
        long behind = below(5, 1) == 0 ? below(DISORDER_MILLIS, 2) : 0;
        return FIRST + number * STEP_MILLIS - behind;
    }

    int user() {
        double fraction = fraction(3);
        return (int) (USERS * fraction * fraction * fraction);
    }

    /** Shared by some orders in a row. */
    long session() {
        return mix(seed ^ mix(number / ORDERS_A_SESSION));
    }

    public int product() {
        double fraction = fraction(4);
        return (int) (PRODUCTS * fraction * fraction);
    }

    public int quantity() {
        return 1 + below(9, 5);
    }

    /** Price of one piece. */
    public long cents() {
        return 99 + Math.floorMod(mix(product()), 49_900L) + below(100, 6);
    }

    /** 0 for the web, through which come 45 of 100. */
    int channel() {
        int percent = below(100, 7);
        return percent < 45 ? 0 : percent < 80 ? 1 : percent < 95 ? 2 : 3;
    }

    public boolean isFromTheWeb() {
        return channel() == 0;
    }

    /** Nine of ten are paid. */
    public boolean isPaid() {
        return below(10, 8) != 0;
    }

    /** When it was paid for, if it was. */
    long paymentTime() {
        return FIRST + number * STEP_MILLIS + 30_000 - below(DISORDER_MILLIS, 9);
    }

    /** Where the record goes; one partition has more than another, as users have. */
    int partition() {
        return user() % PARTITIONS;
    }

    /** All bits hang on all bits. */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
