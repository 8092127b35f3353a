package dev.tidewater.examples.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Chance, repeatable from a seed. */
final class Dice {
    private final SplittableRandom random;

    Dice(SplittableRandom random) {
        this.random = random;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** From {@code low} to {@code high}, to the millisecond, both included. */
    Duration between(Duration low, Duration high) {
        return Duration.ofMillis(random.nextLong(low.toMillis(), high.toMillis() + 1));
    }

    /** From {@code low}, included, to {@code high}, excluded, to the millisecond. */
    Instant between(Instant low, Instant high) {
        return Instant.ofEpochMilli(random.nextLong(low.toEpochMilli(), high.toEpochMilli()));
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Like {@link #oneOf}, but the first choices come up far more often than the last. */
    <T> T favouriteOf(List<T> choices) {
        double roll = random.nextDouble();
        return choices.get((int) (roll * roll * choices.size()));
    }
}
