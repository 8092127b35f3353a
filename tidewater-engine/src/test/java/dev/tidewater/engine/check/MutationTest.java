package dev.tidewater.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tidewater.engine.sql.Excerpt;
import dev.tidewater.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sound scripts with one mistake each: every one of them has to be noticed. */
class MutationTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("basedir", ".")).resolve("../examples");
    private static final ExecutorService CHECKS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private static final Map<String, List<Finding>> BEFORE = new ConcurrentHashMap<>();

    /** What is found in a script with a mistake, and not without. */
    private record Mutant(String text, List<Finding> found) {
        String shown() {
            return found.stream()
                    .map(finding -> Excerpt.render(finding, text))
                    .collect(Collectors.joining("\n", text + "\n", ""));
        }
    }

    @AfterAll
    static void endChecks() {
        CHECKS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> everyMistakeIsNoticed() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Mutation mutation : Mutation.ALL) {
            for (String script : mutation.scripts()) {
                Future<Mutant> mutant = CHECKS.submit(() -> mutant(mutation, script));
                tests.add(dynamicTest(
                        mutation.name() + " in " + script,
                        () -> assertThat(mutant.get().found())
                                .as(mutant.get().shown())
                                .extracting(Finding::rule)
                                .contains(mutation.rule())));
            }
        }
        return tests.stream();
    }

    @Test
    void hasEnoughKindsOfMistakes() {
        assertThat(Mutation.ALL.stream().map(Mutation::name).distinct()).hasSizeGreaterThanOrEqualTo(20);
    }

    private static Mutant mutant(Mutation mutation, String script) throws IOException {
        String sound = text(script);
        String text = mutation.of(sound);
        List<Finding> before = BEFORE.computeIfAbsent(script, name -> check(name, sound));
        List<Finding> found = new ArrayList<>(check(script, text));
        found.removeIf(finding -> before.stream().anyMatch(known -> known.rule().equals(finding.rule())));
        return new Mutant(text, found);
    }

    private static List<Finding> check(String script, String text) {
        try (CheckFixture fixture = CheckFixture.offline()) {
            return fixture.check(script + ".sql", text);
        }
    }

    private static String text(String script) throws IOException {
        int slash = script.indexOf('/');
        return slash < 0
                ? CorpusScript.named(script).text()
                : Files.readString(EXAMPLES.resolve(script.substring(0, slash))
                        .resolve("pipelines")
                        .resolve(script.substring(slash + 1) + ".sql"));
    }
}
