package dev.tidewater.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Rows under a heading, in columns as wide as their widest value. On a terminal too narrow for that, long texts are cut;
 * numbers never are. Where even that does not help, each row is shown as lines of name and value.
 */
final class TextTable {
    private static final String GAP = "  ";
    /** A text cut shorter than this says nothing any more. */
    private static final int NARROWEST = 8;

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> rightAligned = new ArrayList<>();

    TextTable(String... heading) {
        this(List.of(heading));
    }

    TextTable(List<String> heading) {
        this.heading = heading.stream().map(TextTable::tidy).toList();
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

    /** For stdout, wherever it leads. */
    String render() {
        return render(Terminal.ofThisProcess().columns());
    }

    /** @param limit width of the terminal; without one nothing is cut */
    String render(OptionalInt limit) {
        int[] widths = widths();
        if (limit.isPresent() && !narrow(widths, limit.getAsInt())) {
            return records(limit.getAsInt());
        }
        StringBuilder text = new StringBuilder();
        line(text, heading, widths);
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private int[] widths() {
        int[] widths = heading.stream().mapToInt(TextWidth::of).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
            }
        }
        return widths;
    }

    /** Takes from the widest texts until the line fits; tells whether it does. */
    private boolean narrow(int[] widths, int limit) {
        int excess = -limit - GAP.length();
        for (int width : widths) {
            excess += width + GAP.length();
        }
        while (excess > 0) {
            int widest = widestText(widths);
            if (widest < 0) {
                return false;
            }
            widths[widest]--;
            excess--;
        }
        return true;
    }

    private int widestText(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean cuttable = !rightAligned.get(i) && widths[i] > NARROWEST;
            if (cuttable && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private void line(StringBuilder text, List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = TextWidth.cut(row.get(i), widths[i]);
            String padding = " ".repeat(widths[i] - TextWidth.of(cell));
            line.append(i == 0 ? "" : GAP).append(rightAligned.get(i) ? padding + cell : cell + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    /** Each row as lines of name and value, an empty line between rows; a long value goes on in the next line. */
    private String records(int limit) {
        int names = Math.min(heading.stream().mapToInt(TextWidth::of).max().orElse(0), Math.max(NARROWEST, limit / 3));
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(text.isEmpty() ? "" : "\n");
            for (int i = 0; i < row.size(); i++) {
                String name = TextWidth.cut(heading.get(i), names);
                String line = name + " ".repeat(names - TextWidth.of(name)) + GAP + row.get(i);
                text.append(line.stripTrailing()).append('\n');
            }
        }
        return rows.isEmpty() ? String.join(GAP, heading) + "\n" : text.toString();
    }

    /** Line feeds would break the table, and other control characters the terminal. */
    static String tidy(String cell) {
        return cell.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", " ");
    }
}
