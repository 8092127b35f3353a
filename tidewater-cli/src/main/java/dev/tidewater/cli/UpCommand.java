package dev.tidewater.cli;

import dev.tidewater.server.StackLauncher;
import dev.tidewater.server.StatusReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Starts the local stack of the project and returns when all of it is ready.",
        footer = {
            "",
            "The stack outlives the terminal; end it with: tidewater down",
            "",
            "Examples:",
            "  tidewater up",
            "  tidewater up -o json | jq -r '.kafka.\"bootstrap-servers\"'"
        })
final class UpCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--new-ports", description = "Chooses new free ports instead of those of last time.")
    private boolean newPorts;

    @Override
    public Integer call() {
        StackLauncher launcher = new StackLauncher(common.layout(), CommonOptions::say);
        if (newPorts) {
            launcher.forgetPorts();
        }
        StatusReport report;
        try (Interruption interruption = Interruption.says("the stack goes on starting; end it with: tidewater down")) {
            report = launcher.up();
        }
        common.answer(report, StatusText.endpoints(report));
        return 0;
    }
}
