package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Reads.Read;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Debezium tells of each change of a row: before, after, op. Read as plain rows, a deletion is one row more. */
final class ChangelogTopicReadAsAppend implements Rule {
    private static final Set<String> PLAIN = Set.of("json", "avro", "avro-confluent");
    private static final String OP = "op";
    private static final String WRAPPER = "payload";

    @Override
    public String id() {
        return "changelog-topic-read-as-append";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (Read read : Reads.ofKafka(script)) {
            if (!read.table().connector().equals("kafka") || !PLAIN.contains(Tables.valueFormat(read.table()))) {
                continue;
            }
            String format =
                    Tables.valueFormat(read.table()).startsWith("avro") ? "debezium-avro-confluent" : "debezium-json";
            String hint =
                    "write 'format' = '" + format + "', and the columns of a row itself in place of before and after";
            if (isEnvelope(read.table()) && !readsOp(read)) {
                findings.add(
                        place(read),
                        "topic \"" + read.topic()
                                + "\" holds changes of rows (before, after, op), and nothing looks at op: each"
                                + " update and each deletion adds one more row to \""
                                + read.insert().target().shown() + "\"",
                        hint);
            } else if (isRegisteredAsChanges(script, read) && !isEnvelope(read.table())) {
                findings.add(
                        place(read),
                        "topic \"" + read.topic() + "\" holds changes of rows (before, after, op): the columns of \""
                                + read.table().shown()
                                + "\" are none of its fields, so every row is empty or none can be read",
                        hint);
            }
        }
    }

    private static Place place(Read read) {
        return read.option(read.table().option("format").isPresent() ? "format" : "value.format");
    }

    private static boolean isEnvelope(TableFacts table) {
        return isEnvelope(table.columns().stream()
                        .map(TableFacts.ColumnFacts::name)
                        .toList())
                || table.column(WRAPPER)
                        .filter(column -> isEnvelope(column.type()))
                        .isPresent();
    }

    private static boolean isEnvelope(LogicalType type) {
        return type instanceof RowType row && isEnvelope(row.getFieldNames());
    }

    private static boolean isEnvelope(List<String> names) {
        return names.containsAll(List.of("before", "after", OP));
    }

    /** Whoever reads op makes of the changes what they want, a history for example. */
    private static boolean readsOp(Read read) {
        return (read.table().column(OP).isPresent() && read.uses(OP))
                || read.insert()
                        .plan()
                        .all()
                        .flatMap(node -> node.attributes().values().stream())
                        .anyMatch(value -> value.contains(WRAPPER + "." + OP));
    }

    private static boolean isRegisteredAsChanges(CheckedScript script, Read read) {
        return script.session()
                .table(List.of("kafka", "topics", read.topic()))
                .flatMap(topic -> topic.option("kind"))
                .filter("changelog"::equalsIgnoreCase)
                .isPresent();
    }
}
