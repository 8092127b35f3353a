package dev.tidewater.examples.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The way of an event from where it happens to Kafka: mostly quick, sometimes slow, sometimes more than once. */
final class Delivery {
    /** Of the windows whose end a late event misses. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final double SLOW = 0.06;
    private static final double LATE = 0.02;
    private static final double REPEATED = 0.025;
    private static final Duration QUICK = Duration.ofSeconds(3);
    private static final Duration SLOWEST = Duration.ofMinutes(2);

    private final Dice dice;

    Delivery(Dice dice) {
        this.dice = dice;
    }

    /** When the event reaches Kafka: once or twice, never more than {@link ShopDay#LONGEST_DELAY} after it happened. */
    List<Instant> of(Instant event) {
        List<Instant> deliveries = new ArrayList<>();
        Instant first = event.plus(delay(event));
        deliveries.add(first);
        if (dice.chance(REPEATED)) {
            deliveries.add(dice.between(first, event.plus(ShopDay.LONGEST_DELAY).plusMillis(1)));
        }
        return deliveries;
    }

    private Duration delay(Instant event) {
        if (dice.chance(LATE)) {
            long sinceStart = event.toEpochMilli() % WINDOW.toMillis();
            Duration untilWindowEnds = WINDOW.minusMillis(sinceStart);
            return dice.between(untilWindowEnds.plusSeconds(30), untilWindowEnds.plusMinutes(15));
        }
        return dice.between(Duration.ZERO, dice.chance(SLOW) ? SLOWEST : QUICK);
    }
}
