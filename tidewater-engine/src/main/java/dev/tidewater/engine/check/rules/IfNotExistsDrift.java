package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import dev.tidewater.model.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** CREATE TABLE IF NOT EXISTS leaves a table that exists as it is, whatever the statement says. */
final class IfNotExistsDrift implements Rule {
    @Override
    public String id() {
        return "if-not-exists-drift";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        script.statements(Kind.CREATE_TABLE)
                .forEach(create -> script.table(create)
                        .ifPresent(stored -> script.session()
                                .declaredAnew(stored.path())
                                .ifPresent(declared -> compare(create, declared, stored, findings))));
    }

    private static void compare(CheckedStatement create, TableFacts declared, TableFacts stored, Findings findings) {
        List<String> differences = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        for (ColumnFacts column : declared.columns()) {
            ColumnFacts there = stored.column(column.name()).orElse(null);
            if (there == null) {
                differences.add("it has no \"" + column.name() + "\"");
                changes.add("ADD (" + column.name() + " " + shown(column.type().copy(true)) + ")");
            } else if (!there.type().equals(column.type())) {
                differences.add(
                        "\"" + column.name() + "\" is " + shown(there.type()) + ", not " + shown(column.type()));
                if (isWider(there.type(), column.type())) {
                    changes.add("MODIFY (" + column.name() + " " + shown(column.type()) + ")");
                }
            }
        }
        stored.columns().stream()
                .filter(column -> declared.column(column.name()).isEmpty())
                .forEach(column -> differences.add("it has \"" + column.name() + "\" as well"));
        if (differences.isEmpty() && !names(declared).equals(names(stored))) {
            differences.add("its columns stand in the order " + String.join(", ", names(stored)));
        }
        keys("primary key", declared.primaryKey(), stored.primaryKey(), differences);
        keys("partition", declared.partitionKeys(), stored.partitionKeys(), differences);
        if (!differences.isEmpty()) {
            findings.add(
                    create.start(),
                    "table \"" + stored.shown() + "\" exists and stays as it is, which is not as declared here: "
                            + String.join("; ", differences),
                    "declare it here as it is, or "
                            + (changes.isEmpty() ? "write to a new table" : "change it: " + alter(stored, changes)));
        }
    }

    private static void keys(String what, List<String> declared, List<String> stored, List<String> differences) {
        if (!declared.equals(stored)) {
            differences.add("its " + what + " is " + shown(stored) + ", not " + shown(declared));
        }
    }

    private static String shown(List<String> columns) {
        return columns.isEmpty() ? "none" : "(" + String.join(", ", columns) + ")";
    }

    private static String alter(TableFacts table, List<String> changes) {
        return changes.stream()
                .map(change -> "ALTER TABLE " + table.shown() + " " + change)
                .collect(Collectors.joining("; "));
    }

    /** Whether Iceberg can change a column to it: to a wider number, or to one that may be NULL. */
    private static boolean isWider(LogicalType stored, LogicalType declared) {
        if (stored.copy(declared.isNullable()).equals(declared)) {
            return declared.isNullable();
        }
        boolean isDecimal = stored instanceof DecimalType from
                && declared instanceof DecimalType to
                && from.getScale() == to.getScale()
                && from.getPrecision() < to.getPrecision();
        boolean isNumber = (stored.is(LogicalTypeRoot.INTEGER) && declared.is(LogicalTypeRoot.BIGINT))
                || (stored.is(LogicalTypeRoot.FLOAT) && declared.is(LogicalTypeRoot.DOUBLE));
        return (isDecimal || isNumber) && (declared.isNullable() || !stored.isNullable());
    }

    private static String shown(LogicalType type) {
        return type.asSerializableString().replace("VARCHAR(2147483647)", "STRING");
    }

    private static List<String> names(TableFacts table) {
        return table.columns().stream().map(ColumnFacts::name).toList();
    }
}
