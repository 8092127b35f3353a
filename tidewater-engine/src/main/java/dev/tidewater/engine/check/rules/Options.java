package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.sql.SqlOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Options of tables as users write them. */
final class Options {
    private Options() {}

    /** Whether a table has it, and it says true. */
    static boolean isOn(Optional<String> value) {
        return value.map(text -> text.strip().equalsIgnoreCase("true")).orElse(false);
    }

    /** Adds options behind the others of a CREATE TABLE, on lines of their own if they have such. */
    static Optional<Fix> adding(CheckedStatement create, Map<String, String> more) {
        List<SqlOption> options = SqlOption.of(create.statement());
        if (options.isEmpty()) {
            return Optional.empty();
        }
        SqlOption last = options.get(options.size() - 1);
        String before = "," + before(create, last);
        return Optional.of(Fix.insertAfter(
                create.at(last.value()),
                more.entrySet().stream()
                        .map(option -> before + quoted(option.getKey()) + " = " + quoted(option.getValue()))
                        .collect(Collectors.joining())));
    }

    /** Writes another value. */
    static Optional<Fix> changing(CheckedStatement statement, String key, String value) {
        return written(statement, key).map(option -> Fix.replace(statement.at(option.value()), quoted(value)));
    }

    /** The key of an option that a CREATE TABLE, or a hint of any statement, gives. */
    static Optional<Place> key(CheckedStatement statement, String key) {
        return written(statement, key).map(option -> statement.at(option.key()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static Optional<SqlOption> written(CheckedStatement statement, String key) {
        return SqlOption.of(statement.statement()).stream()
                .filter(option -> option.key().value().equals(key))
                .reduce((earlier, later) -> later);
    }

    private static String before(CheckedStatement create, SqlOption option) {
        String text = create.statement().original();
        int line = text.lastIndexOf('\n', option.key().start()) + 1;
        String indent = text.substring(line, option.key().start());
        return indent.isBlank() && line > 0 ? "\n" + indent : " ";
    }
}
