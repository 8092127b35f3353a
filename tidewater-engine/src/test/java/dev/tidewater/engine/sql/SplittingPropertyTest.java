package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random scripts full of semicolons and quotes in the wrong places. */
class SplittingPropertyTest {
    private static final List<String> PIECES = List.of(
            "a",
            "'x;y'",
            "''",
            "';'",
            "'--;'",
            "'it''s;'",
            "`b;'c`",
            "`a``;b`",
            "\"d;e\"",
            "/* ;' */",
            "/*;*/",
            "-- ';\n",
            "// \";\r\n",
            "/*+ OPTIONS('k;'='v') */",
            "CASE WHEN a THEN ';' END",
            "(1, 2)",
            "3.14",
            "E'\\';'",
            "\u00e4\u00f6",
            "x.y",
            "<>",
            "\t",
            "\r\n",
            "*",
            "-",
            "/");
    private static final List<String> GAPS =
            List.of("", " ", "\n", "\r\n", "\t", "-- c; '\n", "/* '; */", "// `\n", ";");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void statementsAreFoundWholeAndTheRestIsOnlyGaps(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            List<String> statements = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(6); i > 0; i--) {
                text.append(pick(GAPS, random));
                String statement = statement(random);
                statements.add(statement);
                text.append(statement).append(pick(GAPS, random)).append(';');
            }
            text.append(pick(GAPS, random));

            assertSplits(text.toString(), statements);
        }
    }

    private static void assertSplits(String text, List<String> statements) {
        SqlScript script = SqlScript.parse("random.sql", text);

        assertThat(script.findings()).as(text).isEmpty();
        assertThat(script.statements()).as(text).extracting(SqlStatement::text).containsExactlyElementsOf(statements);
        assertThat(SqlLexer.tokens(text).stream().map(SqlToken::text).collect(Collectors.joining()))
                .isEqualTo(text);
        TextLines lines = new TextLines(text);
        StringBuilder rest = new StringBuilder(text);
        for (int i = statements.size() - 1; i >= 0; i--) {
            SqlStatement statement = script.statements().get(i);
            int offset = lines.offset(statement.start());
            assertThat(text.substring(offset)).startsWith(statement.text());
            assertPlacesLeadBack(text, lines, statement, offset);
            rest.delete(offset, offset + statement.text().length());
        }
        assertThat(SqlLexer.tokens(rest.toString()))
                .as(text)
                .allMatch(token -> !token.significant() || token.kind() == SqlToken.Kind.SEMICOLON);
    }

    private static void assertPlacesLeadBack(String text, TextLines lines, SqlStatement statement, int offset) {
        TextLines inside = new TextLines(statement.text());
        for (int i = 0; i < statement.text().length(); i++) {
            assertThat(statement.inFile(inside.position(i))).as(text).isEqualTo(lines.position(offset + i));
        }
    }

    /** Begins and ends with a word, so that comments at its ends cannot be taken for gaps. */
    private static String statement(Random random) {
        StringBuilder statement = new StringBuilder("SELECT ");
        for (int i = random.nextInt(8); i > 0; i--) {
            statement.append(pick(PIECES, random)).append(' ');
        }
        return statement.append("FROM t").append(random.nextInt(10)).toString();
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
