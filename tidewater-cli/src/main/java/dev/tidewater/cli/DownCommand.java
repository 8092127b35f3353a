package dev.tidewater.cli;

import dev.tidewater.server.StackLauncher;
import dev.tidewater.server.StackLauncher.DownReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "down",
        description =
                "Stops the local stack. Topics, schemas, tables and running pipelines come back with the next up.")
final class DownCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        DownReport report = new StackLauncher(common.layout(), CommonOptions::say).down();
        String text = switch (report.outcome()) {
            case STOPPED ->
                "stopped in " + Units.duration(report.took()) + "; everything comes back with: tidewater up\n";
            case WAS_NOT_UP -> "the stack was not up\n";
        };
        common.answer(report, text);
        return 0;
    }
}
