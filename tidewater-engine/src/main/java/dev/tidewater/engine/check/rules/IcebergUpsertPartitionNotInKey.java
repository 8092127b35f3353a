package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.SqlOption;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Finding.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An upsert deletes the old row in the partition of the new one; in another partition it stays. */
final class IcebergUpsertPartitionNotInKey implements Rule {
    private static final String ENABLED = "write.upsert.enabled";

    @Override
    public String id() {
        return "iceberg-upsert-partition-not-in-key";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    /** Flink points to the INSERT that it refuses, this rule to the table that is wrong. */
    @Override
    public boolean explains(Finding refusal) {
        return refusal.message().startsWith("rows replace each other by their key, and the table is partitioned by");
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        script.statements(Kind.INSERT)
                .forEach(insert -> Names.target(insert)
                        .flatMap(name -> script.table(insert, name))
                        .ifPresent(target -> written(script, insert, target, findings)));
    }

    private static void written(CheckedScript script, CheckedStatement insert, TableFacts target, Findings findings) {
        List<String> key = key(target);
        List<String> outside = target.partitionKeys().stream()
                .filter(column -> !key.contains(column))
                .toList();
        if (Tables.isIceberg(target) && isUpsert(insert, target) && !key.isEmpty() && !outside.isEmpty()) {
            String columns =
                    outside.stream().map(column -> "\"" + column + "\"").collect(Collectors.joining(", "));
            findings.add(
                    place(script, insert, target),
                    "a row of \"" + target.shown() + "\" is found by (" + String.join(", ", key)
                            + ") in one partition only: the old row would stay beside one with another " + columns
                            + ", so Iceberg refuses to write",
                    "write PRIMARY KEY (" + String.join(", ", key) + ", " + String.join(", ", outside)
                            + ") if a row never changes its " + columns
                            + "; otherwise partition by columns of the key");
        }
    }

    private static Place place(CheckedScript script, CheckedStatement insert, TableFacts target) {
        Optional<CheckedStatement> create = script.creating(target);
        return create.flatMap(statement -> statement.statement().tokens().stream()
                        .filter(token -> token.is("PARTITIONED"))
                        .findFirst()
                        .map(statement::at))
                .orElseGet(() -> insert.target());
    }

    private static List<String> key(TableFacts table) {
        return table.option("equality-field-columns")
                .map(columns ->
                        Arrays.stream(columns.split(",")).map(String::strip).toList())
                .orElse(table.primaryKey());
    }

    /** The hint of the INSERT comes before the table's own word. */
    private static boolean isUpsert(CheckedStatement insert, TableFacts target) {
        Optional<String> hinted = SqlOption.of(insert.statement()).stream()
                .filter(option -> option.key().value().equals("upsert-enabled"))
                .map(option -> option.value().value())
                .findFirst();
        return Options.isOn(hinted.or(() -> target.option(ENABLED)));
    }
}
