package dev.tidewater.cli;

import dev.tidewater.engine.deploy.RunReport;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        description = "Lets a stopped pipeline go on where it was, with the SQL that it had.",
        footer = {"", "Example:", "  tidewater stop orders && tidewater start orders"})
final class StartCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "PIPELINE", description = "Its name, as shown by: tidewater ps")
    private String pipeline = "";

    @Override
    public Integer call() {
        RunReport report = ControlClient.require(common.layout())
                .call(Call.START, new Call.StartRequest(pipeline), Duration.ofMinutes(3));
        common.answer(report, Runs.text(new RunReport[] {report}));
        return 0;
    }
}
