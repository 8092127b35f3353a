package dev.tidewater.cli;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Entry point: parses, runs one command, turns what it throws into one message and an exit code. */
@Command(
        name = "tidewater",
        description = "Carries Kafka topics to Apache Iceberg tables through Flink SQL, exactly once.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        footer = {
            "",
            "Start here:",
            "  tidewater demo                     the whole thing in one command",
            "  tidewater init DIR                 a new project, with a pipeline and its test",
            "  tidewater up                       start the local stack of this folder",
            "  tidewater run pipelines/FILE.sql   run a pipeline on it",
            "  tidewater query 'SELECT ...'       look at the result",
            "",
            "Exit codes:",
            "  0 yes, 1 no, 2 usage or configuration, 3 not reachable or not ready,",
            "  4 outcome unknown, 70 a bug of ours, 130 interrupted"
        })
public final class Main implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli answers it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    @SuppressWarnings("UnusedVariable") // picocli answers it
    private boolean version;

    private Main() {}

    public static void main(String[] args) {
        AnswerStream stdout = new AnswerStream(new FileOutputStream(FileDescriptor.out));
        System.setOut(stdout.printer());
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        int exitCode = execute(args);
        System.out.flush();
        if (stdout.failure().isPresent() && exitCode == 0) {
            CommonOptions.say("error: the answer could not be written to stdout: "
                    + stdout.failure().get());
            exitCode = ErrorCode.RESOURCE.exitCode();
        }
        System.exit(exitCode);
    }

    /** Runs one command line; returns its exit code. */
    static int execute(String... args) {
        Terminal terminal = Terminal.ofThisProcess();
        Errors errors = new Errors(Errors.format(args), terminal.talk());
        try {
            return commandLine(terminal, errors, args).execute(args);
        } catch (Error e) {
            // Memory that ran out, a class that is missing: picocli passes these through.
            return errors.report(e, Map.of());
        }
    }

    private static CommandLine commandLine(Terminal terminal, Errors errors, String... args) {
        CommandLine line = new CommandLine(new Main());
        // What is set below reaches only the commands that are there.
        Commands.addTo(line, args);
        line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExpandAtFiles(false)
                .setUsageHelpWidth(terminal.helpColumns())
                .setUsageHelpLongOptionsMaxWidth(32)
                .setExecutionExceptionHandler((e, command, result) -> errors.report(e, texts(command)))
                .setParameterExceptionHandler((e, all) -> errors.report(Misuse.of(e), Map.of()));
        ITypeConverter<Integer> integers = Numbers::integer;
        line.registerConverter(int.class, integers).registerConverter(Integer.class, integers);
        ITypeConverter<Long> longs = Numbers::whole;
        line.registerConverter(long.class, longs).registerConverter(Long.class, longs);
        line.registerConverter(Double.class, Numbers::positive);
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.err);
        }
        throw new TidewaterException(ErrorCode.USAGE, "a command is missing", "begin with: tidewater demo");
    }

    private static Map<String, String> texts(CommandLine command) {
        return command.getCommand() instanceof HasTexts has ? has.texts() : Map.of();
    }
}
