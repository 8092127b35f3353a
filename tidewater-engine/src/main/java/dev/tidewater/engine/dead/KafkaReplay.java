package dev.tidewater.engine.dead;

import dev.tidewater.engine.dead.Cluster.TopicFacts;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records again, each once, whatever dies at whatever moment.
 *
 * <p>A batch is one Kafka transaction over the topic and the {@link ReplayLog}: its records and the notes that they were
 * sent are both there or both not, for whoever reads what is committed, as pipelines do. All replays of a topic have one
 * {@code transactional.id}. A replay {@link #begin begins} with {@code initTransactions}, which returns only when the
 * transaction of whoever was at work under this id has ended: committed if its commit had reached the broker, aborted if
 * not. Only then is the log read, to its end. So:
 *
 * <ul>
 *   <li>Killed before a commit is asked for: the next replay, or the broker after half a minute, aborts. Neither records
 *       nor notes are there; they are sent by the next one.
 *   <li>Killed while a commit is asked for, or its answer is lost: the broker knows, and the next replay waits until
 *       the answer can be read from the log. Either both are there and it skips them, or neither.
 *   <li>Killed between two batches: the first are in the log and skipped, the others are not and are sent.
 *   <li>Killed after the last: all are in the log.
 *   <li>Two at the same time: the later one's {@code initTransactions} takes the id over. Whatever the earlier one has
 *       committed, the later one reads; whatever it sends from then on, the broker refuses.
 * </ul>
 *
 * <p>What is read from the lake cannot be lost meanwhile: dead letters are only ever added there.
 */
final class KafkaReplay implements ReplayTarget {
    /** Header that a record sent again has more than the first time: where that was. */
    static final String HEADER = "tidewater-replay-of";

    /** Readers of the topic wait for an open transaction, so one whose owner died must not stay open for long. */
    private static final Duration TRANSACTION = Duration.ofSeconds(30);

    /** The broker looks for transactions to abort every ten seconds. */
    private static final Duration PATIENCE = TRANSACTION.plusSeconds(30);

    private static final long BUFFER_BYTES = 64L << 20;

    private final Cluster cluster;
    private final ReplayLog log;
    private final String topic;
    private final TopicFacts facts;
    private @Nullable Producer<byte @Nullable [], byte @Nullable []> producer;

    KafkaReplay(Cluster cluster, ReplayLog log, String topic) {
        this.cluster = cluster;
        this.log = log;
        this.topic = topic;
        this.facts = cluster.facts(topic);
    }

    @Override
    public Map<RecordId, Replayed> begin() {
        cluster.createCompacted(ReplayLog.TOPIC);
        try {
            producer().initTransactions();
        } catch (KafkaException e) {
            throw cluster.unreachable(e);
        }
        return log.readToTheEnd(topic, PATIENCE);
    }

    @Override
    public void send(List<Outgoing> batch) {
        try {
            producer().beginTransaction();
            for (Outgoing outgoing : batch) {
                producer().send(record(outgoing.record(), facts.partitions()));
                producer()
                        .send(ReplayLog.entry(topic, outgoing.record().letter().record(), outgoing.replayed()));
            }
            // Waits for all of them, and throws what any has met.
            producer().commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw takenOver(e);
        } catch (TimeoutException | InterruptException e) {
            throw new TidewaterException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "Kafka did not say whether the last " + batch.size() + " records were sent",
                    "run the same command again: it finds out, and sends nothing twice",
                    e);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            // A transaction that is open here has failed: the broker aborts it, or whoever replays next.
            producer.close(Duration.ZERO);
        }
    }

    /** Partition, key, headers and timestamp are the record's; a partition that is gone is chosen anew by the key. */
    static ProducerRecord<byte @Nullable [], byte @Nullable []> record(DeadRecord record, int partitions) {
        RecordId id = record.letter().record();
        ProducerRecord<byte @Nullable [], byte @Nullable []> again = new ProducerRecord<>(
                record.topic(),
                id.partition() < partitions ? id.partition() : null,
                record.letter().timestamp().toEpochMilli(),
                record.key(),
                record.value());
        record.headers().forEach(header -> again.headers().add(header.key(), header.value()));
        again.headers().add(HEADER, id.toString().getBytes(StandardCharsets.UTF_8));
        return again;
    }

    /** The transaction cannot be committed any more. Aborting it lets readers go on at once. */
    private TidewaterException failed(KafkaException failure) {
        try {
            producer().abortTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            return takenOver(e);
        } catch (KafkaException e) {
            // The broker does it, after its time.
            failure.addSuppressed(e);
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new TidewaterException(
                ErrorCode.REFUSED,
                "Kafka does not take the records: " + cause.getMessage(),
                "mend that and run the same command again: what was sent before is not sent twice",
                failure);
    }

    private TidewaterException takenOver(KafkaException cause) {
        return new TidewaterException(
                ErrorCode.REFUSED,
                "this replay of topic \"" + topic + "\" was ended: another one has begun, or Kafka was too slow",
                "when no other one is at work, run the same command again: what was sent is not sent twice",
                cause);
    }

    private Producer<byte @Nullable [], byte @Nullable []> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            cluster.bootstrapServers(),
                            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                            "tidewater-replay-" + topic,
                            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                            (int) TRANSACTION.toMillis(),
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            TRANSACTION.toMillis(),
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            (int) TRANSACTION.toMillis(),
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            10_000,
                            ProducerConfig.LINGER_MS_CONFIG,
                            20,
                            ProducerConfig.BUFFER_MEMORY_CONFIG,
                            Math.max(BUFFER_BYTES, 2L * facts.maxBatchBytes()),
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            facts.maxBatchBytes()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }
}
