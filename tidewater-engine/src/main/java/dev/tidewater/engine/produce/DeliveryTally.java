package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.ProduceReport.PartitionOffsets;
import dev.tidewater.engine.produce.RecordSink.Delivery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Counts what became of records; told by the sending thread and by the producer's. */
final class DeliveryTally {
    private final Map<Integer, PartitionOffsets> offsets = new TreeMap<>();
    private long sent;
    private long acknowledged;
    private long refused;
    private long bytes;
    private @Nullable Exception failure;

    synchronized void sent() {
        sent++;
    }

    synchronized void acknowledged(int partition, long offset, long recordBytes) {
        acknowledged++;
        bytes += recordBytes;
        offsets.merge(
                partition,
                new PartitionOffsets(partition, offset, offset, 1),
                (before, one) -> new PartitionOffsets(
                        partition,
                        Math.min(before.first(), offset),
                        Math.max(before.last(), offset),
                        before.records() + 1));
    }

    synchronized void failed(Exception cause) {
        if (isRefusal(cause)) {
            refused++;
        }
        if (failure == null) {
            failure = cause;
        }
    }

    synchronized boolean failed() {
        return failure != null;
    }

    synchronized Delivery delivery() {
        return new Delivery(
                acknowledged, refused, sent - acknowledged - refused, bytes, List.copyOf(offsets.values()), failure);
    }

    /** Whether the record is surely not in the topic. A timeout, for one, leaves that open. */
    private static boolean isRefusal(Exception cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof RecordBatchTooLargeException
                || cause instanceof InvalidTimestampException
                || cause instanceof InvalidRecordException
                || cause instanceof AuthorizationException
                || cause instanceof PolicyViolationException
                || cause instanceof SerializationException
                || cause instanceof UnknownTopicOrPartitionException;
    }
}
