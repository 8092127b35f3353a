package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** What several rules ask of INSERTs. */
final class Inserts {
    private Inserts() {}

    /** Whether the query may give NULL to a column of its target; not so if that cannot be told. */
    static boolean mayBeNull(CheckedInsert insert, String column) {
        return given(insert, column).filter(LogicalType::isNullable).isPresent();
    }

    /** Columns go by position. A plan does not tell of all types; then the name has to do. */
    private static Optional<LogicalType> given(CheckedInsert insert, String column) {
        List<String> names = insert.target().columns().stream()
                .filter(one -> one.kind() == ColumnFacts.Kind.PHYSICAL)
                .map(ColumnFacts::name)
                .toList();
        Map<String, LogicalType> given = insert.compiled().inputs().get(0).columns();
        return given.size() == names.size()
                ? Optional.of(new ArrayList<>(given.values()).get(names.indexOf(column)))
                : Optional.ofNullable(given.get(column));
    }
}
