package dev.tidewater.engine.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** In which order records arrive. */
final class Arrival {
    private final Random random;

    Arrival(long seed) {
        this.random = new Random(seed);
    }

    /** A record with the time of its event in milliseconds. */
    record Timed<T>(T what, long time) {}

    /**
     * Another order, in which no record is late that was not. The watermark stands {@code tolerance} before the latest
     * record; one that is at or before it is late. A late record stays behind all that came before it.
     */
    <T> List<Timed<T>> shuffled(List<Timed<T>> records, Duration tolerance) {
        List<Timed<T>> arrived = new ArrayList<>();
        List<Timed<T>> inTime = new ArrayList<>();
        long latest = Long.MIN_VALUE;
        long latestBefore = Long.MIN_VALUE;
        for (Timed<T> record : records) {
            if (isLate(record, latest, tolerance)) {
                shuffle(inTime, tolerance, latestBefore, arrived);
                inTime.clear();
                latestBefore = latest;
                arrived.add(record);
            } else {
                inTime.add(record);
                latest = Math.max(latest, record.time());
            }
        }
        shuffle(inTime, tolerance, latestBefore, arrived);
        return arrived;
    }

    private <T> void shuffle(List<Timed<T>> records, Duration tolerance, long before, List<Timed<T>> arrived) {
        List<Timed<T>> left = new ArrayList<>(records);
        long latest = before;
        while (!left.isEmpty()) {
            long earliest = left.stream().mapToLong(Timed::time).min().orElseThrow();
            List<Timed<T>> possible = new ArrayList<>();
            for (Timed<T> record : left) {
                // The earliest of the others must still be in time behind this one.
                if (record.time() == earliest || earliest > Math.max(latest, record.time()) - tolerance.toMillis()) {
                    possible.add(record);
                }
            }
            Timed<T> next = possible.get(random.nextInt(possible.size()));
            left.remove(next);
            latest = Math.max(latest, next.time());
            arrived.add(next);
        }
    }

    /** Half of the records once more, each soon enough not to be late, if it was not. */
    <T> List<Timed<T>> redelivered(List<Timed<T>> records, Duration tolerance) {
        List<Timed<T>> arrived = new ArrayList<>(records);
        for (Timed<T> record : records) {
            if (random.nextBoolean()) {
                continue;
            }
            int first = arrived.indexOf(record) + 1;
            long latest = Long.MIN_VALUE;
            for (Timed<T> earlier : arrived.subList(0, first - 1)) {
                latest = Math.max(latest, earlier.time());
            }
            if (isLate(record, latest, tolerance)) {
                continue;
            }
            latest = Math.max(latest, record.time());
            int last = first;
            while (last < arrived.size()
                    && !isLate(record, Math.max(latest, arrived.get(last).time()), tolerance)) {
                latest = Math.max(latest, arrived.get(last).time());
                last++;
            }
            arrived.add(first + random.nextInt(last - first + 1), record);
        }
        return arrived;
    }

    private static boolean isLate(Timed<?> record, long latest, Duration tolerance) {
        return latest != Long.MIN_VALUE && record.time() <= latest - tolerance.toMillis() && record.time() < latest;
    }
}
