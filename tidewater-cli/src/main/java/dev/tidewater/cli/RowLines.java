package dev.tidewater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Rows that come one after the other, as lines below a heading. Columns are as wide as what has come so far needs, so lines
 * are never taken back.
 */
final class RowLines {
    private static final String GAP = "  ";

    private final List<String> columns;
    private final List<Boolean> numbers;
    private final OptionalInt limit;
    private final int[] widths;

    /** @param limit width of the terminal; without one nothing is cut */
    RowLines(List<String> columns, List<String> types, OptionalInt limit) {
        this.columns = columns;
        this.numbers = types.stream().map(QueryText::isNumber).toList();
        this.limit = limit;
        this.widths = columns.stream().mapToInt(TextWidth::of).toArray();
    }

    String heading() {
        return line(columns);
    }

    List<String> lines(List<List<JsonNode>> rows) {
        List<List<String>> cells = rows.stream()
                .map(row -> QueryText.cells(row).stream().map(TextTable::tidy).toList())
                .toList();
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        cells.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(Math.max(0, widths[i] - TextWidth.of(cells.get(i))));
            line.append(i == 0 ? "" : GAP).append(numbers.get(i) ? padding + cells.get(i) : cells.get(i) + padding);
        }
        String whole = line.toString().stripTrailing();
        return limit.isPresent() ? TextWidth.cut(whole, limit.getAsInt()) : whole;
    }
}
