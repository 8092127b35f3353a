package dev.tidewater.bench;

import java.util.Arrays;

/** Some figures of the same thing. */
public record Spread(double median, double low, double high) {
    /** @throws IllegalArgumentException if there is none */
    public static Spread of(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("a median of nothing");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
