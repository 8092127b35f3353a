package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A row as a test gives it.
 *
 * @param value an object of columns and of what begins with {@code $}; a text is sent as it is
 * @param columns where each column stands
 */
record GivenRow(JsonNode value, Mark mark, Map<String, Mark> columns) {
    GivenRow {
        columns = Map.copyOf(columns);
    }

    Mark markOf(String column) {
        return columns.getOrDefault(column, mark);
    }
}
