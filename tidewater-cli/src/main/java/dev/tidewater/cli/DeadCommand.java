package dev.tidewater.cli;

import dev.tidewater.engine.dead.DeadRecords;
import dev.tidewater.engine.dead.RecordId;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "dead",
        description = "Shows the records that no pipeline could decode, and sends them again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadListCommand.class, DeadShowCommand.class, DeadReplayCommand.class},
        footer = {
            "",
            "Examples:",
            "  tidewater dead list",
            "  tidewater dead show orders 0:1234 --raw value.bin",
            "  tidewater dead replay orders 0:1234 --value value.bin"
        })
final class DeadCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli answers it
    private boolean help;

    /** Reads {@code PARTITION:OFFSET}. */
    static final class Ids implements ITypeConverter<RecordId> {
        @Override
        public RecordId convert(String text) {
            return RecordId.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + text + "\" is not a partition and an offset, such as 0:1234"));
        }
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.err);
        }
        throw new TidewaterException(ErrorCode.USAGE, "say what to do", "begin with: tidewater dead list");
    }

    /** Those of the local stack, which must be up. */
    static DeadRecords records(CommonOptions common) {
        return new DeadRecords(ControlClient.require(common.layout())
                .call(Call.STATUS, Map.of(), Duration.ofSeconds(15))
                .endpoints());
    }
}
