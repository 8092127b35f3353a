package dev.tidewater.cli;

import dev.tidewater.engine.deploy.PipelineStatus;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "ps", description = "Lists the pipelines and what they do.")
final class PsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        PipelineStatus[] pipelines =
                ControlClient.require(common.layout()).call(Call.PIPELINES, Map.of(), Duration.ofSeconds(15));
        common.answer(pipelines, StatusText.pipelines(List.of(pipelines), Clock.systemUTC()));
        return 0;
    }
}
