package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.check.script.SqlTrees;
import dev.tidewater.engine.sql.SqlOption;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.engine.sql.SqlToken;
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
    public boolean explainsRefusals() {
        return true;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        script.statements(Kind.CREATE_TABLE).forEach(create -> created(script, create, findings));
        boolean moves = script.statements(Kind.USE).findAny().isPresent();
        script.statements().stream()
                .filter(statement -> moves && !statement.accepted())
                .forEach(statement -> named(script, statement, findings));
    }

    /** Iceberg's catalog takes the DDL of another connector, and makes a table of Iceberg's with strange properties. */
    private static void created(CheckedScript script, CheckedStatement create, Findings findings) {
        boolean isTemporary = create.statement().tokens().get(1).is("TEMPORARY");
        String catalog = Catalogs.of(create);
        Optional<String> connector = SqlOption.of(create.statement()).stream()
                .filter(option -> option.key().value().equals("connector"))
                .map(option -> option.value().value())
                .findFirst();
        if (!isTemporary
                && connector.isPresent()
                && !connector.get().equals("iceberg")
                && Catalogs.isIceberg(script, catalog)) {
            Optional<TableFacts> made = script.table(create);
            boolean isMoved = create.statement().createdPath().size() < 3;
            String full = "default_catalog.default_database."
                    + create.statement().createdName().orElseThrow();
            findings.add(
                    create.at(tokenOfName(create)),
                    "\"" + String.join(".", create.statement().createdPath()) + "\" "
                            + (made.isPresent() ? "becomes an empty table of" : "is to be a table of")
                            + " Iceberg in catalog \"" + catalog + "\", and has nothing to do with " + connector.get()
                            + (isMoved ? ": USE CATALOG stands above" : ""),
                    "write CREATE TABLE " + full
                            + (isMoved ? ", or take USE out and name tables of \"" + catalog + "\" in full" : ""));
        }
    }

    private static SqlToken tokenOfName(CheckedStatement create) {
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
            if (SqlTrees.parts(name).size() < 3 && script.table(statement, name).isEmpty() && meant.size() == 1) {
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
