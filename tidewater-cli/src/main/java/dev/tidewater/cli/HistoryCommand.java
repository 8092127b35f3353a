package dev.tidewater.cli;

import dev.tidewater.engine.deploy.HistoryReport;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description =
                "Shows what pipelines have run as: each generation with its savepoints, who wanted it, and how it ended.",
        footer = {"", "Examples:", "  tidewater history orders", "  tidewater history orders -o json | jq -r '.[0].sql'"
        })
final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "Its name (default: all pipelines).")
    private @Nullable String pipeline;

    @Override
    public Integer call() {
        HistoryReport[] reports = ControlClient.require(common.layout())
                .call(Call.HISTORY, new Call.HistoryRequest(Optional.ofNullable(pipeline)), Duration.ofSeconds(15));
        TextTable table = new TextTable("PIPELINE", "GENERATION", "SINCE", "BY", "HOW", "UNTIL", "WHY").alignRight(1);
        for (HistoryReport report : reports) {
            table.row(
                    report.pipeline(),
                    Integer.toString(report.generation()),
                    seconds(report.at()),
                    report.by(),
                    report.origin(),
                    report.ended().map(HistoryCommand::seconds).orElse("-"),
                    report.why().orElse("-"));
            report.savepoints()
                    .forEach(point -> table.row(
                            report.pipeline(),
                            point.id(),
                            seconds(point.at()),
                            point.by(),
                            point.path().isPresent() ? "savepoint" : "savepoint, deleted",
                            "-",
                            "-"));
        }
        common.answer(reports, table.render());
        return 0;
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
