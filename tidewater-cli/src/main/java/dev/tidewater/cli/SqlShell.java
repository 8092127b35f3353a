package dev.tidewater.cli;

import dev.tidewater.engine.sql.QueryResult;
import dev.tidewater.engine.sql.SqlAnswer;
import dev.tidewater.engine.sql.SqlInput;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.server.ErrorBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Reads statements from a person, has them performed, and shows the answers. */
final class SqlShell {
    private static final String FIRST_PLACE = "lake";
    private static final String HELP = """
            A statement ends with a semicolon and may take several lines.

              SHOW TABLES IN kafka.topics;   the topics
              SHOW DATABASES;                the databases of the lake; USE shop; makes one the current one
              DESCRIBE orders;               the columns of a topic or a table
              SELECT * FROM orders;          rows as they come; q or Ctrl-C stops
              SET 'execution.runtime-mode' = 'batch';   from now on, SELECT answers from what is there
              INSERT INTO shop.copies SELECT ...;       copies what is there, then ends

            TAB proposes words and names. Ctrl-C clears the line or stops what runs; Ctrl-D or quit leaves.
            What is to go on without you is a pipeline: tidewater run FILE.sql
            """;

    private final Terminal terminal;
    private final LineReader reader;
    private final SqlClient client;
    private final SqlLimit limit;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private String place = FIRST_PLACE;

    SqlShell(Terminal terminal, SqlClient client, SqlLimit limit, Path history) {
        this.terminal = terminal;
        this.client = client;
        this.limit = limit;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("tidewater")
                .parser(new SqlParser())
                .completer(new SqlCompleter(client))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_FILE_SIZE, 5_000)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P > ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }

    /**
     * Talks to whoever sits at the terminal, until that person leaves.
     *
     * @param history file that keeps what was typed
     */
    static void atTerminal(SqlClient client, SqlLimit limit, Path history) {
        ScheduledExecutorService presence = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "presence");
            thread.setDaemon(true);
            return thread;
        });
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .provider("exec")
                .dumb(true)
                .build()) {
            presence.scheduleWithFixedDelay(() -> stay(client), 1, 1, TimeUnit.MINUTES);
            new SqlShell(terminal, client, limit, history).talk();
        } catch (IOException e) {
            throw new UncheckedIOException("setting up the terminal", e);
        } finally {
            presence.shutdownNow();
        }
    }

    private static void stay(SqlClient client) {
        try {
            client.stay();
        } catch (RuntimeException e) {
            // The next statement says it.
        }
    }

    void talk() {
        terminal.handle(Terminal.Signal.INT, signal -> interrupted.set(true));
        say("help shows how; quit leaves");
        while (true) {
            try {
                String text = reader.readLine(place + "> ");
                if (SqlInput.isWord(text, "quit") || SqlInput.isWord(text, "exit")) {
                    return;
                }
                if (SqlInput.isWord(text, "help")) {
                    terminal.writer().print(HELP);
                    terminal.flush();
                } else {
                    perform(text);
                }
            } catch (UserInterruptException e) {
                // The line is gone, which is what was wanted.
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    private void perform(String text) {
        SqlScript script = SqlScript.parse(SqlInput.SOURCE, text);
        int statements = script.findings().isEmpty() ? script.statements().size() : 1;
        interrupted.set(false);
        for (int i = 0; i < statements && !interrupted.get(); i++) {
            try {
                perform(text, i);
            } catch (RuntimeException e) {
                report(e, text);
                return;
            } finally {
                terminal.flush();
            }
        }
    }

    private void perform(String text, int index) {
        long began = System.nanoTime();
        SqlAnswer answer = client.execute(SqlInput.SOURCE, text, index);
        place = answer.place();
        if (answer.kind().endless()) {
            new SqlScreen(terminal, client, limit).follow(answer, began, interrupted::get);
            return;
        }
        if (answer.kind() == SqlAnswer.Kind.DONE) {
            say("done (" + Units.duration(Duration.ofNanos(System.nanoTime() - began)) + ")");
            return;
        }
        QueryResult result = client.collect(answer, limit.whole(), began, interrupted::get);
        if (answer.kind() == SqlAnswer.Kind.JOB) {
            say("written (" + Units.duration(result.took()) + ")");
            return;
        }
        terminal.writer().print(QueryText.table(result));
        if (result.completeness() == QueryResult.Completeness.CUT) {
            say("there are more rows than " + limit.whole() + "; see them with: tidewater sql --limit N");
        }
    }

    private void report(RuntimeException thrown, String text) {
        Failure failure = Failure.of(thrown);
        ErrorBody.Error error = failure.error();
        terminal.writer()
                .print(failure.trace()
                        + new ErrorText(
                                        dev.tidewater.cli.Terminal.ofThisProcess()
                                                .talk(),
                                        Map.of(SqlInput.SOURCE, text))
                                .brief(error.message(), error.findings(), error.hint()));
    }

    private void say(String words) {
        terminal.writer().println(words);
        terminal.flush();
    }
}
