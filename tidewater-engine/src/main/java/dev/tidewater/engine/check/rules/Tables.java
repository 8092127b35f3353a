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

    /** Whether what is written to it is seen once and kept nowhere. */
    static boolean isForShow(TableFacts table) {
        return table.connector().equals("print") || table.connector().equals("blackhole");
    }

    static boolean isKafka(TableFacts table) {
        return table.connector().equals("kafka") || table.connector().equals("upsert-kafka");
    }

    /** Whether it is read from where its group stopped, which is what Kafka's tables do unless told otherwise. */
    static boolean readsFromGroupOffsets(TableFacts table) {
        return table.connector().equals("kafka")
                && table.option("scan.startup.mode").orElse("group-offsets").equals("group-offsets");
    }

    static boolean isWrittenExactlyOnce(TableFacts table) {
        return isKafka(table)
                && table.option("sink.delivery-guarantee").orElse("").equals("exactly-once");
    }

    /** The format of the values of a Kafka table. */
    static String valueFormat(TableFacts table) {
        return table.option("format").or(() -> table.option("value.format")).orElse("");
    }
}
