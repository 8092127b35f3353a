package dev.tidewater.cli;

import dev.tidewater.engine.deploy.RollbackReport;
import dev.tidewater.engine.deploy.Waypoint;
import dev.tidewater.engine.tables.TablePast.Tail;
import dev.tidewater.model.ErrorCode;
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
        name = "rollback",
        description = {
            "Takes a pipeline, its place in the topics and its lake tables back together, to where an earlier generation ended or to a savepoint.",
            "Without --yes it only shows what would be undone, and exits with 1."
        },
        footer = {
            "",
            "Refused if others have changed or merged its rows since, or if the pipeline writes to topics.",
            "",
            "Examples:",
            "  tidewater rollback orders",
            "  tidewater rollback orders --to 3 --yes",
            "  tidewater rollback orders --to 3.1"
        })
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "PIPELINE", description = "Its name, as shown by: tidewater ps")
    private String pipeline = "";

    @Option(
            names = "--to",
            paramLabel = "GENERATION",
            description =
                    "Or a savepoint within one; as shown by: tidewater history (default: where the current one began).")
    private @Nullable String to;

    @Option(names = "--yes", description = "Does it.")
    private boolean yes;

    @Override
    public Integer call() {
        Call.RollbackRequest request = new Call.RollbackRequest(
                pipeline,
                Optional.ofNullable(to).map(Waypoint::parse),
                yes ? Consent.GIVEN : Consent.MISSING,
                Runs.user());
        RollbackReport report =
                ControlClient.require(common.layout()).call(Call.ROLLBACK, request, Duration.ofMinutes(5));
        common.answer(report, text(report));
        if (report.done()) {
            return 0;
        }
        CommonOptions.say("nothing was changed; to undo this: tidewater rollback " + pipeline + " --to "
                + report.point() + " --yes");
        return ErrorCode.REFUSED.exitCode();
    }

    static String text(RollbackReport report) {
        StringBuilder text = new StringBuilder(report.pipeline())
                .append(report.done() ? ": went back" : ": would go back")
                .append(" from generation ")
                .append(report.from())
                .append(" to ")
                .append(Waypoint.parse(report.point()).words())
                .append(": ")
                .append(report.savepoint())
                .append('\n');
        for (Tail tail : report.undone()) {
            text.append("    lake.")
                    .append(tail.table())
                    .append(report.done() ? ": undone " : ": would undo ")
                    .append(tail.snapshots())
                    .append(tail.snapshots() == 1 ? " snapshot, " : " snapshots, ")
                    .append(Units.number(tail.records()))
                    .append(" records")
                    .append(rest(tail))
                    .append('\n');
        }
        return text.append(report.undone().isEmpty() ? "    its tables stay as they are\n" : "")
                .toString();
    }

    private static String rest(Tail tail) {
        if (!tail.jobs().isEmpty()) {
            return " of its own; what others have written stays";
        }
        return tail.to().isPresent() ? "" : ": all that it holds";
    }
}
