package dev.tidewater.cli;

import dev.tidewater.engine.deploy.LocalDeployer.OldState;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Pipeline;
import dev.tidewater.model.Project;
import dev.tidewater.model.ProjectLoader;
import dev.tidewater.model.TidewaterException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "apply",
        description =
                "Runs every pipeline of the project that does not run yet. All scripts are compiled before any starts.",
        footer = {"", "Example:", "  tidewater up && tidewater apply"})
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        Project project = ProjectLoader.load(common.project());
        if (project.pipelines().isEmpty()) {
            throw new TidewaterException(
                    ErrorCode.CONFIGURATION,
                    "project \"" + project.name() + "\" has no pipelines",
                    "write one: pipelines/NAME.sql");
        }
        return Runs.run(
                common,
                PipelineFiles.read(project.pipelines().stream()
                        .map(Pipeline::file)
                        .map(PipelineFiles::asTyped)
                        .toList()),
                OldState.KEEP);
    }
}
