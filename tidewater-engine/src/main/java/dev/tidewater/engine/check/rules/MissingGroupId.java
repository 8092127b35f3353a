package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding.Level;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Without a group nobody knows where reading stopped; Flink refuses the INSERT, in words of its own, and names no table. */
final class MissingGroupId implements Rule {
    private static final String GROUP = "properties.group.id";
    private static final String RESET = "properties.auto.offset.reset";
    private static final String RESET_TO = "earliest";

    @Override
    public String id() {
        return "missing-group-id";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public boolean explainsRefusals() {
        return true;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        script.statements(Kind.CREATE_TABLE).forEach(create -> {
            Optional<TableFacts> table = script.table(create).filter(Tables::readsFromGroupOffsets);
            if (table.isPresent() && table.get().option(GROUP).isEmpty() && isRead(script, table.get())) {
                findings.add(
                        create.with(),
                        "Flink refuses to read \"" + table.get().shown()
                                + "\": it is to begin where its group stopped, and it has no group",
                        "add '" + GROUP + "' = '" + group(script) + "' and '" + RESET + "' = '" + RESET_TO + "'",
                        Options.adding(create, new TreeMap<>(Map.of(GROUP, group(script), RESET, RESET_TO))));
            }
        });
    }

    private static boolean isRead(CheckedScript script, TableFacts table) {
        return script.statements(Kind.INSERT)
                .filter(insert -> !insert.accepted())
                .anyMatch(insert -> isRead(script, insert, table));
    }

    /** Whether it is named there, or in a view that is, without a hint that mends it. */
    private static boolean isRead(CheckedScript script, CheckedStatement statement, TableFacts table) {
        boolean isHinted = Options.key(statement, GROUP).isPresent()
                || Options.key(statement, "scan.startup.mode").isPresent();
        return !isHinted
                && Names.read(statement).stream()
                        .flatMap(name -> script.table(statement, name).stream())
                        .anyMatch(read -> read.path().equals(table.path())
                                || script.creating(read)
                                        .filter(view -> view.is(Kind.CREATE_VIEW))
                                        .filter(view -> isRead(script, view, table))
                                        .isPresent());
    }

    /** The pipeline's name: a group of its own for each. */
    private static String group(CheckedScript script) {
        String file = script.source().file();
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return name.replaceFirst("\\.sql$", "");
    }
}
