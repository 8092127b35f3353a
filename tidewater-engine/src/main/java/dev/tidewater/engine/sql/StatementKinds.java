package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlStatement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells what a statement does from its leading words. */
final class StatementKinds {
    /** Words that can begin a statement, for proposals when one is mistyped. */
    static final Set<String> FIRST_WORDS = Set.of(
            "SET",
            "RESET",
            "USE",
            "CREATE",
            "REPLACE",
            "INSERT",
            "SELECT",
            "VALUES",
            "WITH",
            "DROP",
            "ALTER",
            "SHOW",
            "DESCRIBE",
            "DESC",
            "EXPLAIN",
            "EXECUTE",
            "COMPILE",
            "ANALYZE",
            "CALL",
            "UPDATE",
            "DELETE",
            "TRUNCATE",
            "LOAD",
            "UNLOAD",
            "ADD",
            "REMOVE",
            "STOP",
            "BEGIN",
            "TABLE",
            "UPSERT");

    private static final Map<String, Kind> BY_FIRST_WORD = Map.ofEntries(
            Map.entry("SET", Kind.SET),
            Map.entry("RESET", Kind.RESET),
            Map.entry("USE", Kind.USE),
            Map.entry("INSERT", Kind.INSERT),
            Map.entry("SELECT", Kind.SELECT),
            Map.entry("VALUES", Kind.SELECT),
            Map.entry("DROP", Kind.DROP),
            Map.entry("ALTER", Kind.ALTER),
            Map.entry("SHOW", Kind.SHOW),
            Map.entry("DESCRIBE", Kind.DESCRIBE),
            Map.entry("DESC", Kind.DESCRIBE),
            Map.entry("EXPLAIN", Kind.EXPLAIN));

    private static final Map<String, Kind> BY_CREATED = Map.of(
            "VIEW", Kind.CREATE_VIEW,
            "CATALOG", Kind.CREATE_CATALOG,
            "DATABASE", Kind.CREATE_DATABASE,
            "FUNCTION", Kind.CREATE_FUNCTION);

    /** What may stand between CREATE and the kind of thing created. */
    private static final Set<String> BEFORE_CREATED = Set.of("OR", "REPLACE", "ALTER", "TEMPORARY", "SYSTEM");

    private StatementKinds() {}

    static Kind of(List<SqlToken> tokens) {
        int first = 0;
        while (first < tokens.size() && tokens.get(first).isSymbol('(')) {
            first++;
        }
        if (first == tokens.size()) {
            return Kind.OTHER;
        }
        return switch (upper(tokens.get(first))) {
            case "WITH" -> afterWith(tokens);
            case "CREATE" -> created(tokens);
            case "REPLACE" -> tableAs(tokens);
            default -> BY_FIRST_WORD.getOrDefault(upper(tokens.get(first)), Kind.OTHER);
        };
    }

    /** The dotted name that a CREATE statement gives, part by part; empty for any other. */
    static List<String> createdPath(SqlStatement statement) {
        if (!statement.kind().name().startsWith("CREATE_")) {
            return List.of();
        }
        List<SqlToken> tokens = statement.tokens();
        int at = created(tokens, 1) + 1;
        while (at < tokens.size()
                && (tokens.get(at).is("IF")
                        || tokens.get(at).is("NOT")
                        || tokens.get(at).is("EXISTS"))) {
            at++;
        }
        List<String> path = new ArrayList<>();
        while (at < tokens.size() && tokens.get(at).isName()) {
            path.add(tokens.get(at).value());
            boolean more = at + 1 < tokens.size() && tokens.get(at + 1).isSymbol('.');
            at = more ? at + 2 : tokens.size();
        }
        return path;
    }

    private static Kind created(List<SqlToken> tokens) {
        int at = created(tokens, 1);
        if (at >= tokens.size()) {
            return Kind.OTHER;
        }
        return tokens.get(at).is("TABLE")
                ? tableAs(tokens)
                : BY_CREATED.getOrDefault(upper(tokens.get(at)), Kind.OTHER);
    }

    /** The index of the word that says what is created. */
    private static int created(List<SqlToken> tokens, int at) {
        int index = at;
        while (index < tokens.size() && BEFORE_CREATED.contains(upper(tokens.get(index)))) {
            index++;
        }
        return index;
    }

    /** Outside of parentheses an AS in CREATE TABLE can only bring a query. */
    private static Kind tableAs(List<SqlToken> tokens) {
        return outside(tokens, Set.of("AS")).isPresent() ? Kind.CREATE_TABLE_AS : Kind.CREATE_TABLE;
    }

    private static Kind afterWith(List<SqlToken> tokens) {
        return outside(tokens, Set.of("INSERT", "SELECT", "VALUES"))
                .filter("INSERT"::equals)
                .map(insert -> Kind.INSERT)
                .orElse(Kind.SELECT);
    }

    /** The first of the words that stands outside of parentheses. */
    private static Optional<String> outside(List<SqlToken> tokens, Set<String> words) {
        int depth = 0;
        for (SqlToken token : tokens) {
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            } else if (depth == 0 && words.contains(upper(token))) {
                return Optional.of(upper(token));
            }
        }
        return Optional.empty();
    }

    private static String upper(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
    }
}
