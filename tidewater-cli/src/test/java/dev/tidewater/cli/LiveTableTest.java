package dev.tidewater.cli;

import static dev.tidewater.cli.FakeStack.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.sql.Change.Kind;
import dev.tidewater.engine.sql.SqlAnswer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTableTest {
    private final LiveTable table = new LiveTable(
            new SqlAnswer(SqlAnswer.Kind.ENDLESS_CHANGES, List.of("user", "n"), List.of("STRING", "BIGINT"), "lake"));

    @Test
    void showsRowsInTheirPlacesAndHowItIsDoing() {
        table.apply(List.of(
                change(Kind.INSERT, "[\"ann\", 1]"),
                change(Kind.INSERT, "[\"bob\", 1]"),
                change(Kind.UPDATE_BEFORE, "[\"ann\", 1]"),
                change(Kind.UPDATE_AFTER, "[\"ann\", 12]")));

        assertThat(table.screen(100, 24, Duration.ofSeconds(2)))
                .containsExactly(
                        "user   n", "ann   12", "bob    1", "-- 2 rows, 4 changes, 2.0 changes/s, 2.0 s; q stops");
    }

    @Test
    void showsTheLastRowsOfMoreThanFit() {
        for (int i = 0; i < 30; i++) {
            table.apply(List.of(change(Kind.INSERT, "[\"u" + i + "\", 1]")));
        }

        List<String> screen = table.screen(100, 5, Duration.ofMillis(500));

        assertThat(screen)
                .containsExactly(
                        "user  n",
                        "u27   1",
                        "u28   1",
                        "u29   1",
                        "-- last 3 of 30 rows, 30 changes, 0 changes/s, 500 ms; q stops");
    }

    @Test
    void countsChangesOfTheLastSecond() {
        table.apply(List.of(change(Kind.INSERT, "[\"a\", 1]")));
        assertThat(status(Duration.ofSeconds(1))).contains(" 1.0 changes/s");
        assertThat(status(Duration.ofMillis(1_500))).contains(" 1.0 changes/s");
        assertThat(status(Duration.ofSeconds(3))).contains(" 0 changes/s");
    }

    @Test
    void staysWithinTheScreen() {
        table.apply(List.of(change(Kind.INSERT, "[\"" + "long ".repeat(40) + "\", 1]")));

        assertThat(table.screen(40, 4, Duration.ZERO))
                .allMatch(line -> line.length() <= 40)
                .hasSizeLessThanOrEqualTo(4);
    }

    private String status(Duration running) {
        List<String> screen = table.screen(100, 24, running);
        return screen.get(screen.size() - 1);
    }
}
