package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;

/** A number of seconds taken for milliseconds is a day of January 1970; the other way round it is the year 56000. */
final class EpochUnit implements Rule {
    /** What names say of units, with the year that a time of today becomes when read as seconds or as milliseconds. */
    private enum Unit {
        SECONDS("s|sec|secs|seconds|second|unix|unixtime", "seconds"),
        MILLISECONDS("ms|msec|millis|milliseconds|epochmillis", "milliseconds"),
        MICROSECONDS("us|usec|micros|microseconds", "microseconds"),
        NANOSECONDS("ns|nsec|nanos|nanoseconds", "nanoseconds");

        private final Pattern names;
        private final String shown;

        Unit(String endings, String shown) {
            this.names = Pattern.compile("(?i).*_(?:" + endings + ")");
            this.shown = shown;
        }

        static Optional<Unit> of(String column) {
            String name = column.replaceAll("([a-z0-9])([A-Z])", "$1_$2");
            return List.of(values()).stream()
                    .filter(unit -> unit.names.matcher(name).matches())
                    .findFirst();
        }
    }

    @Override
    public String id() {
        return "epoch-unit";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedStatement statement : script.statements()) {
            statement.calls("TO_TIMESTAMP_LTZ").stream()
                    .filter(call -> call.operandCount() == 2 && call.operand(1) instanceof SqlNumericLiteral)
                    .forEach(call -> converted(statement, call, findings));
            statement
                    .calls("FROM_UNIXTIME")
                    .forEach(call -> compare(statement, call, Unit.SECONDS, Optional.empty(), findings));
        }
    }

    private static void converted(CheckedStatement statement, SqlCall call, Findings findings) {
        SqlNumericLiteral precision = call.operand(1);
        int digits = precision.intValue(true);
        if (digits == 0 || digits == 3) {
            Unit read = digits == 0 ? Unit.SECONDS : Unit.MILLISECONDS;
            compare(statement, call, read, Optional.of(precision), findings);
        }
    }

    private static void compare(
            CheckedStatement statement, SqlCall call, Unit read, Optional<SqlNode> precision, Findings findings) {
        Optional<String> column = Names.column(call.operand(0));
        Optional<Unit> unit = column.flatMap(Unit::of);
        if (unit.isEmpty() || unit.get() == read) {
            return;
        }
        Unit is = unit.get();
        String right = is == Unit.SECONDS ? "0" : is == Unit.MILLISECONDS ? "3" : "";
        boolean isPlain = precision.isPresent() && !right.isEmpty();
        findings.add(
                statement.at(call),
                "\"" + column.orElseThrow() + "\" is in " + is.shown + ", by its name, and is read as " + read.shown
                        + ": every time is "
                        + (is.compareTo(read) < 0 ? "in January 1970" : "thousands of years ahead"),
                isPlain ? "write " + right + " for " + is.shown : "divide it first, so that it holds " + read.shown,
                isPlain ? Optional.of(Fix.replace(statement.at(precision.get()), right)) : Optional.empty());
    }
}
