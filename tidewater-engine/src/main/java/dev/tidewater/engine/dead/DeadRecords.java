package dev.tidewater.engine.dead;

import dev.tidewater.engine.sql.DeadLetters;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.tables.LakeReader;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.TidewaterException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.RESTException;

/**
 * The records that no pipeline of a stack could decode: looks at them, and sends them again.
 *
 * <p>All calls throw {@link TidewaterException} UNREACHABLE if Kafka or the catalog does not answer; those of one topic
 * throw REFUSED if it does not exist.
 */
public final class DeadRecords implements AutoCloseable {
    private final LakeReader lake;
    private final Cluster cluster;
    private final ReplayLog log;
    private final Clock clock;

    public DeadRecords(Endpoints endpoints) {
        this.lake = reached(() -> new LakeReader(endpoints));
        this.cluster = new Cluster(endpoints.kafka().bootstrapServers());
        this.log = new ReplayLog(cluster, System::nanoTime);
        this.clock = Clock.systemUTC();
    }

    /** Every topic that has dead letters, by name. One that is gone is called as its lake table is. */
    public List<DeadTopic> topics() {
        Set<String> topics = cluster.topics();
        Map<String, Map<RecordId, Replayed>> replays = log.read();
        List<DeadTopic> found = new ArrayList<>();
        for (String name : new TreeSet<>(reached(() -> lake.tables(DeadLetters.DATABASE)))) {
            String topic = topics.stream()
                    .filter(each -> DeadLetters.tableOf(each).equals(name))
                    .findFirst()
                    .orElse(name);
            table(topic)
                    .flatMap(table -> reached(() -> table.figures(topic, replays.getOrDefault(topic, Map.of()))))
                    .ifPresent(found::add);
        }
        return found;
    }

    /**
     * The first dead letters of a topic.
     *
     * @param limit at least 1
     */
    public DeadLetterPage list(String topic, Wanted wanted, int limit) {
        requireKnown(topic);
        Map<RecordId, Replayed> replays = log.read().getOrDefault(topic, Map.of());
        return table(topic)
                .map(table -> reached(() -> table.page(wanted, limit, replays)))
                .orElseGet(() -> new DeadLetterPage(List.of(), false));
    }

    /** All of one record; REFUSED if it is no dead letter. */
    public DeadRecord show(String topic, RecordId id) {
        requireKnown(topic);
        Map<RecordId, Replayed> replays = log.read().getOrDefault(topic, Map.of());
        return table(topic)
                .flatMap(table -> reached(() -> table.record(topic, id, replays)))
                .orElseThrow(() -> Replay.missing(topic, id));
    }

    /** Tells what {@link #replay} would send. Throws as that does. */
    public ReplayReport rehearse(ReplayRequest request) {
        requireThere(request.topic());
        Map<RecordId, Replayed> replays = log.read().getOrDefault(request.topic(), Map.of());
        return reached(() -> new Replay(request, table(request.topic()), clock).rehearse(replays));
    }

    /**
     * Sends records to their topic again, those of a partition in the order of their offsets, and returns when all are
     * committed.
     *
     * @throws TidewaterException REFUSED: a record is no dead letter, nothing was sent; Kafka refuses, or another replay
     *     has begun: batches before may have been sent. USAGE: a value for other than one record. OUTCOME_UNKNOWN: the
     *     answer of Kafka was lost. What was sent is known to the next call in any case
     */
    public ReplayReport replay(ReplayRequest request) {
        requireThere(request.topic());
        try (KafkaReplay target = new KafkaReplay(cluster, log, request.topic())) {
            return reached(() -> new Replay(request, table(request.topic()), clock).run(target));
        }
    }

    @Override
    public void close() {
        cluster.close();
        lake.close();
    }

    private Optional<DeadTable> table(String topic) {
        return reached(() ->
                lake.table(DeadLetters.DATABASE, DeadLetters.tableOf(topic)).map(DeadTable::new));
    }

    /** A topic that is gone is known as long as the lake has its dead letters. */
    private void requireKnown(String topic) {
        Set<String> topics = cluster.topics();
        boolean isOfAnother =
                topics.stream().anyMatch(each -> DeadLetters.tableOf(each).equals(DeadLetters.tableOf(topic)));
        if (!topics.contains(topic) && (isOfAnother || table(topic).isEmpty())) {
            throw unknown(topic, topics);
        }
    }

    private void requireThere(String topic) {
        Set<String> topics = cluster.topics();
        if (!topics.contains(topic)) {
            throw unknown(topic, topics);
        }
    }

    private static TidewaterException unknown(String topic, Set<String> topics) {
        return new TidewaterException(
                ErrorCode.REFUSED,
                "topic \"" + topic + "\" does not exist"
                        + Nearest.to(topic, topics)
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse(""),
                "topics with dead letters: tidewater dead list");
    }

    private static <T> T reached(Supplier<T> call) {
        try {
            return call.get();
        } catch (RESTException e) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE,
                    "the catalog of the lake does not answer",
                    "see what is wrong with: tidewater status",
                    e);
        }
    }
}
