package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;

/**
 * Shows a finding with the line it is about:
 *
 * <pre>
 * pipelines/revenue.sql:3:8: error: column "amout" is in none of the tables [sql-unknown-name]
 *   3 | SELECT amout FROM orders
 *     |        ^
 *   hint: did you mean "amount"?
 * </pre>
 */
public final class Excerpt {
    private static final int WIDTH = 100;
    private static final String CUT = "…";

    private Excerpt() {}

    /**
     * @param text of the finding's file; a finding without a line, or beyond the text, is shown without an excerpt
     * @return lines, each ended by a line feed
     */
    public static String render(Finding finding, String text) {
        StringBuilder shown = new StringBuilder(header(finding)).append('\n');
        TextLines lines = new TextLines(text);
        if (finding.line() >= 1 && finding.line() <= lines.count() && !text.isEmpty()) {
            source(shown, lines.line(finding.line()), finding);
        }
        if (!finding.hint().isEmpty()) {
            shown.append("  hint: ").append(finding.hint()).append('\n');
        }
        return shown.toString();
    }

    private static String header(Finding finding) {
        StringBuilder header = new StringBuilder(finding.file());
        if (finding.line() > 0) {
            header.append(':').append(finding.line());
            header.append(finding.column() > 0 ? ":" + finding.column() : "");
        }
        header.append(header.isEmpty() ? "" : ": ");
        return header.append(finding.level().label())
                .append(": ")
                .append(finding.message())
                .append(" [")
                .append(finding.rule())
                .append(']')
                .toString();
    }

    private static void source(StringBuilder shown, String line, Finding finding) {
        String number = "  " + finding.line() + " | ";
        int caret = Math.min(Math.max(finding.column() - 1, 0), line.length());
        String before = printable(line.substring(0, caret));
        String all = before + printable(line.substring(caret));
        Window window = Window.around(all, before.length(), WIDTH - number.length());
        shown.append((number + window.text()).stripTrailing()).append('\n');
        if (finding.column() > 0) {
            shown.append(" ".repeat(number.length() - 2))
                    .append("| ")
                    .append(" ".repeat(window.caret()))
                    .append("^\n");
        }
    }

    /** Tabs become four spaces, other control characters one: they would move the caret, or the terminal. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (char c : text.toCharArray()) {
            printable.append(c == '\t' ? "    " : Character.isISOControl(c) ? " " : String.valueOf(c));
        }
        return printable.toString();
    }

    /** The part of a line that fits, and where the caret is in it. */
    private record Window(String text, int caret) {
        static Window around(String line, int caret, int width) {
            if (line.length() <= width && caret < width) {
                return new Window(line, caret);
            }
            int from = Math.max(0, Math.min(caret - width / 2, line.length() - width + 1));
            int to = Math.min(line.length(), from + width);
            String text = line.substring(from, to);
            if (from > 0) {
                text = CUT + text.substring(1);
            }
            if (to < line.length()) {
                text = text.substring(0, text.length() - 1) + CUT;
            }
            return new Window(text, caret - from);
        }
    }
}
