package dev.tidewater.engine.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.CompiledNode;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.check.script.SqlTrees;
import dev.tidewater.model.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** The product of two INT columns is an INT. */
final class IntProductOverflow implements Rule {
    @Override
    public String id() {
        return "int-product-overflow";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            boolean wraps = insert.compiled()
                    .all()
                    .filter(node -> node.type().equals("calc"))
                    .anyMatch(IntProductOverflow::makesProduct);
            if (wraps) {
                report(insert, findings);
            }
        }
    }

    /** Of two columns, or of what is made of them: a literal alone says how far it goes. */
    private static boolean makesProduct(CompiledNode calc) {
        return has(calc.properties().path("projection"))
                || has(calc.properties().path("condition"));
    }

    private static boolean has(JsonNode expression) {
        if (expression.isObject() && isProduct(expression)) {
            return true;
        }
        for (JsonNode part : expression) {
            if (part.isContainerNode() && has(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isProduct(JsonNode expression) {
        JsonNode factors = expression.path("operands");
        return Aggregates.function(expression).equals("*")
                && Aggregates.type(expression).equals("INT")
                && factors.size() == 2
                && isInt(factors.path(0))
                && isInt(factors.path(1));
    }

    /** A TINYINT or a SMALLINT keeps an INT from its end. */
    private static boolean isInt(JsonNode factor) {
        boolean isOfColumn = factor.path("kind").asText().equals("INPUT_REF")
                || factor.findValues("inputIndex").size() > 0;
        return isOfColumn && Aggregates.type(factor).equals("INT");
    }

    private static void report(CheckedInsert insert, Findings findings) {
        List<Place> places = new ArrayList<>();
        List<Fix> fixes = new ArrayList<>();
        for (CheckedStatement text : insert.texts()) {
            for (SqlCall call : text.calls("*")) {
                if (isOfColumns(call.operand(0)) && isOfColumns(call.operand(1))) {
                    Place left = text.at(call.operand(0));
                    places.add(text.at(call));
                    fixes.add(Fix.replace(left, "CAST(" + left.text() + " AS BIGINT)"));
                }
            }
        }
        boolean isOne = places.size() == 1;
        String product = isOne ? places.get(0).text() : "a product of two INT";
        String message = "the product of two INT is an INT again: " + product
                + " above 2,147,483,647 turns into another number in \""
                + insert.target().shown() + "\", without an error";
        String hint = "widen one of the two first: CAST(a AS BIGINT) * b";
        boolean fits = insert.target().columns().stream()
                .noneMatch(column -> column.type().copy(true).asSummaryString().equals("INT"));
        if (isOne && fits) {
            findings.add(places.get(0), message, hint, fixes.get(0));
        } else {
            findings.add(
                    isOne ? places.get(0) : insert.statement().target(),
                    message,
                    fits ? hint : hint + ", into a column that is BIGINT as well");
        }
    }

    private static boolean isOfColumns(SqlNode factor) {
        return !SqlTrees.all(factor, SqlIdentifier.class).isEmpty();
    }
}
