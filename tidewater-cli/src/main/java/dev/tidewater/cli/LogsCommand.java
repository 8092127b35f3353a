package dev.tidewater.cli;

import dev.tidewater.cli.CommonOptions.Format;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.LogTail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "Shows the end of the logs of one service, or of all.",
        footer = {
            "",
            "Examples:",
            "  tidewater logs taskmanager -n 200",
            "  tidewater logs -f kafka",
            "  tidewater logs supervisor -o json"
        })
final class LogsCommand implements Callable<Integer> {
    private static final String SUPERVISOR = "supervisor";

    /** For shell completion. The stack is not asked: its classes would be loaded for every command line. */
    static final class Services extends Choice<String> {
        Services() {
            super(
                    new String[] {"kafka", "registry", "s3", "iceberg-rest", "jobmanager", "taskmanager", SUPERVISOR},
                    Function.identity());
        }
    }

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            completionCandidates = Services.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String service = "";

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "20",
            paramLabel = "N",
            description = "Lines of each log (default: ${DEFAULT-VALUE}).")
    private int lines = 20;

    @Option(
            names = {"-f", "--follow"},
            description = "Keeps showing what is written, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() {
        Numbers.requireAtLeast(0, "--lines", lines);
        if (follow && common.format() == Format.JSON) {
            throw new TidewaterException(ErrorCode.USAGE, "-f does not end, and JSON must", "leave out -f, or -o json");
        }
        StackLayout layout = common.layout();
        Map<String, Path> logs = new LinkedHashMap<>();
        chosen().forEach(name -> logs.put(name, layout.log(name)));
        if (logs.values().stream().noneMatch(Files::exists)) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE,
                    "there are no logs: the stack of " + layout.project() + " has never been up",
                    "start it with: tidewater up");
        }
        if (follow) {
            follow(logs);
            return 0;
        }
        Map<String, List<String>> ends = new LinkedHashMap<>();
        logs.forEach((name, log) -> ends.put(name, LogTail.last(log, lines)));
        common.answer(ends, text(ends));
        return 0;
    }

    /** What comes after the end that is shown is what is copied, so that no line is lost or shown twice. */
    private void follow(Map<String, Path> logs) {
        Map<String, List<String>> ends = new LinkedHashMap<>();
        Map<String, LogFollower.Source> rest = new LinkedHashMap<>();
        logs.forEach((name, log) -> {
            LogTail.Tail tail = LogTail.lastEnded(log, lines);
            ends.put(name, tail.lines());
            rest.put(name, new LogFollower.Source(log, tail.position()));
        });
        common.answer(ends, text(ends));
        new LogFollower(System.out).follow(rest);
    }

    private List<String> chosen() {
        Services services = new Services();
        if (service.isEmpty()) {
            return services.labels();
        }
        return List.of(services.find(service)
                .orElseThrow(() -> new TidewaterException(
                        ErrorCode.USAGE,
                        "service \"" + service + "\" does not exist"
                                + Nearest.to(service, services.labels())
                                        .map(near -> "; did you mean \"" + near + "\"?")
                                        .orElse(""),
                        "the services are: " + String.join(", ", services))));
    }

    static String text(Map<String, List<String>> logs) {
        StringBuilder text = new StringBuilder();
        logs.forEach((name, lines) -> {
            if (logs.size() > 1 && !lines.isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append("==> ")
                        .append(name)
                        .append(" <==\n");
            }
            lines.forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }
}
