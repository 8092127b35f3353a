package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.sql.TableFacts;

/** What several rules ask of tables. */
final class Tables {
    private Tables() {}

    static boolean isIceberg(TableFacts table) {
        return table.connector().equals("iceberg");
    }

    /** Whether Iceberg's sink can find a row again: by the key, or by columns named in an option. */
    static boolean hasEqualityFields(TableFacts table) {
        return !table.primaryKey().isEmpty()
                || table.option("equality-field-columns").isPresent();
    }

    static boolean isKafka(TableFacts table) {
        return table.connector().equals("kafka") || table.connector().equals("upsert-kafka");
    }
}
