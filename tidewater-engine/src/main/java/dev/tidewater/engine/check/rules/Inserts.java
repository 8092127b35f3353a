package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;

/** What several rules ask of INSERTs. */
final class Inserts {
    private Inserts() {}

    /** Whether the type of the query's column allows NULL; so if it cannot be told. */
    static boolean mayBeNull(CheckedInsert insert, String column) {
        List<String> names = insert.target().columns().stream()
                .filter(one -> one.kind() == ColumnFacts.Kind.PHYSICAL)
                .map(ColumnFacts::name)
                .toList();
        List<LogicalType> given =
                new ArrayList<>(insert.compiled().inputs().get(0).columns().values());
        int at = names.indexOf(column);
        return given.size() != names.size() || at < 0 || given.get(at).isNullable();
    }
}
