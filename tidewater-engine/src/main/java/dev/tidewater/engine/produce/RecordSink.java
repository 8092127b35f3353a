package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.ProduceReport.PartitionOffsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One topic, as far as sending to it needs. Errors are {@code TidewaterException}s. */
interface RecordSink extends AutoCloseable {
    /** The topic as it is now; empty if there is none. The first request, hence the one that finds the broker gone. */
    Optional<TopicFacts> observe();

    /** Creates the topic and returns what it became. One that somebody else created meanwhile is as good. */
    TopicFacts create(int partitions, Map<String, String> config);

    /** Hands the record over; returns before it is acknowledged. */
    void send(OutgoingRecord record) throws DeliveryStopped;

    /** Waits until the outcome of every record sent is known, or time is up. */
    Delivery finish();

    @Override
    void close();

    /**
     * What the topic accepts and keeps.
     *
     * @param maxBatchBytes the largest record batch
     * @param retention how long records are kept after their timestamp; empty if for ever
     * @param maxAhead how far in the future a timestamp may lie
     */
    record TopicFacts(int partitions, long maxBatchBytes, Optional<Duration> retention, Duration maxAhead) {}

    /**
     * What became of the records sent.
     *
     * @param unknown sent, neither acknowledged nor refused
     * @param failure the first one, null if all were acknowledged
     */
    record Delivery(
            long acknowledged,
            long refused,
            long unknown,
            long bytes,
            List<PartitionOffsets> offsets,
            @Nullable Exception failure) {}

    /** A record failed, so nothing more is taken; {@link #finish} tells the rest. */
    final class DeliveryStopped extends Exception {
        private static final long serialVersionUID = 1L;

        DeliveryStopped() {
            super("delivery stopped");
        }
    }
}
