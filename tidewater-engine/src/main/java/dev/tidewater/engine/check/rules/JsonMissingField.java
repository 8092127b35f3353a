package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Reads.Read;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import dev.tidewater.model.Finding.Level;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A field that a JSON record lacks is NULL, in a column NOT NULL too; the planner takes its word and asks no more. */
final class JsonMissingField implements Rule {
    private static final String OPTION = "json.fail-on-missing-field";

    @Override
    public String id() {
        return "json-missing-field";
    }

    @Override
    public Level level() {
        return Level.INFO;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (Read read : Reads.ofKafka(script)) {
            TableFacts table = read.table();
            String option = table.option("format").isPresent() ? OPTION : "value." + OPTION;
            boolean isLenient = table.connector().equals("kafka")
                    && Tables.valueFormat(table).equals("json")
                    && !Options.isOn(table.option(option))
                    && !Options.isOn(table.option(option.replace("fail-on-missing-field", "ignore-parse-errors")));
            List<String> columns = isLenient ? notNull(read) : List.of();
            if (!columns.isEmpty()) {
                findings.add(
                        read.option(option),
                        "a record of topic \"" + read.topic() + "\" without "
                                + columns.stream()
                                        .map(column -> "\"" + column + "\"")
                                        .collect(Collectors.joining(", "))
                                + " has NULL there, although the column is NOT NULL",
                        "add '" + option + "' = 'true' to its WITH, or take NOT NULL out and say what NULL means",
                        read.adding(option, "true"));
            }
        }
    }

    /** Of the columns that are read from the record's value. */
    private static List<String> notNull(Read read) {
        List<String> ofKey =
                Arrays.asList(read.table().option("key.fields").orElse("").split(";"));
        return read.table().columns().stream()
                .filter(column -> column.kind() == ColumnFacts.Kind.PHYSICAL
                        && !column.type().isNullable())
                .map(ColumnFacts::name)
                .filter(column -> read.uses(column) && !ofKey.contains(column))
                .toList();
    }
}
