package dev.tidewater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.sql.QueryResult;
import java.util.List;
import java.util.regex.Pattern;

/** Rows as people read them, and as programs do. */
final class QueryText {
    private static final Pattern NUMBER =
            Pattern.compile("(TINYINT|SMALLINT|INT|INTEGER|BIGINT|FLOAT|DOUBLE|DECIMAL)\\b.*");

    private QueryText() {}

    static ArrayNode objects(QueryResult result) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        result.rows().forEach(row -> rows.add(object(result.columns(), row)));
        return rows;
    }

    static ObjectNode object(List<String> columns, List<JsonNode> row) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < row.size(); i++) {
            object.set(columns.get(i), row.get(i));
        }
        return object;
    }

    /** With a last line that says how many rows there are, and how long they took. */
    static String table(QueryResult result) {
        return body(result) + "(" + Units.count(result.rows().size(), "row") + ", " + Units.duration(result.took())
                + ")\n";
    }

    /** A single text of several lines, such as a plan, is shown as it is. */
    private static String body(QueryResult result) {
        if (result.rows().size() == 1 && result.columns().size() == 1) {
            String text = cell(result.rows().get(0).get(0));
            if (text.indexOf('\n') >= 0) {
                return text.stripTrailing() + "\n";
            }
        }
        return rows(result.columns(), result.types(), result.rows()).render();
    }

    static TextTable rows(List<String> columns, List<String> types, List<List<JsonNode>> rows) {
        TextTable table = new TextTable(columns);
        for (int i = 0; i < types.size(); i++) {
            if (isNumber(types.get(i))) {
                table.alignRight(i);
            }
        }
        rows.forEach(row -> table.row(cells(row)));
        return table;
    }

    static boolean isNumber(String type) {
        return NUMBER.matcher(type).matches();
    }

    static List<String> cells(List<JsonNode> row) {
        return row.stream().map(QueryText::cell).toList();
    }

    private static String cell(JsonNode value) {
        if (value.isBigDecimal()) {
            return value.decimalValue().toPlainString();
        }
        return value.isNull() ? "NULL" : value.isValueNode() ? value.asText() : value.toString();
    }
}
