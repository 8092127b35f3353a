package dev.tidewater.cli;

import dev.tidewater.engine.deploy.RollbackReport;
import dev.tidewater.engine.tables.TablePast.Tail;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.server.Call;
import dev.tidewater.server.Call.RollbackRequest.Consent;
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
            "Takes a pipeline, its place in the topics and its lake tables back together, to where an earlier generation ended.",
            "Without --yes it only shows what would be undone, and exits with 1."
        },
        footer = {
            "",
            "Refused if others have written to the tables since, or if the pipeline writes to topics.",
            "",
            "Examples:",
            "  tidewater rollback orders",
            "  tidewater rollback orders --to 3 --yes"
        })
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "PIPELINE", description = "Its name, as shown by: tidewater ps")
    private String pipeline = "";

    @Option(
            names = "--to",
            paramLabel = "GENERATION",
            description = "As shown by: tidewater history (default: the last one before that has run).")
    private @Nullable Integer to;

    @Option(names = "--yes", description = "Does it.")
    private boolean yes;

    @Override
    public Integer call() {
        Call.RollbackRequest request = new Call.RollbackRequest(
                pipeline, Optional.ofNullable(to), yes ? Consent.GIVEN : Consent.MISSING, Runs.user());
        RollbackReport report =
                ControlClient.require(common.layout()).call(Call.ROLLBACK, request, Duration.ofMinutes(5));
        common.answer(report, text(report));
        if (report.done()) {
            return 0;
        }
        CommonOptions.say("nothing was changed; to undo this: tidewater rollback " + pipeline + " --to " + report.to()
                + " --yes");
        return ErrorCode.REFUSED.exitCode();
    }

    static String text(RollbackReport report) {
        StringBuilder text = new StringBuilder(report.pipeline())
                .append(report.done() ? ": went back" : ": would go back")
                .append(" from generation ")
                .append(report.from())
                .append(" to generation ")
                .append(report.to())
                .append(", savepoint ")
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
                    .append(tail.to().isPresent() ? "" : ": all that it holds")
                    .append('\n');
        }
        return text.append(report.undone().isEmpty() ? "    its tables stay as they are\n" : "")
                .toString();
    }
}
