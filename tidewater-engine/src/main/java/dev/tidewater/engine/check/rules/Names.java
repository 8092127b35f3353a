package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.SqlTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlTableRef;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.jspecify.annotations.Nullable;

/** Names in statements. */
final class Names {
    private Names() {}

    /** The table that an INSERT writes, as it names it. */
    static Optional<SqlIdentifier> target(CheckedStatement insert) {
        return insert.all(RichSqlInsert.class).stream()
                .map(RichSqlInsert::getTargetTable)
                .map(table -> table instanceof SqlTableRef hinted ? hinted.operand(0) : table)
                .filter(SqlIdentifier.class::isInstance)
                .map(SqlIdentifier.class::cast)
                .findFirst();
    }

    /** Tables and views that a statement reads, as it names them; subqueries of its WITH are none. */
    static List<SqlIdentifier> read(CheckedStatement statement) {
        List<SqlIdentifier> names = new ArrayList<>();
        statement.all(SqlSelect.class).forEach(select -> tables(select.getFrom(), names));
        statement.calls("TABLE").forEach(call -> tables(call.operand(0), names));
        List<String> local = statement.all(SqlWithItem.class).stream()
                .map(item -> item.name.getSimple())
                .toList();
        names.removeIf(name -> name.isSimple() && local.contains(name.getSimple()));
        return names;
    }

    private static void tables(@Nullable SqlNode from, List<SqlIdentifier> names) {
        if (from instanceof SqlIdentifier name) {
            names.add(name);
        } else if (from instanceof SqlJoin join) {
            tables(join.getLeft(), names);
            tables(join.getRight(), names);
        } else if (from instanceof SqlCall call
                && (call.getKind() == SqlKind.AS
                        || call.getKind() == SqlKind.SNAPSHOT
                        || call.getKind() == SqlKind.TABLE_REF)) {
            tables(call.operand(0), names);
        }
    }

    /** The last part of a column's name if a node is nothing else, or a cast of it. */
    static Optional<String> column(SqlNode node) {
        if (node instanceof SqlIdentifier name && !name.isStar()) {
            return Optional.of(SqlTrees.last(name));
        }
        return node instanceof SqlBasicCall call && call.getKind() == SqlKind.CAST
                ? column(call.operand(0))
                : Optional.empty();
    }
}
