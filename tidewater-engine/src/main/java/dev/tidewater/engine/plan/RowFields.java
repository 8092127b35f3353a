package dev.tidewater.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Takes apart the row type of an operator, which Flink writes as text, or as a tree if it has an attribute of time. */
final class RowFields {
    private RowFields() {}

    /** @param type as Flink writes it */
    record Field(String name, String type) {}

    static List<Field> of(JsonNode outputType) {
        List<Field> fields = new ArrayList<>();
        if (outputType.isTextual()) {
            String text = outputType.asText();
            int open = text.indexOf('<');
            split(text.substring(open + 1, text.lastIndexOf('>'))).forEach(field -> fields.add(field(field)));
            return fields;
        }
        outputType
                .path("fields")
                .forEach(field -> fields.add(new Field(
                        field.path("name").asText(), field.path("fieldType").toString())));
        return fields;
    }

    /** {@code `name` TYPE}; a backquote in a name is doubled. */
    private static Field field(String text) {
        int end = 1;
        while (text.charAt(end) != '`' || end + 1 < text.length() && text.charAt(end + 1) == '`') {
            end += text.charAt(end) == '`' ? 2 : 1;
        }
        return new Field(
                text.substring(1, end).replace("``", "`"),
                '"' + text.substring(end + 1).strip() + '"');
    }

    private static List<String> split(String fields) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        char quote = 0;
        for (int i = 0; i < fields.length(); i++) {
            char c = fields.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '`' || c == '\'') {
                quote = c;
            } else if (c == '<' || c == '(') {
                depth++;
            } else if (c == '>' || c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(fields.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (start < fields.length()) {
            parts.add(fields.substring(start).strip());
        }
        return parts;
    }
}
