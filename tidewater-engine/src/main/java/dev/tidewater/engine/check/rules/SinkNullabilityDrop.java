package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import java.util.stream.Collectors;

/** Flink stops at NULL for a column NOT NULL, unless it is told to drop the row. Then it drops it, without a count. */
final class SinkNullabilityDrop implements Rule {
    private static final String ENFORCER = "table.exec.sink.not-null-enforcer";

    @Override
    public String id() {
        return "sink-nullability-drop";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            boolean drops = insert.statement()
                    .setting(ENFORCER)
                    .filter("DROP"::equalsIgnoreCase)
                    .isPresent();
            List<String> columns = insert.target().columns().stream()
                    .filter(column -> column.kind() == ColumnFacts.Kind.PHYSICAL
                            && !column.type().isNullable()
                            && Inserts.mayBeNull(insert, column.name()))
                    .map(ColumnFacts::name)
                    .toList();
            if (drops && !columns.isEmpty()) {
                String shown =
                        columns.stream().map(column -> "\"" + column + "\"").collect(Collectors.joining(" or "));
                findings.add(
                        insert.statement().target(),
                        "a row without " + shown + " never comes to \""
                                + insert.target().shown() + "\", and nobody is told: " + ENFORCER + " is DROP",
                        "write COALESCE(" + columns.get(0)
                                + ", …) or a WHERE that says which rows to leave out, and take the SET"
                                + " away: the default stops at such a row");
            }
        }
    }
}
