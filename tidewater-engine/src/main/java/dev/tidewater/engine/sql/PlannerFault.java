package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the readers of messages look at: the messages, outermost first, and the statement they are about. */
record PlannerFault(List<String> messages, SqlStatement statement, SqlScript script, PlannerNames names) {
    private static final Pattern QUOTED =
            Pattern.compile("'([^'\\n]+)'|\"([^\"\\n]+)\"|((?:`[^`]+`\\.?)+)|\\[([\\w.]+)]");

    PlannerFault {
        messages = List.copyOf(messages);
    }

    /** Whether the statement asks the lake: every name in it is one of the lake's. */
    boolean isQuery() {
        return script.statements().size() == 1 && LakeQuery.ANSWERS.contains(statement.kind());
    }

    /** At the place where a name is used that the lake does not have. */
    Finding notInLake(SqlPosition position, LakeNames.Explanation explanation) {
        return finding(SqlRules.NAME, position, explanation.message(), explanation.hint());
    }

    /** The first match in the outermost message that has one. */
    Optional<MatchResult> find(Pattern pattern) {
        for (String message : messages) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find()) {
                return Optional.of(matcher.toMatchResult());
            }
        }
        return Optional.empty();
    }

    Optional<String> deepestSentence() {
        return messages.stream().filter(Sentence::isSentence).reduce((outer, inner) -> inner);
    }

    /** The place in the file of a line and column that Flink reports. */
    SqlPosition reported(String line, String column) {
        return statement.inFile(new SqlPosition(Integer.parseInt(line), Integer.parseInt(column)));
    }

    /** The offset in the original of a line and column that Flink reports. */
    int offset(String line, String column) {
        SqlPosition position = new SqlPosition(Integer.parseInt(line), Integer.parseInt(column));
        return statement.originalOffset(new TextLines(statement.text()).offset(position));
    }

    Finding finding(String rule, SqlPosition position, String message, String hint) {
        return statement.error(rule, position, message, hint);
    }

    /** Where the last part of a possibly dotted name first stands in the statement, else where the statement begins. */
    SqlPosition whereNamed(String name) {
        return tokenNamed(name).map(this::beginning).orElse(statement.start());
    }

    /** Where the first name stands that a message quotes and the statement has. */
    SqlPosition whereQuoted(String message) {
        return QUOTED.matcher(message)
                .results()
                .map(match -> match.group().replaceAll("['\"\\[\\]]", ""))
                .flatMap(name -> tokenNamed(name).stream())
                .findFirst()
                .map(this::beginning)
                .orElse(statement.start());
    }

    /** The dotted name in the statement that ends in a part; the part alone if there is none. */
    String nameEndingIn(String last) {
        List<SqlToken> tokens = statement.tokens();
        int at = tokenNamed(last).map(tokens::indexOf).orElse(-1);
        StringBuilder name = new StringBuilder(last);
        while (at >= 2 && tokens.get(at - 1).isSymbol('.') && tokens.get(at - 2).isName()) {
            at -= 2;
            name.insert(0, tokens.get(at).value() + ".");
        }
        return name.toString();
    }

    /** Of a dotted name its first part. */
    private SqlPosition beginning(SqlToken token) {
        List<SqlToken> tokens = statement.tokens();
        int index = tokens.indexOf(token);
        while (index >= 2
                && tokens.get(index - 1).isSymbol('.')
                && tokens.get(index - 2).isName()) {
            index -= 2;
        }
        return statement.inFile(tokens.get(index).start());
    }

    private Optional<SqlToken> tokenNamed(String name) {
        String last = last(name);
        List<SqlToken> tokens = statement.tokens();
        return tokens.stream()
                .filter(token -> token.isName() && token.value().equals(last))
                .findFirst()
                .or(() -> tokens.stream()
                        .filter(token -> token.isName() && token.value().equalsIgnoreCase(last))
                        .findFirst())
                .or(() -> tokens.stream()
                        .filter(token -> token.kind() == SqlToken.Kind.STRING
                                && token.value().equals(name))
                        .findFirst())
                // A quoted part may have dots itself.
                .or(() -> tokens.stream()
                        .filter(token -> token.isName() && name.endsWith("." + token.value()))
                        .findFirst());
    }

    /** The last part of a dotted and perhaps backquoted name. */
    static String last(String name) {
        String plain = name.replace("`", "");
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    /** A dotted name as a user would write it: without the catalog and database that nobody chose. */
    static String shown(String name) {
        return name.replace("`", "").replaceFirst("^default_catalog\\.default_database\\.", "");
    }
}
