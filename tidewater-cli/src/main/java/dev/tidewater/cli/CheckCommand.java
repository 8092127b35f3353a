package dev.tidewater.cli;

import dev.tidewater.engine.check.CheckReport;
import dev.tidewater.engine.check.CheckReport.CheckedFile;
import dev.tidewater.engine.check.Checker;
import dev.tidewater.engine.deploy.LocalSessions;
import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.engine.sql.HostMapping;
import dev.tidewater.engine.sql.SeenTables;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Project;
import dev.tidewater.model.ProjectLoader;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Tells what is wrong with scripts before they run: mistakes that Flink refuses, and those that it takes without a word.",
            "Exits with 1 if there is an error. Runs nothing, and creates nothing."
        },
        footer = {
            "",
            "With the stack up, tables and schemas are the real ones; without it, those that a script creates,",
            "and those of the stack as a check has seen them last.",
            "A finding that is no fault is allowed by a comment in its statement:",
            "  -- tidewater:allow RULE: reason",
            "",
            "Examples:",
            "  tidewater check",
            "  tidewater check pipelines/orders.sql --explain",
            "  tidewater check --fix",
            "  tidewater check --watch"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Scripts (default: all pipelines of the project).")
    private List<Path> files = List.of();

    @Option(names = "--offline", description = "Asks no service, even if the stack is up.")
    private boolean offline;

    @Option(
            names = "--fix",
            description =
                    "Mends in the files what can be mended mechanically, once the mended script has been checked.")
    private boolean fix;

    @Option(
            names = "--explain",
            description = "Draws each INSERT as a tree of operators, with what each keeps and for how long.")
    private boolean explain;

    @Option(names = "--watch", description = "Checks again whenever a script changes, until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() {
        if (watch && fix) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "--watch looks on while you write, and --fix writes", "leave one of them out");
        }
        return watch ? new CheckWatch(this::scripts, this::checkOnce).run() : checkOnce(scripts());
    }

    private int checkOnce(List<PipelineScript> read) {
        Project project = ProjectLoader.load(common.project());
        SeenTables seen = SeenTables.in(common.layout().schemas(), InstantSource.system());
        Optional<Endpoints> endpoints = offline ? Optional.empty() : endpoints();
        Checker checker = checker(project, endpoints, seen);
        List<SqlScript> scripts = read.stream()
                .map(script -> SqlScript.parse(script.file(), script.text()))
                .toList();
        CheckReport report = fix ? checker.mend(scripts) : checker.check(scripts);
        if (fix) {
            write(report);
        }
        if (endpoints.isEmpty()) {
            sayWhatIsOld(seen);
        }
        seen.faults().forEach(fault -> CommonOptions.say("note: " + fault));
        common.answer(report.findings(), CheckText.of(report, explain, fix));
        return report.isSound() ? 0 : 1;
    }

    private static Checker checker(Project project, Optional<Endpoints> endpoints, SeenTables seen) {
        if (endpoints.isEmpty()) {
            return new Checker(LocalSessions.forChecksOffline(project), new HostMapping(Map.of()), seen);
        }
        // The lake is read in this process, with the default credentials of the AWS SDK.
        System.setProperty("aws.accessKeyId", endpoints.get().s3().accessKey());
        System.setProperty("aws.secretAccessKey", endpoints.get().s3().secretKey());
        return new Checker(
                LocalSessions.forChecks(endpoints.get(), project),
                LocalSessions.hosts(endpoints.get(), project.configuration()),
                seen);
    }

    private Optional<Endpoints> endpoints() {
        return ControlClient.connect(common.layout())
                .map(stack -> stack.call(Call.STATUS, Map.of(), Duration.ofSeconds(15))
                        .endpoints());
    }

    /** What the answer rests on, if it rests on more than the scripts. */
    private void sayWhatIsOld(SeenTables seen) {
        String why = offline ? "checked offline" : "the stack is down";
        if (seen.used().isEmpty()) {
            if (!offline) {
                CommonOptions.say(
                        why + ": tables are known if a script creates them, or if they were looked at before;\n"
                                + "to have topics and lake tables as they are: tidewater up");
            }
            return;
        }
        List<String> tables = seen.used().entrySet().stream()
                .map(used -> used.getKey() + " as of " + used.getValue())
                .toList();
        CommonOptions.say(why + ": schemas are those last seen, " + String.join(", ", tables)
                + "; see them anew with: tidewater up && tidewater check");
    }

    private List<PipelineScript> scripts() {
        if (!files.isEmpty()) {
            return PipelineFiles.read(files);
        }
        return PipelineFiles.ofProject(common.project());
    }

    private static void write(CheckReport report) {
        for (CheckedFile file : report.files()) {
            if (file.fixes() > 0) {
                UserFiles.replace(Path.of(file.file()), file.text(), file.fixed());
            }
        }
    }
}
