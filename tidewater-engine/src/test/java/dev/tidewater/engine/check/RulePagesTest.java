package dev.tidewater.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tidewater.engine.check.rules.Rules;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the rules say what the rules do. {@code -Dtidewater.rule=ID} looks at one page. */
class RulePagesTest {
    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicNode> samplesAreJudgedAsThePagesSay() {
        String only = System.getProperty("tidewater.rule", "");
        return RulePage.all().stream()
                .filter(page -> only.isEmpty() || page.id().equals(only))
                .map(page -> dynamicContainer(page.id(), samples(page)));
    }

    private Stream<DynamicNode> samples(RulePage page) {
        List<DynamicNode> tests = new ArrayList<>();
        for (int i = 0; i < page.bad().size(); i++) {
            String sample = page.bad().get(i);
            tests.add(dynamicTest("bad " + (i + 1), () -> {
                List<Finding> findings = check(page, sample);

                assertThat(findings)
                        .as(shown(findings))
                        .extracting(Finding::rule)
                        .contains(page.id());
                assertThat(findings)
                        .allSatisfy(finding -> assertThat(finding.message()).isNotBlank());
            }));
        }
        for (int i = 0; i < page.good().size(); i++) {
            String sample = page.good().get(i);
            tests.add(dynamicTest("good " + (i + 1), () -> {
                List<Finding> findings = check(page, sample);

                assertThat(findings).as(shown(findings)).isEmpty();
            }));
        }
        return tests.stream();
    }

    @Test
    void everyRuleHasAPageAndEveryPageARule() {
        assertThat(RulePage.all())
                .extracting(RulePage::id)
                .containsExactlyElementsOf(Rules.ALL.stream().map(Rule::id).toList());
        assertThat(Rules.ALL).extracting(Rule::id).isSortedAccordingTo(Comparator.naturalOrder());
    }

    @Test
    void everyPageSaysWhatItHasToSay() {
        for (Rule rule : Rules.ALL) {
            RulePage page = RulePage.read(RulePage.FOLDER.resolve(rule.id() + ".md"));
            assertThat(page.text())
                    .as(page.id())
                    .startsWith("# " + rule.id() + "\n\n*" + rule.level().label() + "*")
                    .contains("## Why it matters", "## How to fix it", "## When to allow it");
            assertThat(page.bad()).as("bad samples of " + page.id()).isNotEmpty();
            assertThat(page.good()).as("good samples of " + page.id()).isNotEmpty();
        }
    }

    private static List<Finding> check(RulePage page, String sample) throws IOException {
        try (CheckFixture fixture = CheckFixture.in(Files.createTempDirectory(folder, "lake"))) {
            fixture.create(page.exists());
            return fixture.check(page.id() + ".sql", sample);
        }
    }

    private static String shown(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }
}
