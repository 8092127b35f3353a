package dev.tidewater.cli;

import dev.tidewater.engine.json.Json;
import dev.tidewater.model.ProjectTemplate;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = {
            "Writes a new project: a pipeline with its test, the schema of its topic and a few records.",
            "The folder must be empty or not there yet; nothing is overwritten."
        },
        footer = {"", "Examples:", "  tidewater init shop", "  mkdir shop && cd shop && tidewater init ."})
final class InitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of the project.")
    private Path folder = Path.of(".");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            converter = CommonOptions.Formats.class,
            completionCandidates = CommonOptions.Formats.class,
            description = "How the answer is written to stdout (default: text).")
    private CommonOptions.Format format = CommonOptions.Format.TEXT;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli answers it
    private boolean help;

    @Override
    public Integer call() {
        ProjectTemplate.Written project = ProjectTemplate.write(folder);
        if (format == CommonOptions.Format.JSON) {
            System.out.println(Json.writePretty(project));
        } else {
            System.out.print(text(project));
        }
        System.out.flush();
        return 0;
    }

    private static String text(ProjectTemplate.Written project) {
        StringBuilder text = new StringBuilder("project \"" + project.name() + "\" is written:\n");
        project.files()
                .forEach(file -> text.append("  ")
                        .append(Path.of(project.folder(), file).normalize())
                        .append('\n'));
        text.append("next, as its README.md explains:\n");
        project.next().forEach(step -> text.append("  ").append(step).append('\n'));
        return text.toString();
    }
}
