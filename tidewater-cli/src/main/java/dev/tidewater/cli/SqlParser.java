package dev.tidewater.cli;

import dev.tidewater.engine.sql.SqlInput;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine when what is typed is whole, and which word is being typed. */
final class SqlParser implements Parser {
    /** Words that are no SQL, and need no semicolon. */
    static final List<String> WORDS = List.of("help", "quit", "exit");

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !isWhole(line)) {
            throw new EOFError(-1, -1, "a semicolon is missing");
        }
        return new Typed(line, cursor, SqlInput.wordStart(line, cursor));
    }

    private static boolean isWhole(String line) {
        return SqlInput.isComplete(line) || WORDS.stream().anyMatch(word -> SqlInput.isWord(line, word));
    }

    private record Typed(String line, int cursor, int start) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        /** Proposals come with the quotes that they need. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return cursor - start;
        }

        @Override
        public int rawWordLength() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }
    }
}
