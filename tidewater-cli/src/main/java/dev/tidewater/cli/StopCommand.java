package dev.tidewater.cli;

import dev.tidewater.engine.deploy.StopReport;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        description = "Stops a pipeline with a savepoint; when it is run again it goes on where it was.",
        footer = {"", "Example:", "  tidewater stop orders && tidewater start orders"})
final class StopCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "PIPELINE", description = "Its name, as shown by: tidewater ps")
    private String pipeline = "";

    @Override
    public Integer call() {
        StopReport report = ControlClient.require(common.layout())
                .call(Call.STOP, new Call.StopRequest(pipeline, Runs.user()), Duration.ofMinutes(3));
        common.answer(
                report,
                report.pipeline() + ": stopped"
                        + report.savepoint()
                                .map(path -> ", savepoint " + path)
                                .orElse(" before it had a job; it goes on from its last checkpoint")
                        + "\nlet it go on with: tidewater start " + report.pipeline() + "\n");
        return 0;
    }
}
