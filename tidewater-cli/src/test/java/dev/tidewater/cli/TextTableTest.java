package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final OptionalInt UNLIMITED = OptionalInt.empty();

    @Test
    void alignsNumbersAtTheRight() {
        assertThat(new TextTable("NAME", "ROWS")
                        .alignRight(1)
                        .row("orders", "7")
                        .row("a", "12345")
                        .render(UNLIMITED))
                .isEqualTo("""
                        NAME     ROWS
                        orders      7
                        a       12345
                        """);
    }

    @Test
    void leavesNoBlanksAtTheEndsOfLines() {
        assertThat(new TextTable("A", "B").row("x", "").render(UNLIMITED)).isEqualTo("A  B\nx\n");
    }

    @Test
    void countsWideCharactersTwiceAndCombiningMarksNotAtAll() {
        assertThat(new TextTable("CITY", "N")
                        .row("東京", "1")
                        .row("Que\u0301bec", "2")
                        .row("😀", "3")
                        .row("Köln", "4")
                        .render(UNLIMITED))
                .isEqualTo("""
                        CITY    N
                        東京    1
                        Que\u0301bec  2
                        😀      3
                        Köln    4
                        """);
    }

    @Test
    void keepsARowInOneLineAndControlCharactersOut() {
        assertThat(new TextTable("TEXT").row("one \n  two\tthree\u001B[31m").render(UNLIMITED))
                .isEqualTo("TEXT\none two three [31m\n");
    }

    @Test
    void cutsNothingAwayFromATerminal() {
        String text = "x".repeat(500);
        assertThat(new TextTable("TEXT", "N").row(text, "1").render(UNLIMITED)).contains(text + "  1\n");
    }

    @Test
    void cutsTheLongestTextsToTheWidthOfTheTerminal() {
        String table = new TextTable("NAME", "PROBLEM", "N")
                .alignRight(2)
                .row("orders", "the topic is not there and this goes on", "1234567890")
                .render(OptionalInt.of(40));
        assertThat(table).isEqualTo("""
                NAME    PROBLEM                        N
                orders  the topic is not th…  1234567890
                """);
        assertThat(table.lines()).allMatch(line -> TextWidth.of(line) <= 40);
    }

    @Test
    void cutsBetweenWholeCharacters() {
        assertThat(TextWidth.cut("東京タワー", 6)).isEqualTo("東京…");
        assertThat(TextWidth.cut("a😀😀", 4)).isEqualTo("a😀…");
        assertThat(TextWidth.cut("short", 5)).isEqualTo("short");
    }

    @Test
    void neverCutsNumbersAndShowsRowsAsRecordsWhereATableDoesNotFit() {
        TextTable table =
                new TextTable("order_id", "amount", "comment").alignRight(0).alignRight(1);
        table.row("123456789012345678901", "98765432109876543210.50", "all well");
        table.row("2", "3", "late");
        assertThat(table.render(OptionalInt.of(44))).isEqualTo("""
                order_id  123456789012345678901
                amount    98765432109876543210.50
                comment   all well

                order_id  2
                amount    3
                comment   late
                """);
    }

    @Test
    void showsTheHeadingOfNoRows() {
        assertThat(new TextTable("A", "B").render(UNLIMITED)).isEqualTo("A  B\n");
        assertThat(new TextTable("A".repeat(40), "B".repeat(40))
                        .alignRight(0)
                        .alignRight(1)
                        .render(OptionalInt.of(50)))
                .isEqualTo("A".repeat(40) + "  " + "B".repeat(40) + "\n");
    }
}
