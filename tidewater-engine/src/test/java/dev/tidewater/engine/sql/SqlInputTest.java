package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlInputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-- nothing",
                "SELECT 1;",
                "SELECT 1; -- done",
                "SELECT ';' FROM t;\n",
                "SELECT 1; SELECT 2;",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; END;"
            })
    void takesWhatIsWhole(String text) {
        assertThat(SqlInput.isComplete(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT ';'",
                "SELECT 'a;",
                "SELECT 1 -- ;",
                "SELECT 1 /* ;",
                "SELECT `a;",
                "SELECT 1; SELECT 2",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1;",
                "BEGIN STATEMENT SET; INSERT INTO a SELECT 1;"
            })
    void waitsForTheRest(String text) {
        assertThat(SqlInput.isComplete(text)).isFalse();
    }

    @Test
    void knowsAWordByItself() {
        assertThat(SqlInput.isWord(" quit ", "quit")).isTrue();
        assertThat(SqlInput.isWord("QUIT;", "quit")).isTrue();
        assertThat(SqlInput.isWord("quit now", "quit")).isFalse();
        assertThat(SqlInput.isWord("", "quit")).isFalse();
        assertThat(SqlInput.isBlank("  -- only a comment\n")).isTrue();
        assertThat(SqlInput.isBlank(";")).isFalse();
    }
}
