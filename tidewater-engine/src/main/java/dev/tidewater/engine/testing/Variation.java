package dev.tidewater.engine.testing;

import java.util.Locale;

/** How a case is run: each must have the same outcome. */
public enum Variation {
    /** As it is written. */
    AS_WRITTEN,
    /** Rows arrive in another order, none of them so late that it would not count. */
    SHUFFLED,
    /** Some records come twice. */
    REDELIVERED,
    /** Four subtasks per operator instead of one. */
    PARALLEL,
    /** The TaskManager is killed in the middle. */
    KILLED;

    /** As it is written on the command line and in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
