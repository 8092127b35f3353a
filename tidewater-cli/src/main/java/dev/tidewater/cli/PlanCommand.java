package dev.tidewater.cli;

import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.engine.deploy.PlanReport;
import dev.tidewater.engine.deploy.PlanReport.Mark;
import dev.tidewater.engine.json.Json;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import dev.tidewater.server.SavedPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = {
            "Shows what apply would do: which pipelines are new (+), changed (~), gone (-) or the same (=), and what becomes of the state, the place in the topics, and the tables of those that are changed."
        },
        footer = {
            "",
            "Examples:",
            "  tidewater plan",
            "  tidewater plan --detailed-exitcode || tidewater apply",
            "  tidewater plan --out change.plan && tidewater apply change.plan"
        })
final class PlanCommand implements Callable<Integer> {
    /** As others have it: 1 is a fault, so 2 says that there is something to do. */
    private static final int CHANGES = 2;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--detailed-exitcode", description = "Exits with 2 if there is something to do.")
    private boolean detailed;

    @Option(names = "--out", paramLabel = "FILE", description = "Keeps the plan, for apply to do exactly that.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        List<PipelineScript> scripts = PipelineFiles.ofProject(common.project());
        PlanReport[] reports = ControlClient.require(common.layout())
                .call(Call.PLAN, new Call.PlanRequest(scripts), Duration.ofMinutes(3));
        Optional.ofNullable(out).ifPresent(file -> Json.writeFile(file.toAbsolutePath(), saved(scripts, reports)));
        common.answer(reports, PlanText.of(List.of(reports)));
        boolean isDone = Stream.of(reports).allMatch(report -> report.mark() == Mark.SAME);
        return detailed && !isDone ? CHANGES : 0;
    }

    private static SavedPlan saved(List<PipelineScript> scripts, PlanReport[] reports) {
        return new SavedPlan(
                scripts, Stream.of(reports).collect(Collectors.toMap(PlanReport::pipeline, PlanReport::fingerprint)));
    }
}
