package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.cli.Terminal.Talk;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void cutsNothingAndPaintsNothingAwayFromATerminal() {
        assertThat(Terminal.of(new Properties(), Map.of()))
                .isEqualTo(new Terminal(OptionalInt.empty(), 80, Talk.LINES));
        assertThat(Terminal.of(new Properties(), Map.of("COLUMNS", "132")))
                .isEqualTo(new Terminal(OptionalInt.empty(), 100, Talk.LINES));
    }

    @Test
    void believesTheLauncher() {
        assertThat(Terminal.of(properties("132", "terminal"), Map.of("TERM", "xterm")))
                .isEqualTo(new Terminal(OptionalInt.of(132), 100, Talk.IN_COLOUR));
        assertThat(Terminal.of(properties("60", ""), Map.of()))
                .isEqualTo(new Terminal(OptionalInt.of(60), 60, Talk.LINES));
    }

    @Test
    void paintsNothingIfNotWanted() {
        assertThat(talk(Map.of("NO_COLOR", "1"))).isEqualTo(Talk.REWRITES_LINES);
        assertThat(talk(Map.of("NO_COLOR", ""))).isEqualTo(Talk.IN_COLOUR);
        assertThat(talk(Map.of("TERM", "dumb"))).isEqualTo(Talk.LINES);
    }

    @Test
    void takesNonsenseForNoWidth() {
        assertThat(Terminal.of(properties("0", ""), Map.of()).columns()).isEmpty();
        assertThat(Terminal.of(properties("wide", ""), Map.of("COLUMNS", "-7")).helpColumns())
                .isEqualTo(80);
    }

    private static Talk talk(Map<String, String> environment) {
        return Terminal.of(properties("", "terminal"), environment).talk();
    }

    private static Properties properties(String columns, String stderr) {
        Properties properties = new Properties();
        properties.setProperty("tidewater.columns", columns);
        properties.setProperty("tidewater.stderr", stderr);
        return properties;
    }
}
