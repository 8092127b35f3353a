package dev.tidewater.cli;

import dev.tidewater.engine.json.Json;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.ErrorBody;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point: parses, runs one command, turns what it throws into one message and an exit code. */
@Command(
        name = "tidewater",
        description = "Carries Kafka topics to Apache Iceberg tables through Flink SQL, exactly once.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            RunCommand.class,
            ApplyCommand.class,
            PsCommand.class,
            StopCommand.class,
            QueryCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Start here:",
            "  tidewater demo                       the whole thing in one command",
            "  tidewater up                         start the local stack of the project in this folder",
            "  tidewater run pipelines/FILE.sql     run a pipeline on it",
            "  tidewater query \"SELECT ...\"         look at the result",
            "",
            "Exit codes: 0 yes, 1 no, 2 usage or configuration, 3 not reachable or not ready, 4 outcome unknown,",
            "70 a bug of ours, 130 interrupted."
        })
public final class Main implements Runnable {
    private static final int BUG = 70;

    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs one command line; returns its exit code. */
    static int execute(String... args) {
        CommandLine line = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(32)
                .setExecutionExceptionHandler((e, command, result) -> failed(e, args))
                .setParameterExceptionHandler(Main::misused);
        return line.execute(args);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.err);
            throw new TidewaterException(ErrorCode.USAGE, "a command is missing", "begin with: tidewater demo");
        }
    }

    private static int failed(Exception e, String[] args) {
        if (e instanceof TidewaterException known) {
            report(known, args);
            return known.code().exitCode();
        }
        System.err.println("This is a bug of Tidewater's: " + e);
        e.printStackTrace(System.err);
        return BUG;
    }

    private static int misused(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        List<String> suggestions = CommandLine.UnmatchedArgumentException.class.isInstance(e)
                ? ((CommandLine.UnmatchedArgumentException) e).getSuggestions()
                : List.of();
        String hint = suggestions.isEmpty()
                ? "see how it is used: " + name + " --help"
                : "did you mean: " + String.join(", ", suggestions) + "? see also: " + name + " --help";
        report(new TidewaterException(ErrorCode.USAGE, String.valueOf(e.getMessage()), hint), args);
        return ErrorCode.USAGE.exitCode();
    }

    /** People read stderr; with {@code -o json}, programs find the same as JSON on stdout. */
    private static void report(TidewaterException e, String[] args) {
        if (wantsJson(args)) {
            PrintWriter out = new PrintWriter(System.out, true);
            out.println(Json.writePretty(ErrorBody.of(e)));
        }
        System.err.print(ErrorText.of(e));
        System.err.flush();
    }

    /** Looked up by hand: it must be right also where the arguments do not parse. */
    private static boolean wantsJson(String[] args) {
        String line = " " + String.join(" ", Arrays.asList(args)) + " ";
        return line.contains(" -o json ")
                || line.contains(" -o=json ")
                || line.contains(" -ojson ")
                || line.contains(" --output json ")
                || line.contains(" --output=json ");
    }
}
