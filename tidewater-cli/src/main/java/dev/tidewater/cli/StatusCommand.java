package dev.tidewater.cli;

import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import dev.tidewater.server.StatusReport;
import dev.tidewater.server.StatusReport.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description =
                "Shows the services of the stack, their addresses, and the pipelines. Exits with 1 unless all is well.",
        footer = {
            "",
            "With -o json, all that a Kafka, S3 or Iceberg client needs:",
            "  tidewater status -o json | jq .s3"
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        StatusReport report =
                ControlClient.require(common.layout()).call(Call.STATUS, Map.of(), Duration.ofSeconds(15));
        common.answer(report, StatusText.all(report, Clock.systemUTC()));
        return report.phase() == Phase.READY ? 0 : 1;
    }
}
