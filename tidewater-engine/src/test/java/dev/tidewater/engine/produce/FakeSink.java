package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.ProduceReport.PartitionOffsets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A topic in memory, all of whose records go to partition 0. */
final class FakeSink implements RecordSink {
    final List<OutgoingRecord> records = new ArrayList<>();
    Optional<TopicFacts> topic = Optional.empty();
    Map<String, String> createdWith = Map.of();
    boolean created;
    boolean closed;
    long failAfter = Long.MAX_VALUE;
    boolean failureIsRefusal;

    private long handedOver;
    private @Nullable Exception failure;

    static TopicFacts facts(int partitions) {
        return new TopicFacts(partitions, 1_048_588, Optional.of(Duration.ofDays(7)), Duration.ofHours(1));
    }

    List<String> values() {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    List<String> keys() {
        return records.stream()
                .map(record -> record.key() == null ? "-" : new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public Optional<TopicFacts> observe() {
        return topic;
    }

    @Override
    public TopicFacts create(int partitions, Map<String, String> config) {
        created = true;
        createdWith = config;
        topic = Optional.of(facts(partitions));
        return facts(partitions);
    }

    @Override
    public void send(OutgoingRecord record) throws DeliveryStopped {
        if (failure != null) {
            throw new DeliveryStopped();
        }
        handedOver++;
        if (handedOver > failAfter) {
            failure = new Exception("the broker hung up");
            return;
        }
        records.add(record);
    }

    @Override
    public Delivery finish() {
        long lost = handedOver - records.size();
        List<PartitionOffsets> offsets =
                records.isEmpty() ? List.of() : List.of(new PartitionOffsets(0, 0, records.size() - 1, records.size()));
        long bytes = records.stream().mapToLong(OutgoingRecord::bytes).sum();
        return new Delivery(
                records.size(), failureIsRefusal ? lost : 0, failureIsRefusal ? 0 : lost, bytes, offsets, failure);
    }

    @Override
    public void close() {
        closed = true;
    }
}
