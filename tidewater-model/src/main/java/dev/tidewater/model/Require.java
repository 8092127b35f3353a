package dev.tidewater.model;

/** Guards of compact constructors. Their messages reach the user, so they name the value. */
final class Require {
    private Require() {}

    static void that(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
