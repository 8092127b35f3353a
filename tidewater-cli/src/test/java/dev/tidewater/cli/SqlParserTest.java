package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.engine.sql.SessionMode;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {
    private final SqlParser parser = new SqlParser();

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;", "quit", " exit ", "help", "help;", "", "-- a comment"})
    void takesALineThatIsWhole(String line) {
        assertThat(parser.parse(line, line.length(), ParseContext.ACCEPT_LINE).line())
                .isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT ';'", "SELECT 1 -- ;", "quit now"})
    void asksForMoreUntilTheSemicolon(String line) {
        assertThatThrownBy(() -> parser.parse(line, line.length(), ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
    }

    @Test
    void completesTheLastPartOfAName() {
        ParsedLine line = parser.parse("SELECT * FROM shop.re WHERE x", 21, ParseContext.COMPLETE);

        assertThat(line.word()).isEqualTo("re");
        assertThat(line.wordCursor()).isEqualTo(2);
    }

    @Test
    void proposesWhatTheStackKnows() throws Exception {
        SqlClient client = SqlClient.open(new FakeStack(), SessionMode.STREAMING);
        List<Candidate> candidates = new ArrayList<>();
        ParsedLine line = parser.parse("SELECT my", 9, ParseContext.COMPLETE);

        try (DumbTerminal terminal =
                new DumbTerminal(java.io.InputStream.nullInputStream(), java.io.OutputStream.nullOutputStream())) {
            new SqlCompleter(client).complete(new LineReaderImpl(terminal), line, candidates);
        }

        assertThat(candidates).extracting(Candidate::value).containsExactly("`my-topic`");
    }
}
