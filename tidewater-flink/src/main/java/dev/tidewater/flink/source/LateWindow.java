package dev.tidewater.flink.source;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.table.runtime.util.TimeWindowUtil;

/**
 * Windows of Flink's table functions, to tell which of them a row has missed. All times are milliseconds. A row's windows
 * are numbered from the one that ends first.
 *
 * <p>Written as {@code TUMBLE size offset}, {@code HOP slide size offset}, {@code CUMULATE step size offset} or {@code
 * SESSION gap}.
 *
 * @param period from the start of one window to that of the next; for CUMULATE from end to end; for SESSION the gap
 * @param size of the longest window
 * @param zone in which windows begin at midnight, as {@code table.local-time-zone} says
 */
record LateWindow(Shape shape, long period, long size, long offset, ZoneId zone) implements Serializable {
    /** Which table function. */
    enum Shape {
        TUMBLE,
        HOP,
        CUMULATE,
        SESSION
    }

    /** @throws IllegalArgumentException if it is not written as above */
    static LateWindow parse(String text, ZoneId zone) {
        String[] words = text.split(" ");
        long[] numbers = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
        Shape shape = Shape.valueOf(words[0]);
        int wanted = switch (shape) {
            case TUMBLE -> 2;
            case HOP, CUMULATE -> 3;
            case SESSION -> 1;
        };
        if (numbers.length != wanted) {
            throw new IllegalArgumentException("\"" + text + "\" is no window; there are "
                    + Arrays.stream(Shape.values())
                            .map(each -> each.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
        return switch (shape) {
            case TUMBLE -> new LateWindow(shape, numbers[0], numbers[0], numbers[1], zone);
            case HOP, CUMULATE -> new LateWindow(shape, numbers[0], numbers[1], numbers[2], zone);
            case SESSION -> new LateWindow(shape, numbers[0], numbers[0], 0, zone);
        };
    }

    /** A row's time as windows are cut: the local one, as if it were UTC's. */
    long local(long epoch) {
        return TimeWindowUtil.toUtcTimestampMills(epoch, zone);
    }

    /** How many windows a row is in. */
    int count(long local) {
        return switch (shape) {
            case TUMBLE, SESSION -> 1;
            case HOP, CUMULATE -> (int) ((lastEnd(local) - firstEnd(local)) / period) + 1;
        };
    }

    long start(long local, int window) {
        return switch (shape) {
            case TUMBLE, HOP -> end(local, window) - size;
            case CUMULATE -> aligned(local, size);
            case SESSION -> local;
        };
    }

    long end(long local, int window) {
        return firstEnd(local) + window * period;
    }

    /** Whether a window that ends then is closed when the watermark stands there. */
    boolean isClosed(long localEnd, long watermark) {
        return watermark >= TimeWindowUtil.toEpochMillsForTimer(localEnd - 1, zone);
    }

    private long firstEnd(long local) {
        return switch (shape) {
            case TUMBLE -> aligned(local, size) + size;
            case CUMULATE -> aligned(local, period) + period;
            case SESSION -> local + period;
            case HOP -> {
                long last = aligned(local, period);
                long first = last - (size - 1) / period * period;
                // A slide that does not divide the size leaves the earliest start too early at times.
                while (first + size <= local) {
                    first += period;
                }
                yield first + size;
            }
        };
    }

    private long lastEnd(long local) {
        return shape == Shape.HOP ? aligned(local, period) + size : aligned(local, size) + size;
    }

    private long aligned(long local, long length) {
        return local - Math.floorMod(local - offset, length);
    }
}
