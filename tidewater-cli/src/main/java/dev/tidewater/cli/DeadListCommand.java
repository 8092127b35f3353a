package dev.tidewater.cli;

import dev.tidewater.engine.dead.DeadLetterPage;
import dev.tidewater.engine.dead.DeadRecords;
import dev.tidewater.engine.dead.DeadTopic;
import dev.tidewater.engine.dead.Wanted;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "Lists the topics that have such records, or those of one topic.",
        footer = {
            "",
            "Examples:",
            "  tidewater dead list",
            "  tidewater dead list orders --reason truncated",
            "  tidewater dead list orders -o json | jq -r '.[].record'"
        })
final class DeadListCommand implements Callable<Integer> {
    /** What a line is cut to where the width of the terminal is not known. */
    private static final int USUAL_WIDTH = 100;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Lists its records (default: all topics).")
    private String topic = "";

    @Option(names = "--reason", paramLabel = "REASON", description = "Only records with this reason.")
    private @Nullable String reason;

    @Option(
            names = "--limit",
            defaultValue = "100",
            paramLabel = "N",
            description = "Most records to list (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Override
    public Integer call() {
        Numbers.requireAtLeast(1, "--limit", limit);
        if (topic.isEmpty() && reason != null) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "option --reason is for the records of one topic",
                    "name it: tidewater dead list TOPIC --reason " + reason);
        }
        try (DeadRecords records = DeadCommand.records(common)) {
            if (topic.isEmpty()) {
                List<DeadTopic> topics = records.topics();
                common.answer(topics, DeadText.topics(topics));
            } else {
                Wanted wanted = reason == null ? new Wanted.All() : new Wanted.OfReason(reason);
                DeadLetterPage page = records.list(topic, wanted, limit);
                OptionalInt width =
                        OptionalInt.of(Terminal.ofThisProcess().columns().orElse(USUAL_WIDTH));
                common.answer(
                        page.letters(),
                        page.letters().isEmpty()
                                ? DeadText.none(topic, wanted)
                                : DeadText.letters(page.letters(), width));
                if (page.more()) {
                    CommonOptions.say("there are more than " + limit + "; see them with: --limit N");
                }
            }
        }
        return 0;
    }
}
