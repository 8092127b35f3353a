package dev.tidewater.cli;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.TidewaterException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli finds wrong with a command line, in our words. */
final class Misuse {
    private static final Pattern BAD_VALUE = Pattern.compile("Invalid value for .*?: (.*)", Pattern.DOTALL);

    private final CommandLine command;
    private final String name;

    private Misuse(CommandLine command) {
        this.command = command;
        this.name = command.getCommandSpec().qualifiedName();
    }

    static TidewaterException of(ParameterException e) {
        Misuse misuse = new Misuse(e.getCommandLine());
        if (e instanceof UnmatchedArgumentException unmatched) {
            return misuse.unmatched(unmatched);
        }
        if (e instanceof MissingParameterException missing) {
            return misuse.missing(missing);
        }
        if (e instanceof OverwrittenOptionException twice && twice.getOverwritten() != null) {
            return misuse.error(label(twice.getOverwritten()) + " is given twice", "");
        }
        return misuse.other(e);
    }

    /** @param command the root, or one that has commands below it */
    static TidewaterException unknownCommand(CommandLine command, String word) {
        String name = command.getCommandSpec().qualifiedName();
        String below = command.getParent() == null ? "" : command.getCommandName() + " ";
        return new TidewaterException(
                ErrorCode.USAGE,
                "command \"" + below + word + "\" does not exist",
                meant(word, List.copyOf(command.getSubcommands().keySet())) + "all commands: " + name + " --help");
    }

    private TidewaterException unmatched(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            return unknownOption(word);
        }
        if (!command.getSubcommands().isEmpty()) {
            return unknownCommand(command, word);
        }
        boolean takesSql = command.getCommandSpec().positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().equals("SQL"));
        return error(
                "\"" + word + "\" is one argument too many",
                takesSql ? "put the whole query between single quotes: " + name + " '...'" : "");
    }

    private TidewaterException unknownOption(String word) {
        String option = word.startsWith("--") ? word.replaceFirst("=.*", "") : word;
        if (isRoot() && isOptionOfCommands(option)) {
            return error(
                    "option " + option + " stands before the command", "write it behind: tidewater COMMAND " + word);
        }
        List<String> options = command.getCommandSpec().options().stream()
                .flatMap(known -> List.of(known.names()).stream())
                .toList();
        return error("option " + option + " does not exist", meant(option, options));
    }

    private TidewaterException missing(MissingParameterException e) {
        ArgSpec first =
                e.getMissing().isEmpty() ? e.getArgSpec() : e.getMissing().get(0);
        return first instanceof OptionSpec option
                ? error(label(option) + " needs a value: " + option.longestName() + " " + option.paramLabel(), "")
                : error("argument " + (first == null ? "" : first.paramLabel() + " ") + "is missing", "");
    }

    private TidewaterException other(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        Matcher badValue = BAD_VALUE.matcher(message);
        if (e.getArgSpec() != null && badValue.matches()) {
            return error(label(e.getArgSpec()) + ": " + badValue.group(1), "");
        }
        return error(message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1), "");
    }

    /** @param hint goes before the pointer to the help that every such error ends with; may be empty */
    private TidewaterException error(String message, String hint) {
        String separator = hint.isEmpty() || hint.endsWith(" ") ? "" : "; ";
        return new TidewaterException(
                ErrorCode.USAGE, message, hint + separator + "see how it is used: " + name + " --help");
    }

    private static String meant(String word, List<String> known) {
        return Nearest.to(word, known)
                .map(near -> "did you mean " + near + "? ")
                .orElse("");
    }

    private boolean isRoot() {
        return command.getParent() == null;
    }

    private boolean isOptionOfCommands(String option) {
        return command.getSubcommands().values().stream()
                .anyMatch(subcommand -> subcommand.getCommandSpec().findOption(option) != null);
    }

    private static String label(ArgSpec arg) {
        return arg instanceof OptionSpec option ? "option " + option.longestName() : "argument " + arg.paramLabel();
    }
}
