package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.SqlTrees;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/** The names that queries give to their columns, as they are written. */
record Queries(CheckedScript script, CheckedStatement statement) {
    /** An output of a query. @param name empty if it has none */
    record Output(String name, SqlNode item, boolean isOfStar) {}

    /** The SELECTs whose rows a query gives: several if it is a UNION. */
    static List<SqlSelect> selects(SqlNode query) {
        if (query instanceof SqlSelect select) {
            return List.of(select);
        }
        if (query instanceof SqlOrderBy order) {
            return selects(order.query);
        }
        List<SqlSelect> selects = new ArrayList<>();
        if (query instanceof SqlBasicCall call && query.isA(SqlKind.SET_QUERY)) {
            call.getOperandList().forEach(operand -> selects.addAll(selects(operand)));
        }
        return selects;
    }

    /** Empty if a star cannot be told. */
    Optional<List<Output>> outputs(SqlSelect select) {
        List<Output> outputs = new ArrayList<>();
        for (SqlNode item : select.getSelectList()) {
            if (item instanceof SqlIdentifier name && name.isStar()) {
                Optional<List<String>> columns = SqlTrees.parts(name).size() == 1
                        ? columns(select.getFrom(), null)
                        : columns(
                                select.getFrom(),
                                SqlTrees.parts(name).get(SqlTrees.parts(name).size() - 2));
                if (columns.isEmpty()) {
                    return Optional.empty();
                }
                columns.get().forEach(column -> outputs.add(new Output(column, item, true)));
            } else {
                outputs.add(new Output(name(item), item, false));
            }
        }
        return Optional.of(outputs);
    }

    private static String name(SqlNode item) {
        if (item.getKind() == SqlKind.AS) {
            return ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple();
        }
        return item instanceof SqlIdentifier name ? SqlTrees.last(name) : "";
    }

    /** Of FROM. @param alias of whose columns are meant; nothing for all */
    private Optional<List<String>> columns(@Nullable SqlNode from, @Nullable String alias) {
        if (from instanceof SqlJoin join) {
            Optional<List<String>> left = columns(join.getLeft(), alias);
            Optional<List<String>> right = columns(join.getRight(), alias);
            if (left.isEmpty() || right.isEmpty()) {
                return Optional.empty();
            }
            List<String> both = new ArrayList<>(left.get());
            both.addAll(right.get());
            return Optional.of(both);
        }
        SqlCall named = from instanceof SqlCall call && call.getKind() == SqlKind.AS ? call : null;
        SqlNode source = named == null ? from : named.operand(0);
        if (named != null && named.operandCount() > 2) {
            return Optional.empty();
        }
        String own = source instanceof SqlIdentifier table ? SqlTrees.last(table) : "";
        String called = named == null ? own : named.operand(1).toString();
        if (alias != null && !called.equals(alias)) {
            return Optional.of(List.of());
        }
        return columns(source);
    }

    private Optional<List<String>> columns(@Nullable SqlNode source) {
        if (source instanceof SqlIdentifier table) {
            return script.table(statement, table)
                    .map(TableFacts::columns)
                    .map(columns -> columns.stream().map(ColumnFacts::name).toList());
        }
        if (source != null && source.getKind() == SqlKind.SNAPSHOT) {
            return columns(((SqlCall) source).operand(0), null);
        }
        if (source != null && source.isA(SqlKind.QUERY)) {
            return selects(source).stream()
                    .findFirst()
                    .flatMap(this::outputs)
                    .map(outputs -> outputs.stream().map(Output::name).toList());
        }
        return Optional.empty();
    }
}
