package dev.tidewater.cli;

import dev.tidewater.engine.dead.DeadRecords;
import dev.tidewater.engine.dead.RecordId;
import dev.tidewater.engine.dead.ReplayReport;
import dev.tidewater.engine.dead.ReplayRequest;
import dev.tidewater.engine.dead.ReplayRequest.Repeats;
import dev.tidewater.engine.dead.Wanted;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = {
            "Sends records to their topic again, as they were or mended, each once.",
            "What was sent again before is left out, so this may be repeated after any failure."
        },
        footer = {
            "",
            "Examples:",
            "  tidewater dead replay orders --reason unknown-schema --dry-run",
            "  tidewater dead replay orders 0:1234 2:98",
            "  tidewater dead replay orders 0:1234 --value value.bin"
        })
final class DeadReplayCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Topic of the records, to which they are sent.")
    private String topic = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PARTITION:OFFSET",
            converter = DeadCommand.Ids.class,
            description = "The records, as shown by: tidewater dead list TOPIC")
    private List<RecordId> ids = List.of();

    @Option(names = "--all", description = "Every record of the topic that could not be decoded.")
    private boolean all;

    @Option(names = "--reason", paramLabel = "REASON", description = "Those with this reason.")
    private @Nullable String reason;

    @Option(
            names = "--value",
            paramLabel = "FILE",
            description = "Sends the bytes of this file as the value of the one record that is named.")
    private @Nullable Path value;

    @Option(names = "--again", description = "Sends also what was sent again before.")
    private boolean again;

    @Option(names = "--dry-run", description = "Tells what would be sent, and sends nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        ReplayRequest request =
                new ReplayRequest(topic, wanted(), Optional.ofNullable(value).map(DeadReplayCommand::read), repeats());
        try (DeadRecords records = DeadCommand.records(common)) {
            if (all && !dryRun) {
                CommonOptions.say("sending every dead letter of topic \"" + topic + "\" again"
                        + (again ? "" : " that was not sent again before"));
            }
            ReplayReport report = dryRun ? records.rehearse(request) : records.replay(request);
            common.answer(report, DeadText.report(report, request.wanted()));
        }
        return 0;
    }

    private Repeats repeats() {
        return again ? Repeats.SEND : Repeats.SKIP;
    }

    private Wanted wanted() {
        int ways = (ids.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (reason == null ? 0 : 1);
        if (ways != 1) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    ways == 0
                            ? "no record is chosen"
                            : "records are chosen by their names, by --reason or by --all, not by two of them",
                    "say which: tidewater dead replay " + topic + " PARTITION:OFFSET, --reason REASON or --all");
        }
        if (all) {
            return new Wanted.All();
        }
        return reason == null ? new Wanted.Records(ids) : new Wanted.OfReason(reason);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "does not exist", e);
        } catch (IOException e) {
            throw unreadable(file, "cannot be read", e);
        }
    }

    private static TidewaterException unreadable(Path file, String why, IOException cause) {
        return new TidewaterException(
                ErrorCode.USAGE,
                "file \"" + file + "\" " + why,
                "write the value to a file first: tidewater dead show TOPIC PARTITION:OFFSET --raw FILE",
                cause);
    }
}
