package dev.tidewater.cli;

import dev.tidewater.engine.deploy.ApplyRequest;
import dev.tidewater.engine.deploy.LocalDeployer.OldState;
import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.engine.deploy.RunReport;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import dev.tidewater.server.RunRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code run} and {@code apply} share. */
final class Runs {
    private Runs() {}

    static int run(CommonOptions common, List<PipelineScript> scripts, OldState oldState) {
        return call(common, Call.RUN, new RunRequest(scripts, oldState, user()), scripts);
    }

    static int apply(CommonOptions common, ApplyRequest request) {
        return call(common, Call.APPLY, request, request.scripts());
    }

    /** Who wants it, as the system calls them. */
    static String user() {
        return System.getProperty("user.name", "");
    }

    private static int call(
            CommonOptions common, Call<RunReport[]> call, Object request, List<PipelineScript> scripts) {
        ControlClient stack = ControlClient.require(common.layout());
        RunReport[] reports;
        try (Interruption interruption = Interruption.says("the stack goes on with it; see: tidewater ps")) {
            reports = stack.call(call, request, Duration.ofMinutes(10));
        }
        ErrorText excerpts = new ErrorText(
                Terminal.Talk.LINES,
                scripts.stream().collect(Collectors.toMap(PipelineScript::file, PipelineScript::text)));
        for (RunReport report : reports) {
            report.warnings()
                    .forEach(warning ->
                            CommonOptions.say(excerpts.excerpt(warning).stripTrailing()));
        }
        common.answer(reports, text(reports));
        return 0;
    }

    static String text(RunReport[] reports) {
        StringBuilder text = new StringBuilder();
        for (RunReport report : reports) {
            text.append(report.pipeline())
                    .append(": ")
                    .append(report.outcome().label().replace('-', ' '))
                    .append(", ")
                    .append(String.join(", ", report.sources()))
                    .append(" -> ")
                    .append(String.join(", ", report.sinks()))
                    .append(" (")
                    .append(Units.duration(report.took()))
                    .append(")\n");
        }
        return text.append("watch with: tidewater ps\n").toString();
    }
}
