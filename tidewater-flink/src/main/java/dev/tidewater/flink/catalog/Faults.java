package dev.tidewater.flink.catalog;

import org.apache.flink.table.catalog.exceptions.CatalogException;

/** What can be wrong with a topic's table: what it is, then the way out. */
final class Faults {
    private Faults() {}

    static CatalogException of(String message, String wayOut) {
        return new CatalogException(message + "; " + wayOut);
    }

    static CatalogException of(String message, String wayOut, Throwable cause) {
        return new CatalogException(message + "; " + wayOut, cause);
    }
}
