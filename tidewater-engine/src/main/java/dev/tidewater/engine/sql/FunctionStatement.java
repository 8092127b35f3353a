package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code CREATE FUNCTION f AS 'a.B' LANGUAGE JAVA USING JAR 'udfs/x.jar'}.
 *
 * @param className the string that names the class
 * @param language as it is written; JAVA if it is not
 * @param jars the strings that name jars; empty if any jar may have the class
 */
record FunctionStatement(SqlStatement statement, SqlToken className, String language, List<SqlToken> jars) {
    FunctionStatement {
        jars = List.copyOf(jars);
    }

    /** Nothing for any other statement, and for one that Flink's parser will refuse. */
    static Optional<FunctionStatement> of(SqlStatement statement) {
        if (statement.kind() != SqlStatement.Kind.CREATE_FUNCTION) {
            return Optional.empty();
        }
        @Nullable SqlToken className = null;
        String language = "JAVA";
        List<SqlToken> jars = new ArrayList<>();
        SqlToken before = statement.tokens().get(0);
        for (SqlToken token : statement.tokens()) {
            boolean isText = token.kind() == SqlToken.Kind.STRING;
            if (isText && before.is("AS")) {
                className = token;
            } else if (isText && before.is("JAR")) {
                jars.add(token);
            } else if (before.is("LANGUAGE")) {
                language = token.text().toUpperCase(Locale.ROOT);
            }
            before = token;
        }
        return className == null
                ? Optional.empty()
                : Optional.of(new FunctionStatement(statement, className, language, jars));
    }

    /** Whether the whole project is to know it. */
    boolean isForAll() {
        return word("TEMPORARY").isEmpty();
    }

    /** A function of the system is found from everywhere; any other is in a database. */
    private boolean isOfSystem() {
        return word("SYSTEM").isPresent();
    }

    /**
     * The same for this session only, with its name in full, and without its jars, whose classes the session has: catalogs of
     * Iceberg keep no functions, and a session that repeats this need not be where the script was.
     */
    SqlStatement forSession(String catalog, String database) {
        List<SqlEdit> edits = new ArrayList<>();
        SqlToken function = word("FUNCTION").orElseThrow();
        if (word("TEMPORARY").isEmpty()) {
            edits.add(new SqlEdit(function.start(), function.start(), "TEMPORARY "));
        }
        List<SqlToken> name = name(function);
        List<String> path = statement.createdPath();
        if (!isOfSystem() && !name.isEmpty() && path.size() < 3) {
            List<String> around = List.of(catalog, database).subList(0, 3 - path.size());
            String full = Stream.concat(around.stream(), path.stream())
                    .map(part -> "`" + part.replace("`", "``") + "`")
                    .collect(Collectors.joining("."));
            edits.add(new SqlEdit(name.get(0).start(), name.get(name.size() - 1).end(), full));
        }
        if (!jars.isEmpty()) {
            SqlToken using = word("USING").orElseThrow();
            edits.add(new SqlEdit(using.start(), jars.get(jars.size() - 1).end(), ""));
        }
        return statement.withEdits(edits);
    }

    /** What stands between the word FUNCTION, or EXISTS, and AS. */
    private List<SqlToken> name(SqlToken function) {
        return statement.tokens().stream()
                .filter(token -> token.start() > function.start() && token.end() <= className.start())
                .filter(token -> !token.is("IF") && !token.is("NOT") && !token.is("EXISTS") && !token.is("AS"))
                .toList();
    }

    private Optional<SqlToken> word(String word) {
        return statement.tokens().stream().filter(token -> token.is(word)).findFirst();
    }
}
