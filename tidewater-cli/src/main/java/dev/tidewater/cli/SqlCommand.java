package dev.tidewater.cli;

import dev.tidewater.cli.CommonOptions.Format;
import dev.tidewater.engine.sql.SessionMode;
import dev.tidewater.engine.sql.SqlInput;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.ControlClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sql",
        description = {
            "A shell on the topics and the lake tables of the stack, or a run of statements that are given.",
            "Catalogs are lake, the current one, and kafka; a topic's plain name will do."
        },
        footer = {
            "",
            "Typed into the shell, a SELECT on a topic goes on as records come, until q or Ctrl-C. Given with -c",
            "or -f, or on standard input, it answers from what the topic holds now, unless --streaming.",
            "",
            "Examples:",
            "  tidewater sql",
            "  tidewater sql -c 'SELECT COUNT(*) FROM orders; SHOW TABLES IN shop'",
            "  tidewater sql -f report.sql -o json",
            "  tidewater sql --streaming -c 'SELECT * FROM orders WHERE amount > 1000'"
        })
final class SqlCommand implements Callable<Integer>, HasTexts {
    private static final String STDIN = "-";
    private static final String STDIN_NAME = "stdin";

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = {"-c", "--command"},
            paramLabel = "SQL",
            description = "Runs these statements, separated by semicolons.")
    private @Nullable String command;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Runs the statements of a file; - is standard input.")
    private @Nullable String file;

    @Option(names = "--streaming", description = "Lets SELECT go on as rows come, also with -c and -f.")
    private boolean streaming;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Most rows to print of one answer (default: 1000, and all of one that goes on).")
    private @Nullable Integer limit;

    /** What errors may point into. */
    private Map<String, String> texts = Map.of();

    @Override
    public Map<String, String> texts() {
        return texts;
    }

    @Override
    public Integer call() {
        SqlLimit most = SqlLimit.of(limit);
        if (command != null && file != null) {
            throw new TidewaterException(ErrorCode.USAGE, "-c and -f both say what to run", "leave one of them out");
        }
        if (command == null && file == null && Terminal.isConversation()) {
            return converse(most);
        }
        String name = command != null ? SqlInput.SOURCE : file == null || file.equals(STDIN) ? STDIN_NAME : file;
        String text = command != null ? command : name.equals(STDIN_NAME) ? readStdin() : read(Path.of(name));
        texts = Map.of(name, text);
        ControlClient stack = ControlClient.require(common.layout());
        SessionMode mode = streaming ? SessionMode.STREAMING : SessionMode.BATCH;
        try (SqlClient client = SqlClient.open(stack::call, mode);
                AtExit closed = AtExit.run(client::close)) {
            new SqlScriptRun(client, common.format(), most, System.out).run(name, text);
        }
        return 0;
    }

    private int converse(SqlLimit most) {
        if (common.format() == Format.JSON) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "the shell talks to people, and JSON is for programs",
                    "say what to run: tidewater sql -o json -c 'SELECT ...'");
        }
        ControlClient stack = ControlClient.require(common.layout());
        try (SqlClient client = SqlClient.open(stack::call, SessionMode.STREAMING);
                AtExit closed = AtExit.run(client::close)) {
            SqlShell.atTerminal(client, most, common.layout().state().resolve("sql-history"));
        }
        return 0;
    }

    private static String readStdin() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading standard input", e);
        }
    }

    private static String read(Path script) {
        try {
            return Files.readString(script);
        } catch (NoSuchFileException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "file \"" + script + "\" does not exist",
                    "name a file with SQL; - is standard input",
                    e);
        } catch (CharacterCodingException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "file \"" + script + "\" is not UTF-8 text", "save it as UTF-8", e);
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "\"" + script + "\" cannot be read" + (Files.isDirectory(script) ? ": it is a folder" : ""),
                    "name a file with SQL; - is standard input",
                    e);
        }
    }
}
