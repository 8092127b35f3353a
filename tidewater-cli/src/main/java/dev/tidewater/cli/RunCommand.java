package dev.tidewater.cli;

import dev.tidewater.engine.deploy.LocalDeployer.OldState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Compiles scripts and runs each as one pipeline; one that was stopped goes on where it was.",
        footer = {"", "Examples:", "  tidewater run pipelines/orders.sql", "  tidewater run pipelines/*.sql -o json"})
final class RunCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Scripts (.sql); a pipeline is named after its file.")
    private List<Path> files = List.of();

    @Option(
            names = "--discard-state",
            description = "Forgets where a stopped pipeline was and starts it anew. Rows that it has written stay.")
    private boolean discardState;

    @Override
    public Integer call() {
        return Runs.run(common, PipelineFiles.read(files), discardState ? OldState.DISCARD : OldState.KEEP);
    }
}
