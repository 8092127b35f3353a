package dev.tidewater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.sql.Change;
import dev.tidewater.engine.sql.SqlAnswer;
import dev.tidewater.engine.sql.SqlPage;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** Shows answers that go on: rows that are added scroll, a result that changes is drawn over and over. */
final class SqlScreen {
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(200);
    /** All rows of a changing result are held here, to know what is left when some go. */
    private static final int MOST = 100_000;

    private static final int CONTROL_C = 3;
    private static final int CONTROL_D = 4;

    private final Terminal terminal;
    private final SqlClient client;
    private final SqlLimit limit;

    SqlScreen(Terminal terminal, SqlClient client, SqlLimit limit) {
        this.terminal = terminal;
        this.client = client;
        this.limit = limit;
    }

    /** Until it ends or somebody stops it; its job is cancelled then. */
    void follow(SqlAnswer answer, long began, BooleanSupplier interrupted) {
        Attributes before = terminal.enterRawMode();
        try {
            if (answer.kind() == SqlAnswer.Kind.ENDLESS_ROWS) {
                scroll(answer, began, interrupted);
            } else {
                redraw(answer, began, interrupted);
            }
        } finally {
            client.cancel();
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    private void scroll(SqlAnswer answer, long began, BooleanSupplier interrupted) {
        RowLines lines = new RowLines(answer.columns(), answer.types(), OptionalInt.of(terminal.getWidth()));
        say("rows as they come; q or Ctrl-C stops");
        say("");
        say(lines.heading());
        terminal.flush();
        long have = 0;
        SqlPage page;
        do {
            page = client.fetch(have);
            long room = limit.endless() - have;
            List<List<JsonNode>> rows =
                    page.changes().stream().limit(room).map(Change::row).toList();
            lines.lines(rows).forEach(this::say);
            have += rows.size();
            terminal.flush();
        } while (goesOn(page, interrupted) && have < limit.endless());
        say("(" + Units.count(have, "row") + ending(page, began) + ")");
    }

    private void redraw(SqlAnswer answer, long began, BooleanSupplier interrupted) {
        LiveTable table = new LiveTable(answer);
        Display display = new Display(terminal, false);
        Duration drawn = Duration.ofSeconds(-1);
        SqlPage page;
        try {
            do {
                page = client.fetch(table.changes());
                table.apply(page.changes());
                if (since(began).minus(drawn).compareTo(BETWEEN_DRAWINGS) >= 0) {
                    drawn = since(began);
                    draw(display, table.screen(terminal.getWidth(), terminal.getHeight(), drawn));
                }
                requireNotTooMany(table);
            } while (goesOn(page, interrupted));
        } finally {
            draw(display, List.of());
        }
        terminal.writer().print(table.last(limit.whole()).render(OptionalInt.of(terminal.getWidth())));
        String extent = table.size() > limit.whole() ? "last " + limit.whole() + " of " : "";
        say("(" + extent + Units.count(table.size(), "row") + ", " + Units.count(table.changes(), "change")
                + ending(page, began) + ")");
    }

    private void draw(Display display, List<String> lines) {
        display.resize(terminal.getHeight(), terminal.getWidth());
        display.update(lines.stream().map(AttributedString::new).toList(), -1);
        terminal.flush();
    }

    private static void requireNotTooMany(LiveTable table) {
        if (table.size() > MOST) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "the result has more than " + Units.number(MOST) + " rows, and all of them may change",
                    "narrow it with WHERE, GROUP BY or LIMIT; to keep all of it: tidewater run FILE.sql");
        }
    }

    private boolean goesOn(SqlPage page, BooleanSupplier interrupted) {
        return page.state() == SqlPage.State.GOES_ON && !interrupted.getAsBoolean() && !isStopped();
    }

    /** Looks at keys, but waits for none. */
    private boolean isStopped() {
        try {
            int key = terminal.reader().read(1);
            return key == 'q' || key == 'Q' || key == CONTROL_C || key == CONTROL_D || key == -1;
        } catch (IOException e) {
            throw new UncheckedIOException("reading the keyboard", e);
        }
    }

    private static String ending(SqlPage page, long began) {
        String how = page.state() == SqlPage.State.FINISHED ? ", " : ", stopped after ";
        return how + Units.duration(since(began));
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void say(String words) {
        terminal.writer().println(words);
    }
}
