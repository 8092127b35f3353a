package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.cli.Terminal.Talk;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorTextTest {
    private final ErrorText plain = new ErrorText(Talk.LINES, Map.of("query", "SELECT bad\nFROM t"));

    @TempDir
    Path folder;

    @Test
    void endsWithTheNextThingToDo() {
        assertThat(plain.of("the stack is not up", List.of(), "start it with: tidewater up"))
                .isEqualTo("error: the stack is not up\nnext: start it with: tidewater up\n");
        assertThat(plain.of("no", List.of(), "")).isEqualTo("error: no\n");
    }

    @Test
    void indentsFurtherLinesOfAMessage() {
        assertThat(plain.of("one\ntwo", List.of(), "")).isEqualTo("error: one\n       two\n");
    }

    @Test
    void showsTheQueryThatStandsInNoFile() {
        Finding finding = finding("query", 1, 8, "column \"bad\" is in none of the tables", "did you mean \"bed\"?");
        assertThat(plain.of("\"query\" has an error", List.of(finding), "")).isEqualTo("""
                error: "query" has an error

                query:1:8: error: column "bad" is in none of the tables [rule]
                  1 | SELECT bad
                    |        ^
                  hint: did you mean "bed"?
                """);
    }

    @Test
    void showsTheLineOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.sql"), "SELECT 1;\nSELEC 2;\n");
        assertThat(plain.of("broken", List.of(finding(file.toString(), 2, 1, "no statement", "")), "mend it"))
                .isEqualTo("error: broken\n\n" + file
                        + ":2:1: error: no statement [rule]\n  2 | SELEC 2;\n    | ^\n\nnext: mend it\n");
    }

    @Test
    void showsTheExcerptThatAFindingBringsAlong() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"a\" 1}\n");
        Finding finding = finding(file.toString(), 1, 6, "not JSON: a colon is missing\n  {\"a\" 1}\n       ^", "mend");
        assertThat(plain.of("faults", List.of(finding), ""))
                .isEqualTo("error: faults\n\n" + file
                        + ":1:6: error: not JSON: a colon is missing [rule]\n  {\"a\" 1}\n       ^\n  hint: mend\n");
    }

    @Test
    void doesWithoutTheLineOfAFileThatIsGone() {
        assertThat(plain.of("broken", List.of(finding("no/such.sql", 2, 1, "no statement", "")), ""))
                .isEqualTo("error: broken\n\nno/such.sql:2:1: error: no statement [rule]\n");
        assertThat(plain.of("broken", List.of(finding("", 0, 0, "all of it", "")), ""))
                .isEqualTo("error: broken\n\nerror: all of it [rule]\n");
    }

    @Test
    void paintsOnlyOnATerminal() {
        assertThat(new ErrorText(Talk.IN_COLOUR, Map.of()).of("no", List.of(), ""))
                .isEqualTo("\u001B[31merror:\u001B[0m no\n");
        assertThat(new ErrorText(Talk.REWRITES_LINES, Map.of()).of("no", List.of(), ""))
                .isEqualTo("error: no\n");
    }

    private static Finding finding(String file, int line, int column, String message, String hint) {
        return new Finding("rule", Level.ERROR, file, line, column, message, hint);
    }
}
