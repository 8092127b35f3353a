package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text as Flink's parser counts them: a line ends with {@code \n}, {@code \r\n} or {@code \r}, a column is one
 * UTF-16 unit, and a tab is one column (Calcite sets JavaCC's tab size to 1).
 */
final class TextLines {
    private final String text;
    private final List<Integer> starts = new ArrayList<>();

    TextLines(String text) {
        this.text = text;
        starts.add(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean crLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || (c == '\r' && !crLf)) {
                starts.add(i + 1);
            }
        }
    }

    int count() {
        return starts.size();
    }

    /** Without its end of line. */
    String line(int number) {
        int end = number < starts.size() ? starts.get(number) : text.length();
        int start = starts.get(number - 1);
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    SqlPosition position(int offset) {
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return new SqlPosition(low + 1, offset - starts.get(low) + 1);
    }

    /** Places beyond the end of a line or of the text lead to that end. */
    int offset(SqlPosition position) {
        if (position.line() > starts.size()) {
            return text.length();
        }
        int start = starts.get(position.line() - 1);
        int end = position.line() < starts.size() ? starts.get(position.line()) : text.length();
        return Math.min(start + position.column() - 1, end);
    }
}
