package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.model.Finding;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void showsTheLineAndACaret() {
        assertThat(render(2, 8, "SELECT 1;\nSELECT amout FROM orders\n")).isEqualTo("""
                        a.sql:2:8: error: what is wrong [sql-name]
                          2 | SELECT amout FROM orders
                            |        ^
                          hint: what to do
                        """);
    }

    @Test
    void aTabTakesFourColumns() {
        assertThat(render(1, 4, "\ta\tb")).isEqualTo("""
                        a.sql:1:4: error: what is wrong [sql-name]
                          1 |     a    b
                            |          ^
                          hint: what to do
                        """);
    }

    @Test
    void cutsLongLinesAroundTheColumn() {
        String line = "a".repeat(300) + "X" + "b".repeat(300);
        for (int column : new int[] {1, 50, 93, 94, 95, 301, 508, 550, 601, 602}) {
            String[] shown = render(1, column, line).split("\n");
            int caret = shown[2].indexOf('^');

            assertThat(shown[1]).hasSizeLessThanOrEqualTo(100).contains("…");
            assertThat(caret).isBetween(6, 99);
            char expected = column > line.length() ? ' ' : line.charAt(column - 1);
            assertThat(caret < shown[1].length() ? shown[1].charAt(caret) : ' ').isEqualTo(expected);
        }
    }

    @Test
    void showsOnlyWhatItKnows() {
        assertThat(Excerpt.render(new Finding("r", Finding.Level.WARN, "a.sql", 0, 0, "m", ""), "x"))
                .isEqualTo("a.sql: warn: m [r]\n");
        assertThat(Excerpt.render(new Finding("r", Finding.Level.INFO, "", 0, 0, "m", ""), ""))
                .isEqualTo("info: m [r]\n");
        assertThat(Excerpt.render(new Finding("r", Finding.Level.ERROR, "a.sql", 9, 1, "m", ""), "x"))
                .isEqualTo("a.sql:9:1: error: m [r]\n");
        assertThat(Excerpt.render(new Finding("r", Finding.Level.ERROR, "a.sql", 1, 0, "m", ""), "x"))
                .isEqualTo("a.sql:1: error: m [r]\n  1 | x\n");
    }

    @Test
    void aColumnBeyondTheLineStandsAtItsEnd() {
        assertThat(render(1, 40, "abc\r\ndef")).contains("  1 | abc\n    |    ^\n");
    }

    @Test
    void controlCharactersCannotReachTheTerminal() {
        assertThat(render(1, 3, "a\u001b[31mb")).contains("  1 | a [31mb\n    |   ^\n");
    }

    private static String render(int line, int column, String text) {
        Finding finding =
                new Finding("sql-name", Finding.Level.ERROR, "a.sql", line, column, "what is wrong", "what to do");
        return Excerpt.render(finding, text);
    }
}
