package dev.tidewater.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    record Sample(String jobId, Optional<String> restoredFrom, Instant startedAt, Duration took) {}

    private static final Sample SAMPLE =
            new Sample("a", Optional.empty(), Instant.parse("2026-01-02T03:04:05Z"), Duration.ofMillis(1500));

    @TempDir
    private Path folder;

    @Test
    void writesKebabCaseAndIsoTimesAndLeavesOutWhatIsAbsent() {
        assertThat(Json.write(SAMPLE))
                .isEqualTo("{\"job-id\":\"a\",\"started-at\":\"2026-01-02T03:04:05Z\",\"took\":\"PT1.5S\"}");
        assertThat(Json.read(Json.write(SAMPLE), Sample.class)).isEqualTo(SAMPLE);
    }

    @Test
    void replacesAFileWholeAndKeepsItPrivate() throws Exception {
        Path file = folder.resolve("deep/sample.json");
        Json.writeFile(file, SAMPLE);
        Json.writeFile(file, new Sample("b", Optional.of("chk"), SAMPLE.startedAt(), SAMPLE.took()));

        assertThat(Json.readFile(file, Sample.class))
                .get()
                .extracting(Sample::jobId)
                .isEqualTo("b");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void findsNothingInAFileThatIsNotThere() {
        assertThat(Json.readFile(folder.resolve("none.json"), Sample.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "!!|it is empty",
                "!{ \"job-id\": \"a!|line 1 cannot be read",
                "null|it holds nothing",
                "[1]|line 1 cannot be read"
            })
    void namesAFileThatIsDamaged(String content, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("state.json"), content);

        assertThatThrownBy(() -> Json.readFile(file, Sample.class, "restore it"))
                .hasMessage("file \"" + file + "\" is damaged: " + reason)
                .isInstanceOfSatisfying(TidewaterException.class, e -> {
                    assertThat(e.code().exitCode()).isEqualTo(3);
                    assertThat(e.hint()).isEqualTo("restore it");
                });
    }

    @Test
    void namesAFileThatIsNotText() throws IOException {
        Path file = Files.write(folder.resolve("state.json"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});

        assertThatThrownBy(() -> Json.readFile(file, Sample.class))
                .hasMessage("file \"" + file + "\" is damaged: it is not text")
                .isInstanceOfSatisfying(
                        TidewaterException.class, e -> assertThat(e.hint()).isEqualTo("delete it and try again"));
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThatThrownBy(() -> Json.tree("{\"a\":")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void keepsEveryDigitOfADecimal() {
        assertThat(Json.write(Json.tree("[40.00, 12345678901234567890.123456789012345678]")))
                .isEqualTo("[40.00,12345678901234567890.123456789012345678]");
    }

    enum Colour {
        DARK_RED
    }

    @Test
    void writesConstantsAsLabels() {
        assertThat(Json.write(Colour.DARK_RED)).isEqualTo("\"dark-red\"");
        assertThat(Json.read("\"dark-red\"", Colour.class)).isEqualTo(Colour.DARK_RED);
    }
}
