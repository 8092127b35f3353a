package dev.tidewater.cli;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "generate-completion",
        description = "Prints a script that makes bash and zsh complete commands and options with the TAB key.",
        footer = {
            "",
            "For this shell, or for every new one as a line of ~/.bashrc:",
            "  source <(tidewater generate-completion)"
        })
final class CompletionCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli answers it
    private boolean help;

    @Override
    public void run() {
        if (spec != null) {
            System.out.println(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        }
    }
}
