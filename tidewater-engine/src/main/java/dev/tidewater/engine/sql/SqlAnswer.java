package dev.tidewater.engine.sql;

import java.util.List;

/**
 * What a statement of a {@link SqlSessions session} is answered with. Its rows are fetched afterwards, page by page.
 *
 * @param columns names, in order; empty unless there are rows
 * @param types SQL types of the columns
 * @param place current catalog and database after the statement, such as {@code lake.shop}
 */
public record SqlAnswer(Kind kind, List<String> columns, List<String> types, String place) {
    public SqlAnswer {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }

    /** What is to come. */
    public enum Kind {
        /** Nothing: it is done. */
        DONE,
        /** A job that writes. It is done when the last page says so. */
        JOB,
        /** Rows with an end. */
        ROWS,
        /** Rows that are added as they come. */
        ENDLESS_ROWS,
        /** Rows that come and go. */
        ENDLESS_CHANGES;

        public boolean hasRows() {
            return this == ROWS || endless();
        }

        public boolean endless() {
            return this == ENDLESS_ROWS || this == ENDLESS_CHANGES;
        }
    }
}
