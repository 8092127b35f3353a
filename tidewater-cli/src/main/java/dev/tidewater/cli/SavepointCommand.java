package dev.tidewater.cli;

import dev.tidewater.engine.deploy.SavepointReport;
import dev.tidewater.engine.deploy.SavepointReport.Fate;
import dev.tidewater.engine.deploy.Waypoint;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.Call;
import dev.tidewater.server.Call.Consent;
import dev.tidewater.server.ControlClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "savepoint",
        description = {
            "Takes a savepoint of a pipeline that runs, to which it can be rolled back.",
            "The pipeline stops there and goes on at once; tables get nothing new for some seconds."
        },
        footer = {
            "",
            "It is kept until it is deleted, or until its generation is forgotten: the last 50 are remembered.",
            "",
            "Examples:",
            "  tidewater savepoint orders",
            "  tidewater rollback orders --to 2.1",
            "  tidewater savepoint orders --delete 2.1 --yes"
        })
final class SavepointCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "PIPELINE", description = "Its name, as shown by: tidewater ps")
    private String pipeline = "";

    @Option(
            names = "--delete",
            paramLabel = "SAVEPOINT",
            description =
                    "Deletes this one instead, or that which a generation ended with. Without --yes it only says which.")
    private @Nullable String delete;

    @Option(names = "--yes", description = "Deletes it.")
    private boolean yes;

    @Override
    public Integer call() {
        Optional<Waypoint> point = Optional.ofNullable(delete).map(Waypoint::parse);
        if (yes && point.isEmpty()) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "--yes is for --delete", "take a savepoint with: tidewater savepoint " + pipeline);
        }
        ControlClient stack = ControlClient.require(common.layout());
        SavepointReport report = point.map(one -> stack.call(
                        Call.DELETE_SAVEPOINT,
                        new Call.DeleteSavepointRequest(pipeline, one, yes ? Consent.GIVEN : Consent.MISSING),
                        Duration.ofMinutes(1)))
                .orElseGet(() -> stack.call(
                        Call.SAVEPOINT, new Call.SavepointRequest(pipeline, Runs.user()), Duration.ofMinutes(5)));
        common.answer(report, text(report));
        if (report.fate() != Fate.KEPT) {
            return 0;
        }
        CommonOptions.say("nothing was deleted; to do it: tidewater savepoint " + pipeline + " --delete " + report.id()
                + " --yes");
        return ErrorCode.REFUSED.exitCode();
    }

    static String text(SavepointReport report) {
        String words = Waypoint.parse(report.id()).words();
        return report.pipeline() + ": "
                + switch (report.fate()) {
                    case TAKEN ->
                        words + ", " + report.path() + "\nback to it with: tidewater rollback " + report.pipeline()
                                + " --to " + report.id();
                    case KEPT -> "could not be rolled back to " + words + " any more, without " + report.path();
                    case DELETED -> "cannot be rolled back to " + words + " any more; deleted " + report.path();
                }
                + "\n";
    }
}
