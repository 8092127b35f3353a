package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.SqlOption;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;

/** USE CATALOG moves every short name: to where the script's own tables are not, and to where a table of Kafka cannot be. */
final class UnqualifiedAfterUseCatalog implements Rule {
    @Override
    public String id() {
        return "unqualified-after-use-catalog";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        if (script.statements(Kind.USE).findAny().isEmpty()) {
            return;
        }
        script.statements(Kind.CREATE_TABLE).forEach(create -> created(script, create, findings));
        script.statements().stream()
                .filter(statement -> !statement.accepted())
                .forEach(statement -> named(script, statement, findings));
    }

    /** Iceberg's catalog takes the DDL of another connector, and makes a table of Iceberg's with strange properties. */
    private static void created(CheckedScript script, CheckedStatement create, Findings findings) {
        boolean isShort = create.statement().createdPath().size() < 3;
        Optional<String> connector = SqlOption.of(create.statement()).stream()
                .filter(option -> option.key().value().equals("connector"))
                .map(option -> option.value().value())
                .findFirst();
        if (isShort
                && connector.isPresent()
                && !connector.get().equals("iceberg")
                && (Catalogs.isIceberg(script, create.catalog()))) {
            Optional<TableFacts> made = script.table(create);
            String full = "default_catalog.default_database."
                    + create.statement().createdName().orElseThrow();
            findings.add(
                    create.at(tokenOfName(create)),
                    "\"" + String.join(".", create.statement().createdPath()) + "\" "
                            + (made.isPresent() ? "becomes an empty table of" : "is to be a table of")
                            + " catalog \"" + create.catalog() + "\", not one of " + connector.get()
                            + ": USE CATALOG stands above",
                    "write CREATE TABLE " + full + ", or take USE CATALOG out and name tables of \"" + create.catalog()
                            + "\" in full");
        }
    }

    private static dev.tidewater.engine.sql.SqlToken tokenOfName(CheckedStatement create) {
        String first = create.statement().createdPath().get(0);
        return create.statement().tokens().stream()
                .filter(token -> token.isName() && token.value().equals(first))
                .findFirst()
                .orElseThrow();
    }

    private static void named(CheckedScript script, CheckedStatement statement, Findings findings) {
        for (SqlIdentifier name : Names.read(statement)) {
            List<String> meant = script.created().keySet().stream()
                    .filter(full -> full.endsWith("." + String.join(".", name.names)))
                    .toList();
            if (name.names.size() < 3 && script.table(statement, name).isEmpty() && meant.size() == 1) {
                Place place = statement.at(name);
                findings.add(
                        place,
                        "\"" + place.text() + "\" is looked for in " + statement.catalog() + "." + statement.database()
                                + ", as USE stands above; the script made it as " + meant.get(0),
                        "write " + meant.get(0) + ", or take USE out and name tables of the lake in full",
                        Fix.replace(place, meant.get(0)));
            }
        }
    }
}
