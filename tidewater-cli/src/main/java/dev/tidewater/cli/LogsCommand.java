package dev.tidewater.cli;

import dev.tidewater.engine.stack.Stack;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.LogTail;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "Shows the end of the logs of one service, or of all.",
        footer = {"", "Examples:", "  tidewater logs taskmanager -n 200", "  tidewater logs -f kafka"})
final class LogsCommand implements Callable<Integer> {
    private static final String SUPERVISOR = "supervisor";

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "One of kafka, registry, s3, iceberg-rest, jobmanager, taskmanager, supervisor.")
    private String service = "";

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "20",
            paramLabel = "N",
            description = "Lines of each log (default: ${DEFAULT-VALUE}).")
    private int lines = 20;

    @Option(
            names = {"-f", "--follow"},
            description = "Keep showing what is written, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws Exception {
        StackLayout layout = common.layout();
        List<String> services = chosen();
        if (services.stream().noneMatch(name -> Files.exists(layout.log(name)))) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE,
                    "there are no logs: the stack has never been up",
                    "start it with: tidewater up");
        }
        Map<String, List<String>> logs = new TreeMap<>();
        services.forEach(name -> logs.put(name, LogTail.last(layout.log(name), lines)));
        common.answer(logs, text(logs));
        if (follow) {
            LogTail.follow(services.stream().map(layout::log).toList(), System.out);
        }
        return 0;
    }

    private List<String> chosen() {
        List<String> all = new ArrayList<>(Stack.serviceNames());
        all.add(SUPERVISOR);
        if (service.isEmpty()) {
            return all;
        }
        if (!all.contains(service)) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "service \"" + service + "\" does not exist"
                            + Nearest.to(service, all)
                                    .map(near -> "; did you mean \"" + near + "\"?")
                                    .orElse(""),
                    "the services are: " + String.join(", ", all));
        }
        return List.of(service);
    }

    private static String text(Map<String, List<String>> logs) {
        StringBuilder text = new StringBuilder();
        logs.forEach((name, lines) -> {
            if (logs.size() > 1) {
                text.append("==> ").append(name).append(" <==\n");
            }
            lines.forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }
}
