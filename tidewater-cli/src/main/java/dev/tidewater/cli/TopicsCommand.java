package dev.tidewater.cli;

import dev.tidewater.engine.deploy.TopicDetails;
import dev.tidewater.engine.deploy.TopicObserver.Extent;
import dev.tidewater.engine.deploy.TopicReport;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "topics",
        description = "Lists the topics: what is in them, who reads and writes them, and how far behind readers are.",
        footer = {
            "",
            "Rows and lag count offsets: a topic that is compacted, or written in transactions, has fewer.",
            "Dead are records that could not be decoded, late are rows that came after their window: what lake",
            "tables dead.TOPIC and late.TOPIC hold.",
            "",
            "Examples:",
            "  tidewater topics",
            "  tidewater topics orders",
            "  tidewater topics -o json | jq '.[] | select(.dead > 0) | .name'"
        })
final class TopicsCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Shows all about this one.")
    private @Nullable String topic;

    @Option(names = "--all", description = "Also topics that programs keep for themselves: _...")
    private boolean all;

    @Override
    public Integer call() {
        ControlClient stack = ControlClient.require(common.layout());
        if (topic != null) {
            TopicDetails details = stack.call(Call.TOPIC, new Call.TopicRequest(topic), TIMEOUT);
            common.answer(details, TopicsText.details(details));
            return 0;
        }
        Extent extent = all ? Extent.ALL : Extent.NAMED;
        TopicReport[] topics = stack.call(Call.TOPICS, new Call.TopicsRequest(extent), TIMEOUT);
        common.answer(topics, TopicsText.list(List.of(topics)));
        return 0;
    }
}
