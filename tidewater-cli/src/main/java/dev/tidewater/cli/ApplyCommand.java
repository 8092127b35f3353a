package dev.tidewater.cli;

import dev.tidewater.engine.deploy.ApplyRequest;
import dev.tidewater.engine.deploy.ApplyRequest.LostState;
import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.engine.json.Json;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.SavedPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = {
            "Makes what runs agree with the project: new pipelines start, changed ones go on with their new SQL, stopped ones go on, and those whose scripts are gone are stopped.",
            "What is new or changed is checked first. Where state would be lost, nothing is done."
        },
        footer = {
            "",
            "Examples:",
            "  tidewater up && tidewater apply",
            "  tidewater plan --out change.plan && tidewater apply change.plan"
        })
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "PLAN",
            description = "A plan kept by plan --out: exactly that is done, or nothing.")
    private @Nullable Path plan;

    @Option(
            names = "--discard-state",
            description = "Gives up state that fits the new SQL nowhere. All else goes on, places in topics too.")
    private boolean discardState;

    @Override
    public Integer call() {
        LostState lostState = discardState ? LostState.DISCARDED : LostState.REFUSED;
        Optional<SavedPlan> saved = Optional.ofNullable(plan).map(ApplyCommand::read);
        List<PipelineScript> scripts =
                saved.map(SavedPlan::scripts).orElseGet(() -> PipelineFiles.ofProject(common.project()));
        return Runs.apply(
                common, new ApplyRequest(scripts, lostState, Runs.user(), saved.map(SavedPlan::fingerprints)));
    }

    private static SavedPlan read(Path file) {
        String hint = "keep a plan with: tidewater plan --out FILE";
        return Json.readFile(file, SavedPlan.class, hint)
                .orElseThrow(
                        () -> new TidewaterException(ErrorCode.USAGE, "file \"" + file + "\" does not exist", hint));
    }
}
