package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlStatement.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;

/**
 * Follows rows back to their topic: through views of the script and subqueries of WITH, as long as they read the one topic,
 * alone or with temporal joins.
 */
final class RowOrigins {
    private final TableEnvironment environment;
    /** What follows the name of each view: its columns, if they are named, and its query. */
    private final Map<String, String> views = new HashMap<>();

    RowOrigins(TableEnvironment environment) {
        this.environment = environment;
    }

    /** To be told each statement that Flink has accepted. */
    void accepted(SqlStatement statement) {
        if (statement.kind() != Kind.CREATE_VIEW || statement.createdPath().size() != 1) {
            return;
        }
        String text = statement.text();
        List<SqlToken> tokens = tokens(text);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isName()
                    && tokens.get(i).value().equals(statement.createdPath().get(0))) {
                views.put(tokens.get(i).value(), text.substring(tokens.get(i).end()));
                return;
            }
        }
    }

    private static List<SqlToken> tokens(String text) {
        return SqlLexer.tokens(text).stream().filter(SqlToken::significant).toList();
    }

    /** What follows the name of a view of the script. */
    String definition(TableName view) {
        return views.getOrDefault(view.path().get(0), "");
    }

    /**
     * Of the rows of a table.
     *
     * @param statement in which it stands: subqueries of its WITH come first
     */
    RowOrigin of(TableName name, List<SqlToken> statement) {
        Optional<TableName> subquery = subquery(statement, name);
        if (subquery.isPresent()) {
            int opening = indexAt(statement, subquery.get().to());
            int closing = WindowCall.closing(statement, opening);
            return isForWindowsOnly(name, statement) && closing > 0
                    ? of(statement.subList(opening + 1, closing), statement)
                    : new RowOrigin.Unknown(true);
        }
        List<String> path = name.path();
        String view = path.size() == 1 ? views.get(path.get(0)) : null;
        if (view != null) {
            List<SqlToken> tokens = tokens(view);
            RowOrigin behind = of(tokens, List.of());
            return behind instanceof RowOrigin.OfTopic || behind instanceof RowOrigin.OfView
                    ? new RowOrigin.OfView(name, behind)
                    : behind;
        }
        return topic(path)
                .<RowOrigin>map(full -> new RowOrigin.OfTopic(name, full))
                .orElse(new RowOrigin.Unknown(false));
    }

    /** The WITH subquery that a plain name means in this statement: the name where it is defined. */
    private static Optional<TableName> subquery(List<SqlToken> tokens, TableName name) {
        if (name.path().size() != 1) {
            return Optional.empty();
        }
        for (int i = 1; i + 2 < tokens.size(); i++) {
            boolean defines = (tokens.get(i - 1).is("WITH") || tokens.get(i - 1).isSymbol(','))
                    && tokens.get(i).isName()
                    && tokens.get(i).value().equals(name.path().get(0))
                    && tokens.get(i + 1).is("AS")
                    && tokens.get(i + 2).isSymbol('(');
            if (defines) {
                return Optional.of(new TableName(
                        name.path(), tokens.get(i).start(), tokens.get(i + 2).start()));
            }
        }
        return Optional.empty();
    }

    private static int indexAt(List<SqlToken> tokens, int offset) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).start() == offset) {
                return i;
            }
        }
        throw new IllegalArgumentException("no token at " + offset);
    }

    /** Whether a subquery is read once: another reader of it may want all rows. */
    private static boolean isForWindowsOnly(TableName name, List<SqlToken> statement) {
        return statement.stream()
                        .filter(token -> token.isName()
                                && token.value().equals(name.path().get(0)))
                        .count()
                == 2;
    }

    /** Of a query: its first table is the one, and others are looked up at its rows' time. */
    private RowOrigin of(List<SqlToken> query, List<SqlToken> statement) {
        if (!WindowCall.in(query).isEmpty()) {
            // What a window sends on is on time: its rows come before the watermark that closes it.
            return new RowOrigin.Never();
        }
        RowOrigin first = new RowOrigin.Unknown(false);
        int tables = 0;
        boolean isFollowed = true;
        Deque<Boolean> queries = new ArrayDeque<>(List.of(true));
        for (int i = 0; i + 1 < query.size(); i++) {
            SqlToken token = query.get(i);
            if (token.isSymbol('(')) {
                queries.push(query.get(i + 1).is("SELECT"));
            } else if (token.isSymbol(')') && queries.size() > 1) {
                queries.pop();
            }
            isFollowed &= !token.is("UNION") && !token.is("OVER") && !token.is("MATCH_RECOGNIZE");
            isFollowed &= !token.is("PROCTIME");
            // EXTRACT(DAY FROM ts) names no table.
            if ((!token.is("FROM") && !token.is("JOIN")) || !queries.element()) {
                continue;
            }
            Optional<TableName> name = TableName.at(query, i + 1);
            if (name.isEmpty()
                    || query.get(i + 1).is("TABLE")
                    || query.get(i + 1).is("LATERAL")
                    || hasHint(query, name.get())) {
                isFollowed = false;
            } else if (++tables == 1) {
                first = of(name.get(), statement);
            } else {
                isFollowed &= isLookedUp(query, name.get());
            }
        }
        if (!isFollowed && !(first instanceof RowOrigin.Unknown)) {
            return new RowOrigin.Unknown(true);
        }
        return first;
    }

    /** A view cannot have one. */
    static boolean hasHint(List<SqlToken> tokens, TableName name) {
        return tokens.stream()
                .filter(token -> token.start() >= name.to())
                .findFirst()
                .filter(token -> token.kind() == SqlToken.Kind.HINT_OPEN)
                .isPresent();
    }

    private static boolean isLookedUp(List<SqlToken> query, TableName name) {
        for (int i = 0; i + 1 < query.size(); i++) {
            if (query.get(i).start() >= name.to()) {
                return query.get(i).is("FOR") && query.get(i + 1).is("SYSTEM_TIME");
            }
        }
        return false;
    }

    /** The full name of the topic of rows that are only added, if a name means one. */
    private Optional<List<String>> topic(List<String> name) {
        List<List<String>> candidates = new ArrayList<>();
        if (name.size() == 3) {
            candidates.add(name);
        } else if (name.size() == 2) {
            candidates.add(List.of(environment.getCurrentCatalog(), name.get(0), name.get(1)));
        } else if (!List.of(environment.listTemporaryTables()).contains(name.get(0))) {
            candidates.add(List.of(environment.getCurrentCatalog(), environment.getCurrentDatabase(), name.get(0)));
            candidates.add(List.of(TopicNames.CATALOG, TopicNames.DATABASE, name.get(0)));
        }
        for (List<String> candidate : candidates) {
            Optional<CatalogBaseTable> table = table(candidate);
            if (table.isPresent()) {
                Map<String, String> options = table.get().getOptions();
                boolean isOfRows = options.getOrDefault("connector", "").equals("tidewater-kafka")
                        && options.getOrDefault("kind", "").equals("append");
                return isOfRows ? Optional.of(candidate) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The one of this full name, if there is one. */
    Optional<CatalogBaseTable> table(List<String> path) {
        try {
            ObjectPath name = new ObjectPath(path.get(1), path.get(2));
            return environment.getCatalog(path.get(0)).isPresent()
                    ? Optional.of(environment.getCatalog(path.get(0)).get().getTable(name))
                    : Optional.empty();
        } catch (TableNotExistException | CatalogException e) {
            // Whoever plans the statement says what is wrong.
            return Optional.empty();
        }
    }
}
