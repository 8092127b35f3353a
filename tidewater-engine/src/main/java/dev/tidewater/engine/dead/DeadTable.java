package dev.tidewater.engine.dead;

import dev.tidewater.engine.dead.Batches.Sized;
import dev.tidewater.engine.tables.LakeTable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * The lake table of a topic's dead letters. Each pipeline that reads the topic has written a row for a record; here a
 * record is there once.
 */
final class DeadTable {
    private static final List<String> PLACE = List.of("partition", "offset");
    private static final List<String> FIGURES = List.of("partition", "offset", "timestamp", "reason");
    private static final List<String> LETTER =
            List.of("partition", "offset", "timestamp", "reason", "message", "pipeline");
    private static final List<String> ALL =
            List.of("partition", "offset", "timestamp", "reason", "message", "pipeline", "headers", "key", "value");

    private final LakeTable table;

    DeadTable(LakeTable table) {
        this.table = table;
    }

    /** Empty if the table is. */
    Optional<DeadTopic> figures(String topic, Map<RecordId, Replayed> replays) {
        Figures figures = new Figures();
        SeenRecords seen = new SeenRecords();
        table.scan(FIGURES, Expressions.alwaysTrue(), row -> {
            RecordId id = id(row);
            if (seen.add(id)) {
                figures.add(text(row, "reason"), timestamp(row), replays.containsKey(id));
            }
        });
        return figures.of(topic);
    }

    /** The first ones, of which no more than these are held in memory. */
    DeadLetterPage page(Wanted wanted, int limit, Map<RecordId, Replayed> replays) {
        TreeMap<RecordId, Letter> first = new TreeMap<>();
        table.scan(LETTER, filter(wanted), row -> {
            RecordId id = id(row);
            if (first.size() <= limit || id.compareTo(first.lastKey()) <= 0) {
                first.computeIfAbsent(id, none -> new Letter(row)).pipelines.add(text(row, "pipeline"));
                if (first.size() > limit + 1) {
                    first.pollLastEntry();
                }
            }
        });
        return new DeadLetterPage(
                first.entrySet().stream()
                        .limit(limit)
                        .map(letter -> letter.getValue().of(letter.getKey(), replays))
                        .toList(),
                first.size() > limit);
    }

    Optional<DeadRecord> record(String topic, RecordId id, Map<RecordId, Replayed> replays) {
        List<Record> rows = new ArrayList<>();
        table.scan(ALL, between(id, id), rows::add);
        return rows.stream().findFirst().map(row -> {
            Letter letter = new Letter(row);
            rows.forEach(each -> letter.pipelines.add(text(each, "pipeline")));
            return whole(topic, row, letter.of(id, replays));
        });
    }

    /** Which records there are, in their order, and how large. Values are looked at and not held. */
    List<Sized> sizes(Wanted wanted) {
        Set<RecordId> ids = wanted instanceof Wanted.Records some ? new HashSet<>(some.ids()) : Set.of();
        List<Sized> found = new ArrayList<>();
        SeenRecords seen = new SeenRecords();
        List<String> columns = new ArrayList<>(PLACE);
        columns.add("value");
        table.scan(columns, filter(wanted), row -> {
            RecordId id = id(row);
            if ((ids.isEmpty() || ids.contains(id)) && seen.add(id)) {
                ByteBuffer value = (ByteBuffer) row.getField("value");
                found.add(new Sized(id, value == null ? 0 : value.remaining()));
            }
        });
        found.sort(Comparator.comparing(Sized::id));
        return found;
    }

    /**
     * All of these records, in their order.
     *
     * @param ids sorted, of one partition
     */
    List<DeadRecord> records(String topic, List<RecordId> ids) {
        Set<RecordId> missing = new HashSet<>(ids);
        TreeMap<RecordId, DeadRecord> found = new TreeMap<>();
        table.scan(ALL, between(ids.get(0), ids.get(ids.size() - 1)), row -> {
            RecordId id = id(row);
            if (missing.remove(id)) {
                found.put(id, whole(topic, row, new Letter(row).of(id, Map.of())));
            }
        });
        return List.copyOf(found.values());
    }

    private static Expression filter(Wanted wanted) {
        if (wanted instanceof Wanted.OfReason one) {
            return Expressions.equal("reason", one.reason());
        }
        return wanted instanceof Wanted.Records some
                ? Expressions.in(
                        "offset", some.ids().stream().map(RecordId::offset).toArray())
                : Expressions.alwaysTrue();
    }

    private static Expression between(RecordId first, RecordId last) {
        return Expressions.and(
                Expressions.equal("partition", first.partition()),
                Expressions.greaterThanOrEqual("offset", first.offset()),
                Expressions.lessThanOrEqual("offset", last.offset()));
    }

    private static DeadRecord whole(String topic, Record row, DeadLetter letter) {
        List<DeadRecord.Header> headers = new ArrayList<>();
        for (Object header : (List<?>) row.getField("headers")) {
            Record pair = (Record) header;
            headers.add(new DeadRecord.Header(text(pair, "key"), bytes(pair.getField("value"))));
        }
        return new DeadRecord(topic, letter, headers, bytes(row.getField("key")), bytes(row.getField("value")));
    }

    private static RecordId id(Record row) {
        return new RecordId((int) row.getField("partition"), (long) row.getField("offset"));
    }

    private static Instant timestamp(Record row) {
        return ((OffsetDateTime) row.getField("timestamp")).toInstant();
    }

    private static String text(Record row, String column) {
        return row.getField(column).toString();
    }

    private static byte @Nullable [] bytes(@Nullable Object field) {
        if (field == null) {
            return null;
        }
        ByteBuffer buffer = ((ByteBuffer) field).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** A dead letter whose pipelines are still being gathered. What it says is what the first row says. */
    private static final class Letter {
        private final Instant timestamp;
        private final String reason;
        private final String message;
        private final Set<String> pipelines = new TreeSet<>();

        Letter(Record row) {
            this.timestamp = timestamp(row);
            this.reason = text(row, "reason");
            this.message = text(row, "message");
        }

        DeadLetter of(RecordId id, Map<RecordId, Replayed> replays) {
            return new DeadLetter(
                    id, timestamp, reason, message, List.copyOf(pipelines), Optional.ofNullable(replays.get(id)));
        }
    }
}
