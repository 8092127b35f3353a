package dev.tidewater.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tidewater.engine.check.CorpusScript.Expected;
import dev.tidewater.engine.sql.Excerpt;
import dev.tidewater.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whole scripts, sound and not, that no rule was written after. {@code -Dtidewater.corpus=NAME} looks at one. */
class CorpusTest {
    private static final ExecutorService CHECKS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    @TempDir
    private static Path folder;

    @AfterAll
    static void endChecks() {
        CHECKS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> findsWhatScriptsExpectAndNothingElse() {
        String only = System.getProperty("tidewater.corpus", "");
        List<DynamicTest> tests = new ArrayList<>();
        for (CorpusScript script : CorpusScript.all()) {
            if (only.isEmpty() || only.equals(script.name())) {
                Future<List<Finding>> findings = CHECKS.submit(() -> check(script));
                tests.add(dynamicTest(
                        script.name(),
                        () -> assertThat(Expected.of(findings.get()))
                                .as(shown(script, findings.get()))
                                .containsExactlyElementsOf(script.expected())));
            }
        }
        return tests.stream();
    }

    @Test
    void hasEnoughOfBothKinds() {
        List<CorpusScript> all = CorpusScript.all();

        assertThat(all).hasSizeGreaterThanOrEqualTo(60);
        assertThat(all).filteredOn(CorpusScript::isSound).hasSizeBetween(all.size() / 3, all.size() * 2 / 3);
    }

    private static List<Finding> check(CorpusScript script) throws IOException {
        String file = script.name() + ".sql";
        if (script.exists().isEmpty()) {
            try (CheckFixture fixture = CheckFixture.offline()) {
                return fixture.check(file, script.text());
            }
        }
        try (CheckFixture fixture = CheckFixture.in(Files.createTempDirectory(folder, "lake"))) {
            fixture.create(script.exists());
            return fixture.check(file, script.text());
        }
    }

    private static String shown(CorpusScript script, List<Finding> findings) {
        return findings.stream()
                .map(finding -> Excerpt.render(finding, script.text()))
                .collect(Collectors.joining("\n"));
    }
}
