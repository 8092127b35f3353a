package dev.tidewater.cli;

import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.engine.testing.CaseReport;
import dev.tidewater.engine.testing.CaseReport.Outcome;
import dev.tidewater.engine.testing.CaseRequest;
import dev.tidewater.engine.testing.CaseRequest.Afterwards;
import dev.tidewater.engine.testing.JUnitXml;
import dev.tidewater.engine.testing.TestSuite;
import dev.tidewater.engine.testing.Variation;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.ProjectLoader;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import dev.tidewater.server.StackLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = {
            "Runs tests of pipelines on the real engine: given rows go through topics of their own into tables of their"
                    + " own, and these are compared with what is expected.",
            "Uses the project's stack if it is up, else starts it and stops it again."
        },
        footer = {
            "",
            "Examples:",
            "  tidewater test",
            "  tidewater test tests/orders.yaml --case 'an order counts once'",
            "  tidewater test --thorough --junit target/tests.xml",
            "  tidewater test tests/orders.yaml --update"
        })
final class TestCommand implements Callable<Integer> {
    static final class Variations extends Choice<Variation> {
        Variations() {
            super(Variation.values(), Variation::label);
        }
    }

    /** What {@code --thorough} adds to the case as it is written. */
    private static final List<Variation> THOROUGH =
            List.of(Variation.SHUFFLED, Variation.REDELIVERED, Variation.PARALLEL, Variation.KILLED);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Test files (default: all below tests/).")
    private List<Path> files = List.of();

    @Option(names = "--case", paramLabel = "NAME", description = "Only cases whose names contain this.")
    private List<String> cases = List.of();

    @Option(
            names = "--thorough",
            description =
                    "Each case also shuffled, redelivered where it says that this is harmless, with four subtasks,"
                            + " and with a TaskManager killed in the middle.")
    private boolean thorough;

    @Option(
            names = "--variation",
            paramLabel = "as-written|shuffled|redelivered|parallel|killed",
            converter = Variations.class,
            completionCandidates = Variations.class,
            description = "Only in this way; may be given several times.")
    private List<Variation> variations = List.of();

    @Option(
            names = "--restart-pipelines",
            description = "Kills the TaskManager although pipelines run on it; they go on from their last checkpoints.")
    private boolean restartPipelines;

    @Option(names = "--seed", paramLabel = "N", description = "What variations leave to chance (default: by chance).")
    private @Nullable Long seed;

    @Option(names = "--update", description = "Shows what differs, then writes the rows that are there into the files.")
    private boolean update;

    @Option(names = "--keep", description = "Leaves topics and tables of the cases behind, to be looked at.")
    private boolean keep;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also writes the outcome as JUnit XML.")
    private @Nullable Path junit;

    private final TestText text = new TestText(new ErrorText(Terminal.Talk.LINES, Map.of()));

    @Override
    public Integer call() {
        ProjectLoader.load(common.project());
        List<CaseRequest> requests = requests();
        List<CaseReport> reports = onStack(requests);
        if (common.format() == CommonOptions.Format.JSON) {
            common.answer(reports, "");
        } else {
            System.out.print(TestText.summary(reports));
            System.out.flush();
        }
        if (junit != null) {
            write(junit, JUnitXml.of(reports, text::details));
        }
        if (update) {
            TestUpdates.write(reports);
        }
        return reports.stream().anyMatch(report -> report.outcome() == Outcome.FAILED) ? 1 : 0;
    }

    private List<CaseRequest> requests() {
        List<Path> named = files.isEmpty() ? TestSuite.filesOf(common.project()) : files;
        if (named.isEmpty()) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "the project has no tests",
                    "write one, as docs/how-to/test-a-pipeline.md shows, into: tests/PIPELINE.yaml");
        }
        long chosen = seed != null ? seed : ThreadLocalRandom.current().nextLong(1_000_000);
        Afterwards afterwards = keep ? Afterwards.KEEP : Afterwards.REMOVE;
        List<CaseRequest> requests = new ArrayList<>();
        for (TestSuite.Entry entry : TestSuite.read(named).cases()) {
            if (cases.isEmpty() || cases.stream().anyMatch(entry.name()::contains)) {
                ways(entry).forEach(way -> requests.add(entry.request(way, chosen, afterwards)));
            }
        }
        if (requests.isEmpty()) {
            throw new TidewaterException(ErrorCode.USAGE, "no case is named so", "see the names in: " + named.get(0));
        }
        return requests;
    }

    private List<Variation> ways(TestSuite.Entry entry) {
        if (!variations.isEmpty()) {
            return variations;
        }
        List<Variation> ways = new ArrayList<>(List.of(Variation.AS_WRITTEN));
        if (thorough) {
            THOROUGH.stream()
                    .filter(way -> way != Variation.REDELIVERED || entry.mayComeTwice())
                    .forEach(ways::add);
        }
        return ways;
    }

    private List<CaseReport> onStack(List<CaseRequest> requests) {
        StackLayout layout = common.layout();
        Optional<ControlClient> up = ControlClient.connect(layout);
        if (up.isPresent()) {
            return run(up.get(), requests);
        }
        CommonOptions.say(
                "starting the stack for the tests; it is stopped again after them (tidewater up keeps it up)");
        StackLauncher launcher = new StackLauncher(layout, line -> {});
        try {
            launcher.up();
            return run(ControlClient.require(layout), requests);
        } finally {
            launcher.down();
        }
    }

    private List<CaseReport> run(ControlClient stack, List<CaseRequest> requests) {
        if (!restartPipelines) {
            Bystanders.requireNone(requests, List.of(stack.call(Call.PIPELINES, Map.of(), Duration.ofSeconds(15))));
        }
        try (Interruption interruption =
                Interruption.says("cases that were begun end in the stack, and what they made is removed")) {
            return new TestRuns(stack, this::say).run(requests);
        }
    }

    private void say(CaseReport report) {
        if (common.format() == CommonOptions.Format.JSON) {
            CommonOptions.say(text.of(report).stripTrailing());
        } else {
            System.out.print(text.of(report));
            System.out.flush();
        }
    }

    private static void write(Path file, String content) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }
}
