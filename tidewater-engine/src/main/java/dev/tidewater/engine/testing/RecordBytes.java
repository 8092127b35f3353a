package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.produce.ValueBytes;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.PlanTables.Columns;
import dev.tidewater.engine.sql.RowBytes;
import dev.tidewater.engine.sql.TopicTable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keys and values of one topic's records, as the table that reads them wants them. */
final class RecordBytes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final String TIME = "ts_ms";

    /** Schemas of the topic's subjects, which whoever makes the topic knows. */
    interface Schemas {
        /** The one that is registered. */
        Optional<Registered> of(String side);

        /** Registers one in Avro. */
        int register(String side, String schema);
    }

    /** A schema with its id. */
    record Registered(String schema, int id) {}

    /** Makes bytes of a row; throws {@link IllegalArgumentException} saying what does not fit. */
    private interface Encoder {
        byte[] encode(ObjectNode row);
    }

    private final String format;
    private final boolean replaces;
    private final List<Column> values;
    private final List<Column> keys;
    private final String prefix;
    private final Encoder value;
    private final Optional<Encoder> key;

    /**
     * @throws IllegalArgumentException saying why no records can be made
     */
    RecordBytes(ConnectedTable table, Columns columns, Schemas schemas) {
        Map<String, String> options = table.options();
        this.format = valueFormat(table);
        this.replaces = replaces(table);
        this.prefix = options.getOrDefault("key.fields-prefix", "");
        List<String> keyFields = keyFields(table, columns);
        this.keys = columns.columns().stream()
                .filter(column -> keyFields.contains(column.name()))
                .toList();
        boolean exceptKey = options.getOrDefault("value.fields-include", "ALL").equals("EXCEPT_KEY");
        this.values = columns.columns().stream()
                .filter(column -> !exceptKey || !keyFields.contains(column.name()))
                .toList();
        Optional<String> role = options.containsKey("value.format") ? Optional.of("value") : Optional.empty();
        this.value = value(RowBytes.options(table, role, format), schemas);
        String keyFormat = options.getOrDefault("key.format", "");
        this.key = keys.isEmpty() || keyFormat.isEmpty()
                ? Optional.empty()
                : Optional.of(plain(
                        keyFormat,
                        RowBytes.options(table, Optional.of("key"), keyFormat),
                        keys.stream()
                                .map(column -> new Column(nameInKey(column), column.type()))
                                .toList(),
                        "-key",
                        schemas));
    }

    private static String valueFormat(ConnectedTable table) {
        Map<String, String> options = table.options();
        return options.getOrDefault("value.format", options.getOrDefault("format", "raw"));
    }

    /** Whether records are changes that a database has made, told by Debezium. */
    static boolean isChangelog(ConnectedTable table) {
        return valueFormat(table).contains("debezium");
    }

    /** Whether records replace those of the same key. */
    static boolean replaces(ConnectedTable table) {
        return table.options().getOrDefault("connector", "").equals("upsert-kafka")
                || table.options().getOrDefault("kind", "").equalsIgnoreCase("upsert");
    }

    private static List<String> keyFields(ConnectedTable table, Columns columns) {
        String fields = table.options().get("key.fields");
        return fields == null
                ? replaces(table) ? columns.key() : List.of()
                : Arrays.stream(fields.split(";"))
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private String nameInKey(Column column) {
        return column.name().startsWith(prefix) ? column.name().substring(prefix.length()) : column.name();
    }

    boolean isChangelog() {
        return format.contains("debezium");
    }

    boolean replaces() {
        return replaces;
    }

    /** Whether what is not there is empty, not null. */
    boolean emptyIfMissing(Column column) {
        return format.endsWith("protobuf")
                && (column.type().startsWith("ARRAY") || column.type().startsWith("MAP"));
    }

    private Encoder value(Map<String, String> options, Schemas schemas) {
        return switch (format) {
            case "debezium-avro-confluent", "tidewater-debezium-avro" -> avroChange(schemas);
            case "debezium-json" -> jsonChange("json", jsonOptions(options), options);
            case "tidewater-debezium-json" ->
                options.containsKey("url")
                        ? change("tidewater-json", options)
                        : jsonChange("tidewater-json", options, options);
            case "tidewater-debezium-protobuf" -> change("tidewater-protobuf", options);
            default -> plain(format, options, values, "-value", schemas);
        };
    }

    private static Encoder plain(
            String format, Map<String, String> options, List<Column> columns, String side, Schemas schemas) {
        boolean isAvro =
                format.equals("avro-confluent") || format.equals("tidewater-avro") && !options.containsKey("layout");
        if (!isAvro) {
            return RowBytes.of(format, options, columns)::encode;
        }
        Optional<Registered> known = schemas.of(side);
        if (known.isPresent()) {
            return ValueBytes.avro(known.get().schema(), known.get().id())::encode;
        }
        String derived = AvroFromColumns.schema(columns).orElseThrow(RecordBytes::tooRich);
        return ValueBytes.avro(derived, schemas.register(side, derived))::encode;
    }

    private static IllegalArgumentException tooRich() {
        return new IllegalArgumentException("it has no schema, and its columns are too rich to make one");
    }

    /** Debezium's envelope is told by the topic's schema, with all that it wants to know of the source. */
    private Encoder avroChange(Schemas schemas) {
        String side = "-value";
        Registered envelope = schemas.of(side).orElseGet(() -> {
            String derived = AvroFromColumns.envelope(values).orElseThrow(RecordBytes::tooRich);
            return new Registered(derived, schemas.register(side, derived));
        });
        ValueBytes bytes = ValueBytes.avro(envelope.schema(), envelope.id());
        return event -> bytes.encode(AvroFromColumns.completed(envelope.schema(), event));
    }

    /** JSON that names no schema: what the format writes of a row stands in an envelope, which may stand in another. */
    private Encoder jsonChange(String rows, Map<String, String> rowOptions, Map<String, String> options) {
        RowBytes bytes = RowBytes.of(rows, rowOptions, values);
        boolean inPayload = options.getOrDefault("schema-include", "false").equals("true");
        return event -> {
            ObjectNode written = event.deepCopy();
            for (String image : List.of("before", "after")) {
                if (event.path(image) instanceof ObjectNode row) {
                    written.set(image, bytes.tree(row));
                }
            }
            ObjectNode whole = inPayload ? NODES.objectNode().set("payload", written) : written;
            return RecordMaker.bytes(whole.toString());
        };
    }

    /** Flink's format of changes has the options of its JSON, and one more. */
    private static Map<String, String> jsonOptions(Map<String, String> options) {
        Map<String, String> json = new TreeMap<>(options);
        json.remove("schema-include");
        return json;
    }

    /** An envelope of a registered schema. What it tells beside the rows differs from connector to connector. */
    private Encoder change(String rows, Map<String, String> options) {
        Column source = new Column("source", "ROW<`" + TIME + "` BIGINT>");
        Column seen = new Column(TIME, "BIGINT");
        IllegalArgumentException why = null;
        for (List<Column> more : List.of(List.of(source, seen), List.of(seen), List.of(source), List.<Column>of())) {
            String row = row();
            List<Column> envelope = new ArrayList<>(
                    List.of(new Column("before", row), new Column("after", row), new Column("op", "STRING NOT NULL")));
            envelope.addAll(more);
            try {
                RowBytes bytes = RowBytes.of(rows, options, envelope);
                return event -> bytes.encode(event);
            } catch (IllegalArgumentException e) {
                why = e;
            }
        }
        throw new IllegalArgumentException(why == null ? "" : why.getMessage(), why);
    }

    private String row() {
        List<String> fields = new ArrayList<>();
        values.forEach(column -> fields.add("`" + column.name().replace("`", "``") + "` " + column.type()));
        return "ROW<" + String.join(", ", fields) + ">";
    }

    /** @throws IllegalArgumentException saying what does not fit */
    byte[] value(ObjectNode row) {
        return value.encode(only(row, values));
    }

    /**
     * An event of Debezium.
     *
     * @param op c, r, u or d
     * @param time when the change was made, in milliseconds
     * @throws IllegalArgumentException saying what does not fit
     */
    byte[] change(String op, ObjectNode before, ObjectNode row, long time) {
        ObjectNode event = NODES.objectNode();
        event.set("before", op.equals("c") || op.equals("r") ? NODES.nullNode() : only(before, values));
        event.set("after", op.equals("d") ? NODES.nullNode() : only(row, values));
        event.put("op", op);
        event.putObject("source").put(TIME, time);
        event.put(TIME, time);
        return value.encode(event);
    }

    /** Null if records have none, or the row has none of its columns. */
    byte @Nullable [] key(ObjectNode row) {
        if (key.isEmpty()
                || keys.stream().allMatch(column -> row.path(column.name()).isMissingNode())) {
            return null;
        }
        ObjectNode own = NODES.objectNode();
        keys.forEach(column -> own.set(nameInKey(column), row.path(column.name())));
        return key.get().encode(own);
    }

    private static ObjectNode only(ObjectNode row, List<Column> columns) {
        ObjectNode own = NODES.objectNode();
        for (Column column : columns) {
            JsonNode value = row.get(column.name());
            if (value != null) {
                own.set(column.name(), value);
            }
        }
        return own;
    }
}
