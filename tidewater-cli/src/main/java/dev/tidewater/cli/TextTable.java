package dev.tidewater.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows under a heading, in columns as wide as their widest value, cut to the width of the terminal. */
final class TextTable {
    private static final int LONGEST_CELL = 48;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> rightAligned = new ArrayList<>();

    TextTable(String... heading) {
        this(List.of(heading));
    }

    TextTable(List<String> heading) {
        rows.add(List.copyOf(heading));
        heading.forEach(column -> rightAligned.add(false));
    }

    /** Numbers are easier to compare at the right. */
    TextTable alignRight(int column) {
        rightAligned.set(column, true);
        return this;
    }

    TextTable row(String... cells) {
        return row(List.of(cells));
    }

    TextTable row(List<String> cells) {
        rows.add(cells.stream().map(TextTable::tidy).toList());
        return this;
    }

    String render() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(
                        widths[i], row.get(i).codePointCount(0, row.get(i).length()));
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                String padding = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
                line.append(i == 0 ? "" : "  ").append(rightAligned.get(i) ? padding + cell : cell + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String tidy(String cell) {
        String oneLine = cell.replaceAll("\\s*\\R\\s*", " ");
        return oneLine.length() > LONGEST_CELL ? oneLine.substring(0, LONGEST_CELL - 1) + "…" : oneLine;
    }
}
