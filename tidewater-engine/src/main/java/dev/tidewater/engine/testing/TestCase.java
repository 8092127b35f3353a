package dev.tidewater.engine.testing;

import java.time.Duration;
import java.util.List;

/**
 * One case of a test file.
 *
 * @param timeout for the whole of it
 * @param redelivery whether records that come twice must not matter
 */
record TestCase(
        String name,
        Mark mark,
        List<Step> steps,
        List<Expectation> expectations,
        End end,
        Duration timeout,
        Redelivery redelivery) {
    TestCase {
        steps = List.copyOf(steps);
        expectations = List.copyOf(expectations);
    }

    /** What becomes of windows that are still open behind the last row. */
    enum End {
        /** Time goes to its end, and all of them fire. */
        DRAIN,
        /** They stay open, and their rows are not there. */
        OPEN
    }

    /** What the author claims of records that come twice. */
    enum Redelivery {
        HARMLESS,
        NOT_CLAIMED
    }
}
