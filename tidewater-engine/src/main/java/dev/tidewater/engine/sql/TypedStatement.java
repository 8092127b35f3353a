package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that is being typed: the word at the cursor, what leads up to it, and the tables that the statement names.
 *
 * @param wordStart offset of the word in the text
 * @param word what is typed of it, quotes taken off
 * @param quoted whether it begins with a backquote
 * @param inText whether the cursor stands in a string or a comment
 * @param path names before the word, each followed by a dot
 * @param before the keyword or sign before the word and its path, in capitals; empty at the beginning
 * @param leading tokens before the cursor
 * @param tables named in the whole statement, also behind the cursor
 */
record TypedStatement(
        int wordStart,
        String word,
        boolean quoted,
        boolean inText,
        List<String> path,
        String before,
        List<SqlToken> leading,
        List<NamedTable> tables) {
    private static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "TABLE", "UPDATE");
    private static final Set<String> NO_ALIAS = Set.of(
            "WHERE",
            "GROUP",
            "ORDER",
            "HAVING",
            "LIMIT",
            "ON",
            "JOIN",
            "LEFT",
            "RIGHT",
            "FULL",
            "INNER",
            "CROSS",
            "UNION",
            "SELECT",
            "VALUES",
            "FOR",
            "SET",
            "RESET",
            "USING",
            "EXCEPT",
            "INTERSECT",
            "WITH",
            "FETCH");

    /** A table as a statement names it. */
    record NamedTable(List<String> path, Optional<String> alias) {
        boolean isCalled(String name) {
            return alias.map(name::equalsIgnoreCase).orElse(false)
                    || path.get(path.size() - 1).equalsIgnoreCase(name);
        }
    }

    static TypedStatement at(String text, int cursor) {
        List<SqlToken> all = SqlLexer.tokens(text.substring(0, cursor));
        SqlToken last = all.isEmpty() ? null : all.get(all.size() - 1);
        boolean unclosedName = last != null
                && last.kind() == SqlToken.Kind.UNTERMINATED
                && last.text().startsWith("`");
        boolean inText = last != null
                && (last.kind() == SqlToken.Kind.COMMENT
                        || last.kind() == SqlToken.Kind.STRING
                        || last.kind() == SqlToken.Kind.UNTERMINATED && !unclosedName);
        boolean onWord = last != null && (unclosedName || last.isName() || last.kind() == SqlToken.Kind.NUMBER);
        List<SqlToken> leading = new ArrayList<>(afterSemicolon(all));
        String word = "";
        int start = cursor;
        if (onWord && last != null) {
            leading.remove(leading.size() - 1);
            word = unclosedName ? last.text().substring(1) : last.value();
            start = last.start();
        }
        List<String> path = new ArrayList<>();
        int at = leading.size();
        while (at >= 2
                && leading.get(at - 1).isSymbol('.')
                && leading.get(at - 2).isName()) {
            path.add(0, leading.get(at - 2).value());
            at -= 2;
        }
        String before = at == 0 ? "" : leading.get(at - 1).text().toUpperCase(Locale.ROOT);
        boolean quoted = onWord && last != null && last.text().startsWith("`");
        return new TypedStatement(
                start, word, quoted, inText, path, before, leading, tables(whole(text, cursor, leading)));
    }

    boolean shows() {
        return !leading.isEmpty() && leading.get(0).is("SHOW");
    }

    /** The last of the words before the cursor; empty if there is none. */
    String clause(Set<String> words) {
        for (int i = leading.size() - 1; i >= 0; i--) {
            String text = leading.get(i).text().toUpperCase(Locale.ROOT);
            if (leading.get(i).kind() == SqlToken.Kind.WORD && words.contains(text)) {
                return text;
            }
        }
        return "";
    }

    private static List<SqlToken> whole(String text, int cursor, List<SqlToken> leading) {
        int start = leading.isEmpty() ? cursor : leading.get(0).start();
        List<SqlToken> tokens = new ArrayList<>();
        for (SqlToken token : SqlLexer.tokens(text.substring(start))) {
            if (token.kind() == SqlToken.Kind.SEMICOLON) {
                break;
            }
            if (token.significant()) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static List<SqlToken> afterSemicolon(List<SqlToken> tokens) {
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            from = tokens.get(i).kind() == SqlToken.Kind.SEMICOLON ? i + 1 : from;
        }
        return tokens.subList(from, tokens.size()).stream()
                .filter(SqlToken::significant)
                .toList();
    }

    private static List<NamedTable> tables(List<SqlToken> tokens) {
        List<NamedTable> tables = new ArrayList<>();
        boolean inFrom = false;
        for (int i = 0; i < tokens.size(); i++) {
            String text = tokens.get(i).text().toUpperCase(Locale.ROOT);
            boolean opens = tokens.get(i).kind() == SqlToken.Kind.WORD && BEFORE_TABLE.contains(text);
            if (tokens.get(i).kind() == SqlToken.Kind.WORD && NO_ALIAS.contains(text)) {
                inFrom = text.equals("JOIN");
            }
            inFrom |= text.equals("FROM");
            if (opens || (inFrom && tokens.get(i).isSymbol(','))) {
                tableAt(tokens, i + 1).ifPresent(tables::add);
            }
        }
        return tables;
    }

    private static Optional<NamedTable> tableAt(List<SqlToken> tokens, int first) {
        List<String> path = new ArrayList<>();
        int at = first;
        while (at < tokens.size() && tokens.get(at).isName()) {
            path.add(tokens.get(at).value());
            at++;
            if (at >= tokens.size() || !tokens.get(at).isSymbol('.')) {
                break;
            }
            at++;
        }
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (at < tokens.size() && tokens.get(at).is("AS")) {
            at++;
        }
        boolean aliased = at < tokens.size()
                && tokens.get(at).isName()
                && !NO_ALIAS.contains(tokens.get(at).text().toUpperCase(Locale.ROOT));
        return Optional.of(
                new NamedTable(path, aliased ? Optional.of(tokens.get(at).value()) : Optional.empty()));
    }
}
