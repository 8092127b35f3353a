package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * A bounded answer.
 *
 * @param columns names, in order
 * @param types SQL types of the columns
 * @param rows JSON values in column order: numbers, booleans, strings (times in ISO-8601, bytes in base64), arrays and
 *     objects for nested types, null
 */
public record QueryResult(
        List<String> columns, List<String> types, List<List<JsonNode>> rows, Completeness completeness, Duration took) {
    public QueryResult {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
        rows = List.copyOf(rows);
    }

    /** Whether all rows of the answer are there, or only as many as were asked for. */
    public enum Completeness {
        COMPLETE,
        CUT
    }
}
