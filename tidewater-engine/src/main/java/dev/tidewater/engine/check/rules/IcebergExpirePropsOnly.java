package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.SqlOption;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding.Level;
import java.util.List;

/** Iceberg's properties of expiry say what expiry would do when somebody runs it. */
final class IcebergExpirePropsOnly implements Rule {
    private static final String RUNS = "flink-maintenance.expire-snapshots.enabled";

    @Override
    public String id() {
        return "iceberg-expire-props-only";
    }

    @Override
    public Level level() {
        return Level.INFO;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        script.statements(Kind.CREATE_TABLE)
                .filter(create -> Catalogs.isIceberg(script, Catalogs.of(create)))
                .forEach(create -> {
                    List<SqlOption> options = SqlOption.of(create.statement());
                    boolean isRun = options.stream()
                            .anyMatch(option -> option.key().value().equals(RUNS)
                                    && option.value().value().equalsIgnoreCase("true"));
                    options.stream()
                            .filter(option -> !isRun && option.key().value().startsWith("history.expire."))
                            .findFirst()
                            .ifPresent(option -> findings.add(
                                    create.at(option.key()),
                                    "\"" + String.join(".", create.statement().createdPath())
                                            + "\" keeps every snapshot and its files: '"
                                            + option.key().value()
                                            + "' says what expiry may take, and nothing here runs it",
                                    "run Iceberg's expire_snapshots on the table regularly; if a job of its own does, say so with"
                                            + " -- tidewater:allow iceberg-expire-props-only: reason"));
                });
    }
}
