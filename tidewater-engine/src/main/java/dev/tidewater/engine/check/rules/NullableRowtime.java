package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Times.Timed;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.check.script.SqlTrees;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import dev.tidewater.model.Finding.Level;
import org.apache.flink.sql.parser.ddl.SqlWatermark;

/** A row without a time has no place in event time: windows, joins and sinks fail on it. */
final class NullableRowtime implements Rule {
    @Override
    public String id() {
        return "nullable-rowtime";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (Timed timed : Times.read(script)) {
            boolean isParsed = timed.expression()
                    .filter(expression ->
                            !SqlTrees.calls(expression, "TO_TIMESTAMP").isEmpty())
                    .isPresent();
            boolean isOfNullable = timed.origins().stream().anyMatch(NullableRowtime::mayBeNull);
            if (!Tables.isKafka(timed.table())
                    || !timed.column().type().isNullable()
                    || timed.isOfSource()
                    || !(isParsed || isOfNullable)) {
                continue;
            }
            String name = timed.column().name();
            findings.add(
                    place(timed),
                    (isParsed
                                    ? "a record of \"" + timed.table().shown()
                                            + "\" whose time cannot be parsed has NULL in \"" + name + "\""
                                    : "\"" + name + "\" of \"" + timed.table().shown() + "\" may be NULL")
                            + ": the job fails at such a record, and again at each restart",
                    isParsed
                            ? "give such records a time of their own, COALESCE(" + text(timed)
                                    + ", TIMESTAMP '1970-01-01 00:00:00'), and filter them out"
                            : "if each record has a time, say so: NOT NULL; if not, compute one, event_time AS COALESCE("
                                    + name
                                    + ", TIMESTAMP '1970-01-01 00:00:00'), put the WATERMARK on it and filter these rows"
                                    + " out");
        }
    }

    private static boolean mayBeNull(ColumnFacts origin) {
        return origin.kind() == ColumnFacts.Kind.PHYSICAL && origin.type().isNullable();
    }

    private static String text(Timed timed) {
        return timed.expression()
                .map(expression -> timed.statement().at(expression).text())
                .orElse(timed.column().name());
    }

    private static Place place(Timed timed) {
        return timed.statement().all(SqlWatermark.class).stream()
                .findFirst()
                .map(watermark -> timed.statement().at(watermark.getEventTimeColumnName()))
                .orElseGet(timed.statement()::start);
    }
}
