package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.SqlOption;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding.Level;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Of two options with one key Flink takes the last, and says nothing. The same value twice does no harm. */
final class DuplicateOptionKey implements Rule {
    private static final Set<Kind> WITH_OPTIONS =
            EnumSet.of(Kind.CREATE_TABLE, Kind.CREATE_TABLE_AS, Kind.CREATE_CATALOG, Kind.CREATE_DATABASE);

    @Override
    public String id() {
        return "duplicate-option-key";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        script.statements().stream()
                .filter(statement -> WITH_OPTIONS.contains(statement.statement().kind()))
                .forEach(statement -> options(statement, findings));
    }

    private static void options(CheckedStatement statement, Findings findings) {
        Map<String, SqlOption> last = new HashMap<>();
        for (SqlOption option : SqlOption.of(statement.statement())) {
            SqlOption before = last.put(option.key().value(), option);
            if (before != null && !before.value().value().equals(option.value().value())) {
                String name = String.join(".", statement.statement().createdPath());
                findings.add(
                        statement.at(option.key()),
                        "'" + option.key().value() + "' of \"" + name + "\" is '"
                                + option.value().value() + "': the '"
                                + before.value().value() + "' of line "
                                + statement
                                        .statement()
                                        .inFile(before.key().start())
                                        .line() + " is passed over",
                        "remove one of the two");
            }
        }
    }
}
