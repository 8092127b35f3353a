package dev.tidewater.examples.shop;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock of the one evening that the shop plays, in UTC. It crosses midnight, so that results fall on two days.
 *
 * <p>Why the expected rows are exact, however fast or slowly the stream is read: every record reaches Kafka at most
 * {@link #LONGEST_DELAY} after its event, and records are sent in the order of their sending time. At any moment no
 * partition therefore holds an event more than that much older than the newest event of any partition, while the
 * watermarks declared in the pipelines stay {@link #WATERMARK_DELAY} behind. "Late" events come after the nominal end
 * of their ten-minute window, but never after the watermark has passed it. The difference between the two leaves room
 * for partitions that are not read at the same pace while an idle one is left out. All three topics keep the same
 * distance, or a join would follow the one that is ahead while the other is idle.
 *
 * <p>The one limit: when nothing at all can be read for longer than the idle timeout of the orders, as while a broker is
 * down, every partition of them falls idle, and if hours of the evening then arrive at once, the first partition to be
 * read again may overtake the others by more than that room.
 */
final class ShopDay {
    static final Instant OPENING = Instant.parse("2026-03-14T19:00:00Z");
    static final Instant CLOSING = Instant.parse("2026-03-15T02:00:00Z");

    /** After this the stores, which alone write to the last partition of the orders, sell nothing more. */
    static final Instant STORES_CLOSE = Instant.parse("2026-03-14T22:30:00Z");

    /** Bounds the time from an event to its last delivery. */
    static final Duration LONGEST_DELAY = Duration.ofMinutes(30);

    /** As in the pipelines: {@code WATERMARK FOR order_time AS order_time - INTERVAL '2' HOUR}. */
    static final Duration WATERMARK_DELAY = Duration.ofHours(2);

    /**
     * The event time of closing records. So far after the day that the watermark they bring about, one
     * {@link #WATERMARK_DELAY} earlier, closes every window, session and join of the day, and none of their own.
     */
    static final Instant TICK = Instant.parse("2026-03-15T12:00:00Z");

    private ShopDay() {}
}
