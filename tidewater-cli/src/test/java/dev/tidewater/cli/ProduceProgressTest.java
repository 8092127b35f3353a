package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.cli.Terminal.Talk;
import dev.tidewater.engine.produce.ProduceListener.Phase;
import dev.tidewater.engine.produce.ProduceListener.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProduceProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private long now;

    @Test
    void rewritesOneLineOfATerminalAndLeavesNothingBehind() {
        ProduceProgress progress = new ProduceProgress(Path.of("data/f.json"), Talk.IN_COLOUR, err, () -> now);
        progress.progressed(new Progress(Phase.CHECKING, 1_000, 50, OptionalLong.of(200)));
        now = Duration.ofSeconds(1).toNanos();
        progress.progressed(new Progress(Phase.SENDING, 1, 1, OptionalLong.of(200)));
        now = Duration.ofSeconds(3).toNanos();
        progress.progressed(new Progress(Phase.SENDING, 1_000, 200, OptionalLong.of(200)));
        progress.close();
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001B[Kchecking f.json: 1,000 records, 25 %\r\u001B[Ksending f.json: 1 record, 0 %"
                        + "\r\u001B[Ksending f.json: 1,000 records, 100 %, 500 a second\r\u001B[K");
    }

    @Test
    void writesALineEveryFiveSecondsElsewhere() {
        ProduceProgress progress = new ProduceProgress(Path.of("-"), Talk.LINES, err, () -> now);
        for (int second = 0; second <= 11; second++) {
            now = Duration.ofSeconds(second).toNanos();
            progress.progressed(new Progress(Phase.SENDING, 100L * second, 1, OptionalLong.empty()));
        }
        progress.close();
        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("""
                sending standard input: 500 records, 100 a second
                sending standard input: 1,000 records, 100 a second
                """);
    }

    @Test
    void knowsWhatBecameOfTheRecordsIfItBreaksOff() {
        ProduceProgress progress = new ProduceProgress(Path.of("f"), Talk.LINES, err, () -> now);
        progress.progressed(new Progress(Phase.CHECKING, 7, 1, OptionalLong.empty()));
        assertThat(progress.interrupted()).isEqualTo("nothing was sent");
        progress.progressed(new Progress(Phase.SENDING, 7, 1, OptionalLong.empty()));
        assertThat(progress.interrupted())
                .isEqualTo("about 7 records were sent; look at the topic before sending the file again");
    }
}
