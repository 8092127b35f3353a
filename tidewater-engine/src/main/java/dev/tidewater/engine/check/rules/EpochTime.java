package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.engine.sql.TableFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The unit of a number that counts from the epoch.
 *
 * @param evidence how it is known
 */
record EpochTime(Unit unit, String evidence) {
    /** From the longest to the shortest. */
    enum Unit {
        SECONDS(".*_(?:s|sec|secs|seconds)"),
        MILLISECONDS(".*_(?:ms|msec|millis|milliseconds)"),
        MICROSECONDS(".*_(?:usec|micros|microseconds)|.*(?:ts|time|timestamp|epoch)_us"),
        NANOSECONDS(".*_(?:nsec|nanos|nanoseconds)|.*(?:ts|time|timestamp|epoch)_ns");

        private final Pattern names;

        Unit(String names) {
            this.names = Pattern.compile("(?i)" + names);
        }

        private static Optional<Unit> ofName(String column) {
            String name = column.replaceAll("([a-z0-9])([A-Z])", "$1_$2");
            return Arrays.stream(values())
                    .filter(unit -> unit.names.matcher(name).matches())
                    .findFirst();
        }

        private static Optional<Unit> ofType(LogicalType type) {
            if (!type.is(LogicalTypeFamily.TIMESTAMP)) {
                return Optional.empty();
            }
            int digits = LogicalTypeChecks.getPrecision(type);
            return Optional.of(digits <= 3 ? MILLISECONDS : digits <= 6 ? MICROSECONDS : NANOSECONDS);
        }
    }

    /** What is known of a column that a statement names: by the schema of its topic, else by its name. */
    static Optional<EpochTime> of(CheckedScript script, CheckedStatement statement, String column) {
        return tables(script, statement).stream()
                .filter(table -> Tables.isKafka(table) && isNumber(table, column))
                .flatMap(table -> table.option("topic").stream())
                .flatMap(topic -> script.session().table(List.of("kafka", "topics", topic)).stream())
                .flatMap(topic -> topic.column(column).stream())
                .flatMap(registered -> Unit.ofType(registered.type()).stream())
                .map(unit -> new EpochTime(unit, "as the schema of its topic says"))
                .findFirst()
                .or(() -> Unit.ofName(column).map(unit -> new EpochTime(unit, "by its name")));
    }

    private static boolean isNumber(TableFacts table, String column) {
        return table.column(column)
                .filter(one -> one.type().is(LogicalTypeRoot.BIGINT))
                .isPresent();
    }

    private static List<TableFacts> tables(CheckedScript script, CheckedStatement statement) {
        return statement.is(Kind.CREATE_TABLE)
                ? script.table(statement).stream().toList()
                : Names.read(statement).stream()
                        .flatMap(name -> script.table(statement, name).stream())
                        .toList();
    }
}
