package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Flink's parser names one token and hundreds that it would have liked better. What helps is the mistake that leads there.
 *
 * <pre>
 * SQL parse failed. Encountered "order" at line 1, column 14.
 * Was expecting one of:
 *     &lt;IDENTIFIER&gt; ...
 * </pre>
 */
final class ParseErrors {
    private static final Pattern ENCOUNTERED = Pattern.compile(
            "(?:Encountered \"(?:\\\\.|[^\"\\\\])*\"|Incorrect syntax near the keyword '[^']*') at line (\\d+), column (\\d+)\\.");
    private static final Pattern LEXICAL =
            Pattern.compile("Lexical error at line (\\d+), column (\\d+)\\.\\s+Encountered: .*?\\((\\d+)\\)");
    private static final Pattern NOT_A_QUERY = Pattern.compile("Non-query expression encountered in illegal context");
    private static final Pattern EXPECTED = Pattern.compile("(?m)^\\s{4}(\\S.*?)(?: \\.\\.\\.)?\\s*$");

    /** What a mistyped word that the parser took for a name was often meant to be. */
    private static final Set<String> FREQUENT = Stream.concat(
                    ReservedWords.clauses().stream(), PositionedErrors.TYPES.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final PlannerFault fault;
    private final List<SqlToken> tokens;
    private final List<String> expected;

    private ParseErrors(PlannerFault fault) {
        this.fault = fault;
        this.tokens = fault.statement().tokens();
        this.expected = fault.find(ENCOUNTERED).isEmpty()
                ? List.of()
                : EXPECTED.matcher(fault.messages().get(0))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
    }

    static Optional<Finding> read(PlannerFault fault) {
        ParseErrors errors = new ParseErrors(fault);
        return fault.find(LEXICAL)
                .map(errors::character)
                .or(() -> fault.find(ENCOUNTERED).map(errors::encountered))
                .or(() -> fault.find(NOT_A_QUERY).map(match -> errors.notAStatement()));
    }

    private Finding character(MatchResult match) {
        int code = Integer.parseInt(match.group(3));
        String shown = Character.isWhitespace(code) || Character.isSpaceChar(code) || Character.isISOControl(code)
                ? "invisible character"
                : "character \"" + Character.toString(code) + "\"";
        String hint = Character.isSpaceChar(code)
                ? "write a plain space instead; this one came with copied text"
                : "‘’“”´".indexOf(code) >= 0 ? "write a plain quote ' instead; this one came with copied text" : "";
        return fault.finding(
                SqlRules.SYNTAX,
                fault.reported(match.group(1), match.group(2)),
                "%s U+%04X has no place here".formatted(shown, code),
                hint);
    }

    private Finding encountered(MatchResult match) {
        int offset = fault.offset(match.group(1), match.group(2));
        int index = culprit(offset);
        if (unknownFirstWord()) {
            return notAStatement();
        }
        boolean end = index == tokens.size();
        return end || match.group().contains("\"<EOF>\"") ? endsTooEarly() : unexpected(index);
    }

    /** The token that does not fit: the one reported, or the one after it where the reported one alone would do. */
    private int culprit(int offset) {
        int index = 0;
        while (index < tokens.size() && tokens.get(index).end() <= offset) {
            index++;
        }
        if (index + 1 >= tokens.size()) {
            return index;
        }
        String first = "\"" + tokens.get(index).text().toUpperCase(Locale.ROOT) + "\" ";
        boolean fits = expected.stream().anyMatch(sequence -> sequence.startsWith(first));
        return fits ? index + 1 : index;
    }

    private boolean unknownFirstWord() {
        return !tokens.isEmpty()
                && tokens.get(0).kind() == SqlToken.Kind.WORD
                && !StatementKinds.FIRST_WORDS.contains(tokens.get(0).text().toUpperCase(Locale.ROOT));
    }

    private Finding notAStatement() {
        if (!unknownFirstWord()) {
            return fault.finding(
                    SqlRules.SYNTAX, fault.statement().start(), "a query is expected, and this is not one", "");
        }
        String word = tokens.get(0).text();
        String hint = Nearest.to(word, StatementKinds.FIRST_WORDS)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("a statement begins with CREATE, INSERT INTO, SELECT, SET, …");
        return fault.finding(
                SqlRules.SYNTAX, fault.statement().start(), "\"" + word + "\" does not begin a statement", hint);
    }

    private Finding endsTooEarly() {
        SqlToken last = tokens.get(tokens.size() - 1);
        String hint = "something is missing after \"" + last.text() + "\"";
        int open = unclosed();
        if (open >= 0) {
            hint = "close the parenthesis of "
                    + fault.statement().inFile(tokens.get(open).start()) + " with )";
        }
        return at(last, "the statement ends too early", hint);
    }

    private int unclosed() {
        int depth = 0;
        for (int i = tokens.size() - 1; i >= 0; i--) {
            depth += tokens.get(i).isSymbol(')') ? 1 : 0;
            depth -= tokens.get(i).isSymbol('(') ? 1 : 0;
            if (depth < 0) {
                return i;
            }
        }
        return -1;
    }

    private Finding unexpected(int index) {
        SqlToken token = tokens.get(index);
        Optional<SqlToken> before = index == 0 ? Optional.empty() : Optional.of(tokens.get(index - 1));
        boolean name = meantAsName(index);
        if (before.filter(previous -> previous.isSymbol(',')).isPresent()
                && (token.isSymbol(')') || (ReservedWords.isClause(token) && !name))) {
            return at(
                    before.get(),
                    "a comma too many before \"" + token.text() + "\"",
                    "remove it, or add what is missing");
        }
        if (token.text().startsWith("\"")) {
            return at(
                    token,
                    "double quotes have no meaning here",
                    "write a text as '" + inside(token) + "', a name as `" + inside(token) + "`");
        }
        String message = "\"" + token.text() + "\" is not expected here";
        if (inOptions(index) == Where.OPTIONS && token.kind() == SqlToken.Kind.WORD) {
            return at(token, message, "option keys and values stand in single quotes: '" + token.text() + "' = '…'");
        }
        if (name) {
            return at(
                    token,
                    message,
                    "\"%s\" is a reserved word; as a name it stands in backquotes: `%s`"
                            .formatted(token.text(), token.text()));
        }
        return at(token, message, hint(token, before));
    }

    /** Whether a reserved word stands where a name would: after AS or a dot, or before what follows names. */
    private boolean meantAsName(int index) {
        SqlToken token = tokens.get(index);
        if (!ReservedWords.isReserved(token)) {
            return false;
        }
        if (!ReservedWords.isClause(token)) {
            return true;
        }
        SqlToken before = tokens.get(Math.max(0, index - 1));
        boolean beforeEnd = index + 1 == tokens.size()
                || ",).=<>".contains(tokens.get(index + 1).text())
                || tokens.get(index + 1).is("FROM")
                || tokens.get(index + 1).is("AS");
        boolean defines = fault.statement().kind() == SqlStatement.Kind.CREATE_TABLE
                && (before.isSymbol('(') || before.isSymbol(','));
        return before.is("AS") || before.isSymbol('.') || beforeEnd || defines;
    }

    private String hint(SqlToken token, Optional<SqlToken> before) {
        if (token.isSymbol('=')
                && before.filter(previous -> previous.isSymbol('=')).isPresent()) {
            return "equality is written with one =";
        }
        List<String> words = expected.stream()
                .filter(sequence -> sequence.matches("\"[A-Z_]+\""))
                .map(sequence -> sequence.replace("\"", ""))
                .toList();
        if (expected.size() <= 3 && words.size() == expected.size() && !words.isEmpty()) {
            return "expected " + words.stream().collect(Collectors.joining(" or "));
        }
        return Optional.of(token)
                .filter(word -> word.kind() == SqlToken.Kind.WORD
                        && !ReservedWords.isReserved(word)
                        && word.text().length() > 2)
                .flatMap(word -> Nearest.to(word.text(), words))
                .map(meant -> "did you mean " + meant + "?")
                .or(() -> before.filter(word -> word.kind() == SqlToken.Kind.WORD)
                        .filter(word ->
                                !ReservedWords.isReserved(word) && word.text().length() > 2)
                        .flatMap(word -> Nearest.to(word.text(), FREQUENT)
                                .map(meant -> "did you mean " + meant + " instead of \"" + word.text() + "\"?")))
                .orElse(before.map(word -> "something is wrong between \"" + word.text() + "\" and \"" + token.text()
                                + "\": a comma, an operator or a keyword may be missing")
                        .orElse(""));
    }

    private enum Where {
        OPTIONS,
        ELSEWHERE
    }

    private Where inOptions(int index) {
        int depth = 0;
        for (int i = index - 1; i > 0; i--) {
            depth += tokens.get(i).isSymbol(')') ? 1 : 0;
            depth -= tokens.get(i).isSymbol('(') ? 1 : 0;
            if (depth < 0) {
                SqlToken opener = tokens.get(i - 1);
                boolean options = SqlOption.opensOptions(fault.statement().kind(), opener) || opener.is("OPTIONS");
                return options ? Where.OPTIONS : Where.ELSEWHERE;
            }
        }
        return Where.ELSEWHERE;
    }

    private static String inside(SqlToken token) {
        return token.kind() == SqlToken.Kind.QUOTED_NAME ? token.value() : "…";
    }

    private Finding at(SqlToken token, String message, String hint) {
        return fault.finding(SqlRules.SYNTAX, fault.statement().inFile(token.start()), message, hint);
    }
}
