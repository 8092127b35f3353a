package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.sql.SqlOption;
import dev.tidewater.engine.sql.SqlStatement.Kind;

/** What several rules ask of catalogs. */
final class Catalogs {
    private Catalogs() {}

    /** Whether it is the lake, or one that the script creates of type {@code iceberg}. */
    static boolean isIceberg(CheckedScript script, String catalog) {
        return catalog.equals("lake")
                || script.statements(Kind.CREATE_CATALOG)
                        .filter(create ->
                                create.statement().createdName().orElse("").equals(catalog))
                        .flatMap(create -> SqlOption.of(create.statement()).stream())
                        .anyMatch(option -> option.key().value().equals("type")
                                && option.value().value().equals("iceberg"));
    }

    /** The catalog in which a CREATE statement makes its thing. */
    static String of(CheckedStatement create) {
        return create.statement().createdPath().size() < 3
                ? create.catalog()
                : create.statement().createdPath().get(0);
    }
}
