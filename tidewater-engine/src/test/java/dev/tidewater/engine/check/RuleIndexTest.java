package dev.tidewater.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.check.rules.Rules;
import dev.tidewater.engine.check.script.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of rules in the documentation is that of the code. {@code -Dtidewater.write=true} writes it anew. */
class RuleIndexTest {
    private static final Path PAGE = RulePage.FOLDER.resolve("README.md");

    @Test
    void theListIsUpToDate() throws IOException {
        StringBuilder list = new StringBuilder("""
                # Rules of the checker

                What [`tidewater check`](../reference/check.md) finds beside what Flink itself refuses. Every page has a bad sample
                and a good one, which are the rule's tests.

                | rule | level | what it finds |
                |---|---|---|
                """);
        for (Rule rule : Rules.ALL) {
            String summary = RulePage.read(RulePage.FOLDER.resolve(rule.id() + ".md"))
                    .text()
                    .lines()
                    .skip(2)
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst("^\\*\\w+\\* · ", "");
            list.append("| [").append(rule.id()).append("](").append(rule.id()).append(".md) | ");
            list.append(rule.level().label()).append(" | ").append(summary).append(" |\n");
        }
        if (Boolean.getBoolean("tidewater.write")) {
            Files.writeString(PAGE, list);
        }
        assertThat(List.of(Files.readString(PAGE).split("\n")))
                .as("docs/rules/README.md is out of date; write it anew with: mvn -pl tidewater-engine -am test"
                        + " -Dtest=RuleIndexTest -Dsurefire.failIfNoSpecifiedTests=false -Dtidewater.write=true")
                .isEqualTo(List.of(list.toString().split("\n")));
    }
}
