package dev.tidewater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.sql.Change;
import dev.tidewater.engine.sql.ChangingRows;
import dev.tidewater.engine.sql.SqlAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** A result that changes, as it is drawn again and again: its last rows, and a line that says how it is doing. */
final class LiveTable {
    private static final int OTHER_LINES = 2;

    private final SqlAnswer answer;
    private final ChangingRows rows = new ChangingRows();
    private long changes;

    private long countedFrom;
    private Duration countedAt = Duration.ZERO;
    private double rate;

    LiveTable(SqlAnswer answer) {
        this.answer = answer;
    }

    void apply(List<Change> more) {
        more.forEach(rows::apply);
        changes += more.size();
    }

    long changes() {
        return changes;
    }

    int size() {
        return rows.size();
    }

    /**
     * The lines of a screen.
     *
     * @param running since the query began
     */
    List<String> screen(int columns, int lines, Duration running) {
        int fit = Math.max(1, lines - OTHER_LINES);
        List<List<JsonNode>> shown = rows.last(fit);
        List<String> table = QueryText.rows(answer.columns(), answer.types(), shown)
                .render(OptionalInt.of(columns))
                .lines()
                .toList();
        List<String> seen = table.size() > lines - 1 ? table.subList(0, lines - 1) : table;
        List<String> screen = new ArrayList<>(seen);
        screen.add(TextWidth.cut(status(shown.size(), running), columns));
        return screen;
    }

    /** All rows there are now, at most so many. */
    TextTable last(int most) {
        return QueryText.rows(answer.columns(), answer.types(), rows.last(most));
    }

    private String status(int shown, Duration running) {
        String extent = shown < rows.size() ? "last " + Units.number(shown) + " of " : "";
        return "-- " + extent + Units.count(rows.size(), "row") + ", " + Units.count(changes, "change") + ", "
                + perSecond(running) + " changes/s, " + Units.duration(running) + "; q stops";
    }

    /** Over the last second or more. */
    private String perSecond(Duration running) {
        Duration since = running.minus(countedAt);
        if (since.toMillis() >= 1_000) {
            rate = (changes - countedFrom) * 1_000.0 / since.toMillis();
            countedFrom = changes;
            countedAt = running;
        }
        return rate < 10 && rate > 0 ? String.format(Locale.ROOT, "%.1f", rate) : Units.number(Math.round(rate));
    }
}
