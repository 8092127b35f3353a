package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.EpochTime.Unit;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNumericLiteral;

/** A number of seconds taken for milliseconds is a day of January 1970; the other way round it is the year 58000. */
final class EpochUnit implements Rule {
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
            for (SqlCall call : statement.calls("TO_TIMESTAMP_LTZ")) {
                Optional<Unit> read = readAs(call);
                read.ifPresent(unit -> compare(script, statement, call, unit, findings));
            }
            statement.calls("FROM_UNIXTIME").forEach(call -> compare(script, statement, call, Unit.SECONDS, findings));
        }
    }

    private static Optional<Unit> readAs(SqlCall call) {
        if (call.operandCount() == 2 && call.operand(1) instanceof SqlNumericLiteral digits) {
            return switch (digits.toValue()) {
                case "0" -> Optional.of(Unit.SECONDS);
                case "3" -> Optional.of(Unit.MILLISECONDS);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static void compare(
            CheckedScript script, CheckedStatement statement, SqlCall call, Unit read, Findings findings) {
        Optional<String> column = Names.column(call.operand(0));
        Optional<EpochTime> known = column.flatMap(name -> EpochTime.of(script, statement, name));
        if (known.isEmpty() || known.get().unit() == read) {
            return;
        }
        Unit unit = known.get().unit();
        boolean hasDigits = call.operandCount() == 2 && call.operand(1) instanceof SqlNumericLiteral;
        boolean isPlain = hasDigits && (unit == Unit.SECONDS || unit == Unit.MILLISECONDS);
        String digits = unit == Unit.SECONDS ? "0" : "3";
        findings.add(
                statement.at(call),
                "\"" + column.orElseThrow() + "\" is in " + shown(unit) + ", "
                        + known.get().evidence() + ", and is read as " + shown(read) + ": every time is "
                        + (unit.compareTo(read) < 0 ? "in January 1970" : "thousands of years ahead"),
                isPlain
                        ? "write " + digits + " for " + shown(unit)
                        : "divide it first, so that it is in " + shown(read),
                isPlain ? Optional.of(Fix.replace(statement.at(call.operand(1)), digits)) : Optional.empty());
    }

    private static String shown(Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
