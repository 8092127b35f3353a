package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.PlanTables.Columns;
import dev.tidewater.engine.sql.TopicTable;
import dev.tidewater.engine.testing.Arrival.Timed;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of the rows that a test gives for one topic; what does not fit is noted, with its place. */
final class RecordMaker {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** The key as it is sent; of a topic whose keys have no schema, the column that it is read as. */
    private static final String KEY = "$key";

    private static final List<String> EXTRAS = List.of(KEY, "$value", "$timestamp", "$op", "$time");
    private static final List<String> CHANGES = List.of("c", "r", "u", "d");

    private final String topic;
    /** The column that the topic's settings make the time of its rows. */
    private final Optional<String> rowtimeField;

    private final Columns columns;
    private final TopicSpec spec;
    private final RecordBytes bytes;
    private final List<Finding> findings;
    /** The row that each key had last, for changes must say what was before. */
    private final Map<String, ObjectNode> last = new HashMap<>();

    /**
     * @param topic its full name
     * @param columns of the table that reads it
     * @param bytes how keys and values are written
     */
    RecordMaker(
            String topic,
            ConnectedTable table,
            Columns columns,
            TopicSpec spec,
            RecordBytes bytes,
            List<Finding> findings) {
        this.topic = topic;
        this.rowtimeField = Optional.ofNullable(table.options().get("rowtime.field"));
        this.columns = columns;
        this.spec = spec;
        this.bytes = bytes;
        this.findings = findings;
        List<String> names = names();
        spec.defaults().forEach((column, value) -> requireKnown(column, value.mark(), names));
        spec.key().forEach(column -> requireKnown(column, spec.mark(), names));
        spec.timestamp().ifPresent(column -> requireKnown(column, spec.mark(), names));
    }

    /** The records, each with the time of its event. */
    List<Timed<ProducerRecord<byte[], byte[]>>> make(List<GivenRow> rows) {
        List<Timed<ProducerRecord<byte[], byte[]>>> records = new ArrayList<>();
        for (GivenRow row : rows) {
            try {
                records.add(make(row));
            } catch (Fault e) {
                findings.add(e.mark.error(String.valueOf(e.getMessage()), e.hint));
            }
        }
        return records;
    }

    /** A row that cannot be sent. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Mark mark;
        private final String hint;

        private Fault(Mark mark, String message, String hint) {
            super(message);
            this.mark = mark;
            this.hint = hint;
        }
    }

    private Timed<ProducerRecord<byte[], byte[]>> make(GivenRow row) {
        if (row.value().isTextual()) {
            return timed(row, null, bytes(row.value().textValue()), NODES.objectNode());
        }
        ObjectNode whole = NODES.objectNode();
        row.value().properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
        List<String> names = names();
        whole.properties().forEach(field -> {
            if (field.getKey().startsWith("$") && EXTRAS.contains(field.getKey())) {
                return;
            }
            requireKnown(field.getKey(), row.markOf(field.getKey()), names);
        });
        byte[] key = whole.path(KEY).isMissingNode() || names.contains(KEY)
                ? null
                : bytes(whole.path(KEY).asText());
        if (whole.has("$value")) {
            JsonNode value = whole.path("$value");
            return timed(row, key, value.isNull() ? null : bytes(value.asText()), whole);
        }
        requireChange(row, whole);
        boolean isDeletion = whole.path("$op").asText().equals("d");
        ObjectNode fitted = fitted(row, whole, isDeletion);
        return timed(row, key == null ? key(row, fitted) : key, value(row, whole, fitted), merged(whole, fitted));
    }

    private void requireChange(GivenRow row, ObjectNode whole) {
        if (!whole.has("$op")) {
            return;
        }
        String op = whole.path("$op").asText();
        List<String> known = bytes.isChangelog() ? CHANGES : bytes.replaces() ? List.of("c", "u", "d") : List.of();
        if (known.isEmpty()) {
            throw new Fault(
                    row.markOf("$op"),
                    "topic \"" + spec(topic) + "\" does not tell of changes: its rows are only added",
                    "leave out $op");
        }
        if (!known.contains(op)) {
            throw new Fault(
                    row.markOf("$op"),
                    "\"" + op + "\" is no change",
                    "$op is c (created), u (updated), d (deleted) or r (read)");
        }
    }

    private static ObjectNode merged(ObjectNode whole, ObjectNode fitted) {
        ObjectNode merged = whole.deepCopy();
        merged.setAll(fitted);
        return merged;
    }

    /** The columns as their types want them, with defaults. */
    private ObjectNode fitted(GivenRow row, ObjectNode whole, boolean isDeletion) {
        ObjectNode fitted = NODES.objectNode();
        List<String> missing = new ArrayList<>();
        for (TopicTable.Column column : columns.columns()) {
            String name = column.name();
            JsonNode given = whole.get(name);
            GivenValue usual = spec.defaults().get(name);
            Mark mark = given == null && usual != null ? usual.mark() : row.markOf(name);
            JsonNode value = given == null && usual != null ? usual.value() : given;
            if (value == null) {
                if (column.type().endsWith("NOT NULL") && bytes.emptyIfMissing(column)) {
                    fitted.set(name, column.type().startsWith("MAP") ? NODES.objectNode() : NODES.arrayNode());
                } else if (column.type().endsWith("NOT NULL") && !isDeletion) {
                    missing.add(name);
                }
                continue;
            }
            try {
                fitted.set(name, Fit.to(column.type(), value));
            } catch (IllegalArgumentException e) {
                throw new Fault(mark, "column \"" + name + "\" " + e.getMessage(), "");
            }
        }
        if (!missing.isEmpty()) {
            throw new Fault(
                    row.mark(),
                    "the row has no value of "
                            + missing.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "))
                            + ", and these columns are NOT NULL",
                    "give it one, or all rows under topics: " + spec(topic) + ": defaults:");
        }
        return fitted;
    }

    private static String spec(String topic) {
        return topic.substring(topic.indexOf('-') + 1);
    }

    private void requireKnown(String column, Mark mark, List<String> names) {
        if (names.isEmpty() || names.contains(column)) {
            return;
        }
        findings.add(mark.error(
                "topic \"" + spec(topic) + "\" has no column \"" + column + "\"",
                Nearest.to(column, names)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("it has: " + String.join(", ", names))));
    }

    private List<String> names() {
        return columns.columns().stream().map(TopicTable.Column::name).toList();
    }

    private byte @Nullable [] value(GivenRow row, ObjectNode whole, ObjectNode fitted) {
        try {
            if (bytes.isChangelog()) {
                return change(row, whole, fitted);
            }
            return bytes.replaces() && whole.path("$op").asText().equals("d") ? null : bytes.value(fitted);
        } catch (IllegalArgumentException e) {
            throw new Fault(row.mark(), String.valueOf(e.getMessage()), "");
        }
    }

    /** An event of Debezium: {@code $op} is c, u, d or r, {@code $time} when it was committed at the source. */
    private byte[] change(GivenRow row, ObjectNode whole, ObjectNode fitted) {
        List<String> identity = columns.key().isEmpty() ? spec.key() : columns.key();
        if (identity.isEmpty() && whole.path("$op").asText().equals("u")) {
            throw new Fault(
                    row.markOf("$op"),
                    "the row before an update is found by its key, and topic \"" + spec(topic) + "\" has none",
                    "name its columns under topics: " + spec(topic) + ": key:");
        }
        String key =
                identity.stream().map(column -> fitted.path(column).asText()).collect(Collectors.joining("\n"));
        ObjectNode before = identity.isEmpty() ? fitted : last.getOrDefault(key, fitted);
        last.put(key, fitted);
        return bytes.change(
                whole.path("$op").asText("c"),
                before,
                fitted,
                moment(row, whole, "$time").orElse(0L));
    }

    private byte @Nullable [] key(GivenRow row, ObjectNode fitted) {
        byte[] own = tableKey(row, fitted);
        if (own != null || spec.key().isEmpty()) {
            return own;
        }
        for (String column : spec.key()) {
            if (fitted.path(column).isMissingNode() || fitted.path(column).isNull()) {
                throw new Fault(row.mark(), "the row has no value of \"" + column + "\", which is its key", "");
            }
        }
        if (spec.key().size() == 1) {
            return bytes(fitted.path(spec.key().get(0)).asText());
        }
        ObjectNode key = NODES.objectNode();
        spec.key().forEach(column -> key.set(column, fitted.path(column)));
        return bytes(key.toString());
    }

    /** As the table reads it; null if it does not read keys. */
    private byte @Nullable [] tableKey(GivenRow row, ObjectNode fitted) {
        try {
            return bytes.key(fitted);
        } catch (IllegalArgumentException e) {
            throw new Fault(row.mark(), "the row's key: " + e.getMessage(), "");
        }
    }

    private Timed<ProducerRecord<byte[], byte[]>> timed(
            GivenRow row, byte @Nullable [] key, byte @Nullable [] value, ObjectNode all) {
        // A time far ahead of its record's timestamp would make the record a bad one.
        Optional<Long> timestamp = moment(row, all, "$timestamp")
                .or(() -> spec.timestamp().flatMap(column -> moment(row, all, column)))
                .or(() -> rowtimeField.flatMap(column -> moment(row, all, column)));
        Long stamp = timestamp.isPresent() ? timestamp.get() : null;
        long time = columns.rowtime()
                .flatMap(column -> moment(row, all, column))
                .or(() -> rowtimeField.flatMap(column -> moment(row, all, column)))
                .or(() -> moment(row, all, "$time"))
                .or(() -> timestamp)
                .orElse(0L);
        return new Timed<>(new ProducerRecord<>(topic, 0, stamp, key, value), time);
    }

    private static Optional<Long> moment(GivenRow row, ObjectNode all, String column) {
        JsonNode value = all.path(column);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isIntegralNumber()) {
            return Optional.of(value.longValue());
        }
        try {
            Instant moment = Fit.moment(value.asText());
            return Optional.of(moment.toEpochMilli());
        } catch (DateTimeException e) {
            throw new Fault(
                    row.markOf(column),
                    "\"" + value.asText() + "\" is no time",
                    "write it as 2026-01-31 12:00:00, in UTC");
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
