package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * A row that came or went.
 *
 * @param row values in column order, as in {@link QueryResult}
 */
public record Change(Kind kind, List<JsonNode> row) {
    public Change {
        row = List.copyOf(row);
    }

    /** What happened. An update is two changes: the row as it was goes, the row as it is comes. */
    public enum Kind {
        INSERT,
        UPDATE_BEFORE,
        UPDATE_AFTER,
        DELETE;

        /** Whether a row comes. */
        public boolean adds() {
            return this == INSERT || this == UPDATE_AFTER;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
