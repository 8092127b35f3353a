package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Aggregates.Call;
import dev.tidewater.engine.check.rules.Aggregates.Written;
import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.check.script.SqlTrees;
import dev.tidewater.model.Finding.Level;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlCase;
import org.jspecify.annotations.Nullable;

/** The sum of a column has the column's type. */
final class IntSumOverflow implements Rule {
    private static final Map<String, String> GREATEST =
            Map.of("TINYINT", "127", "SMALLINT", "32,767", "INT", "2,147,483,647");

    @Override
    public String id() {
        return "int-sum-overflow";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            insert.compiled()
                    .all()
                    .flatMap(node -> Aggregates.calls(node).stream())
                    .filter(call -> call.function().matches("SUM0?") && GREATEST.containsKey(call.type()))
                    .forEach(call -> check(insert, call, findings));
        }
    }

    private static void check(CheckedInsert insert, Call call, Findings findings) {
        Optional<Written> written = Aggregates.written(insert, "SUM", call.column());
        SqlNode argument = written.map(sum -> (SqlNode) sum.call().operand(0)).orElse(null);
        boolean isWritten =
                insert.texts().stream().anyMatch(text -> !text.calls("SUM").isEmpty());
        if (!isWritten || argument == null && call.column().startsWith("$") || isCountOfCases(argument)) {
            return;
        }
        String text =
                written.map(sum -> sum.text().at(sum.call().operand(0)).text()).orElse(call.column());
        String message = "the SUM of " + type(call.type()) + " is " + type(call.type()) + " again: a sum of " + text
                + " above " + GREATEST.get(call.type()) + " turns negative in \""
                + insert.target().shown() + "\", without an error";
        String hint = "widen it first: SUM(CAST(" + text + " AS BIGINT))";
        boolean fits = insert.target().columns().stream()
                .noneMatch(
                        column -> GREATEST.containsKey(column.type().copy(true).asSummaryString()));
        if (written.isEmpty()) {
            findings.add(insert.statement().target(), message, hint);
            return;
        }
        CheckedStatement statement = written.get().text();
        if (fits) {
            findings.add(
                    statement.at(written.get().call()),
                    message,
                    hint,
                    Fix.replace(statement.at(written.get().call().operand(0)), "CAST(" + text + " AS BIGINT)"));
        } else {
            findings.add(statement.at(written.get().call()), message, hint + ", into a column that is BIGINT as well");
        }
    }

    /** SUM(CASE WHEN … THEN 1 ELSE 0 END) counts: it takes as many rows to get there. */
    private static boolean isCountOfCases(@Nullable SqlNode argument) {
        return argument instanceof SqlCase cases
                && cases.getThenOperands().getList().stream().allMatch(IntSumOverflow::isConstant)
                && isConstant(cases.getElseOperand());
    }

    private static boolean isConstant(@Nullable SqlNode node) {
        return node == null || SqlTrees.all(node, SqlIdentifier.class).isEmpty();
    }

    private static String type(String type) {
        return (type.equals("INT") ? "an " : "a ") + type;
    }
}
