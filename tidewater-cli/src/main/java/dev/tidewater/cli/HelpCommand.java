package dev.tidewater.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Shows how a command is used; without one, what commands there are.")
final class HelpCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command, such as query.")
    private String command = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli answers it
    private boolean help;

    @Override
    public void run() {
        if (spec != null) {
            show(spec.commandLine().getParent());
        }
    }

    private void show(CommandLine root) {
        CommandLine shown = command.isEmpty() ? root : root.getSubcommands().get(command);
        if (shown == null) {
            throw Misuse.unknownCommand(root, command);
        }
        shown.usage(shown.getOut());
    }
}
