package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.SqlOption;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding.Level;
import dev.tidewater.model.Nearest;
import java.util.List;
import java.util.Optional;

/** Iceberg keeps any property and says nothing of those it does not know. */
final class IcebergUnknownProperty implements Rule {
    /** Options of Flink's connectors, which mean nothing here; {@code connector} itself is another rule's. */
    private static final List<String> FOREIGN = List.of(
            "topic", "path", "format", "key.format", "value.format", "properties.", "scan.", "sink.", "json.", "avro.");

    @Override
    public String id() {
        return "iceberg-unknown-property";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        script.statements(Kind.CREATE_TABLE)
                .filter(create -> Catalogs.isIceberg(script, Catalogs.of(create)))
                .filter(create -> SqlOption.of(create.statement()).stream()
                        .noneMatch(option -> option.key().value().equals("connector")))
                .forEach(create ->
                        SqlOption.of(create.statement()).forEach(option -> property(create, option, findings)));
    }

    private static void property(CheckedStatement create, SqlOption option, Findings findings) {
        String key = option.key().value();
        String table = String.join(".", create.statement().createdPath());
        // A plain word is as likely one of the user's own.
        Optional<String> near = key.matches(".*[.-].*") ? Nearest.to(key, IcebergProperties.KNOWN) : Optional.empty();
        if (IcebergProperties.isKnown(key)) {
            return;
        }
        if (isForeign(key)) {
            findings.add(
                    create.at(option.key()),
                    "\"" + key + "\" does nothing for \"" + table + "\": it is no option of an Iceberg table",
                    "remove it; how files are written is said with 'write.format.default' and others that begin with write.");
        } else if (near.isPresent() || IcebergProperties.isReserved(key)) {
            findings.add(
                    create.at(option.key()),
                    "\"" + key + "\" does nothing for \"" + table + "\": Iceberg keeps it and knows no such property",
                    near.map(name -> "did you mean \"" + name + "\"?")
                            .orElse(
                                    "remove it; what Iceberg knows is listed at iceberg.apache.org/docs/latest/configuration"),
                    near.map(name -> Fix.replace(create.at(option.key()), "'" + name + "'")));
        }
    }

    private static boolean isForeign(String key) {
        return FOREIGN.stream().anyMatch(name -> name.endsWith(".") ? key.startsWith(name) : key.equals(name));
    }
}
