package dev.tidewater.cli;

import org.jspecify.annotations.Nullable;

/**
 * How many rows of an answer are printed.
 *
 * @param whole of one that ends
 * @param endless of one that goes on
 */
record SqlLimit(int whole, long endless) {
    private static final int USUAL = 1_000;

    /** @param wanted null if nothing was said */
    static SqlLimit of(@Nullable Integer wanted) {
        if (wanted == null) {
            return new SqlLimit(USUAL, Long.MAX_VALUE);
        }
        Numbers.requireAtLeast(1, "--limit", wanted);
        return new SqlLimit(wanted, wanted);
    }
}
