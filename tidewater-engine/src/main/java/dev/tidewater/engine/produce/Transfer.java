package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.RecordSink.Delivery;
import dev.tidewater.engine.produce.RecordSink.DeliveryStopped;
import dev.tidewater.engine.produce.RecordSink.TopicFacts;
import dev.tidewater.engine.produce.SchemaRegistry.SchemaType;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One run, in the order that leaves nothing half-done: meet broker and registry, check all records, register the schema,
 * create the topic, send.
 */
final class Transfer {
    /** What a topic that does not exist yet will accept, by Kafka's defaults. */
    private static final TopicFacts NEW_TOPIC =
            new TopicFacts(0, KafkaTopic.DEFAULT_MAX_BATCH_BYTES, Optional.empty(), Duration.ofHours(1));

    private static final int NO_SCHEMA = 0;

    private final ProduceRequest request;
    private final RecordSink sink;
    private final @Nullable SchemaStore registry;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final long begun;
    private final List<String> notes = new ArrayList<>();
    private Optional<TopicFacts> topic = Optional.empty();
    private long oldest = Long.MAX_VALUE;

    Transfer(
            ProduceRequest request,
            RecordSink sink,
            @Nullable SchemaStore registry,
            Clock clock,
            LongSupplier nanoTime) {
        this.request = request;
        this.sink = sink;
        this.registry = registry;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** Finds out at once, not after minutes of checking, that broker or registry do not answer. */
    void meetTheWorld() {
        topic = sink.observe();
        if (registry != null && request.value() instanceof ValueEncoding.Avro) {
            registry.latest(subject());
        }
    }

    /** Reads and encodes every record and sends none. */
    void check(Input input, Progress progress) throws IOException, InputFault {
        RecordEncoder encoder = encoder(input, NO_SCHEMA);
        Faults faults = new Faults(input.source().label(), request.file().toString());
        try (RecordReader reader = input.reader()) {
            boolean more = true;
            while (more && progress.records() < limit()) {
                try {
                    Optional<InputRecord> record = reader.next();
                    more = record.isPresent();
                    if (more) {
                        encoder.encode(record.get());
                        progress.step(input.source());
                    }
                } catch (InputFault fault) {
                    more = faults.add(fault);
                }
            }
        }
        faults.throwIfAny();
        progress.done(input.source());
    }

    /** Prepares registry and topic, sends, and waits for all acknowledgements. */
    ProduceReport send(Input input, Pacer pacer, Progress progress) throws IOException, InputFault {
        try (RecordReader reader = input.reader()) {
            Optional<InputRecord> first = reader.next();
            if (first.isPresent() && !input.replayable()) {
                // The first fault of standard input is to leave neither topic nor schema behind.
                encoder(input, NO_SCHEMA).encode(first.get());
            }
            OptionalInt schemaId = registered(input);
            TopicFacts facts = ensureTopic();
            RecordEncoder encoder = encoder(input, schemaId.orElse(NO_SCHEMA));
            Optional<InputFault> fault = sendAll(reader, first, encoder, pacer, progress, input.source());
            Delivery delivery = sink.finish();
            requireDelivered(delivery);
            if (fault.isPresent()) {
                throw Faults.midway(input.source().label(), fault.get(), delivery.acknowledged(), request.topic());
            }
            progress.done(input.source());
            return report(input, delivery, facts, schemaId);
        }
    }

    private Optional<InputFault> sendAll(
            RecordReader reader,
            Optional<InputRecord> first,
            RecordEncoder encoder,
            Pacer pacer,
            Progress progress,
            Source source)
            throws IOException {
        try {
            Optional<InputRecord> next = first;
            while (next.isPresent()) {
                OutgoingRecord outgoing = encoder.encode(next.get());
                pacer.awaitTurn();
                sink.send(outgoing);
                Long timestamp = outgoing.timestamp();
                oldest = Math.min(oldest, timestamp == null ? Long.MAX_VALUE : timestamp);
                progress.step(source);
                next = progress.records() < limit() ? reader.next() : Optional.empty();
            }
            return Optional.empty();
        } catch (InputFault e) {
            return Optional.of(e);
        } catch (IOException e) {
            return Optional.of(InputFault.unreadable(progress.records(), e));
        } catch (DeliveryStopped e) {
            // finish() tells what became of the records.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TidewaterException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "interrupted after " + progress.records() + " records; the last of them may not have arrived",
                    "look at the topic before sending the file again",
                    e);
        }
    }

    private long limit() {
        return request.limit().orElse(Long.MAX_VALUE);
    }

    private String subject() {
        return request.topic() + "-value";
    }

    private RecordEncoder encoder(Input input, int schemaId) {
        Optional<Schema> schema = input.schema();
        ValueEncoder values = schema.isPresent() ? ValueEncoder.avro(schema.get(), schemaId) : ValueEncoder.json();
        return new RecordEncoder(request, values, topic.orElse(NEW_TOPIC), clock.instant());
    }

    private OptionalInt registered(Input input) {
        if (registry == null || input.schema().isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(registry.register(subject(), input.schema().get().toString(), SchemaType.AVRO));
    }

    private TopicFacts ensureTopic() {
        if (topic.isPresent()) {
            noteOtherCount(topic.get().partitions());
            return topic.get();
        }
        // Kafka deletes by the records' own timestamps: of events of last year nothing would be left in minutes.
        Map<String, String> config = request.timestampField().isPresent() ? Map.of("retention.ms", "-1") : Map.of();
        TopicFacts created = sink.create(request.partitions().orElse(1), config);
        String kept = config.isEmpty() ? "" : ", and keeps its records for ever";
        notes.add("topic \"" + request.topic() + "\" was created with " + count(created.partitions(), "partition")
                + kept);
        noteOtherCount(created.partitions());
        topic = Optional.of(created);
        return created;
    }

    private void noteOtherCount(int actual) {
        if (request.partitions().isPresent() && request.partitions().getAsInt() != actual) {
            notes.add("topic \"" + request.topic() + "\" exists with " + count(actual, "partition") + ", not with the "
                    + request.partitions().getAsInt() + " asked for");
        }
    }

    private void requireDelivered(Delivery delivery) {
        if (delivery.failure() == null) {
            return;
        }
        String cause = delivery.failure().getMessage();
        String arrived =
                count(delivery.acknowledged(), "record") + " acknowledged by topic \"" + request.topic() + "\"";
        if (delivery.unknown() == 0) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    arrived + ", then Kafka refused one: " + cause,
                    "the records before it are in the topic; mend the record or the topic and send what follows",
                    delivery.failure());
        }
        throw new TidewaterException(
                ErrorCode.OUTCOME_UNKNOWN,
                arrived + ", and of " + delivery.unknown() + " more it cannot be known whether they arrived: " + cause,
                "see that Kafka is well (tidewater status), and compare topic and file before sending again",
                delivery.failure());
    }

    private ProduceReport report(Input input, Delivery delivery, TopicFacts facts, OptionalInt schemaId) {
        if (delivery.acknowledged() == 0) {
            notes.add(input.source().label() + " holds no record, so nothing was sent");
        }
        noteRetention(facts);
        return new ProduceReport(
                request.topic(),
                delivery.acknowledged(),
                delivery.bytes(),
                facts.partitions(),
                Duration.ofNanos(nanoTime.getAsLong() - begun),
                schemaId,
                delivery.offsets(),
                notes);
    }

    private void noteRetention(TopicFacts facts) {
        if (facts.retention().isEmpty() || oldest == Long.MAX_VALUE) {
            return;
        }
        Duration retention = facts.retention().get();
        if (Duration.between(Instant.ofEpochMilli(oldest), clock.instant()).compareTo(retention) > 0) {
            notes.add("topic \"" + request.topic() + "\" keeps records for " + retention.toHours()
                    + " hours after their timestamp, and the oldest is of " + Instant.ofEpochMilli(oldest)
                    + ": Kafka will delete it soon unless retention.ms is raised");
        }
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
