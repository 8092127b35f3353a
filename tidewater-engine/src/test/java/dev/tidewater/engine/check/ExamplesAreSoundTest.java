package dev.tidewater.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pipelines that we show to users have nothing that a rule finds. */
class ExamplesAreSoundTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("basedir", ".")).resolve("../examples");

    static List<Path> pipelines() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void hasNoFinding(Path pipeline) throws IOException {
        try (CheckFixture fixture = CheckFixture.offline()) {
            List<Finding> findings = fixture.check(String.valueOf(pipeline.getFileName()), Files.readString(pipeline));

            assertThat(findings)
                    .as(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")))
                    .isEmpty();
        }
    }
}
