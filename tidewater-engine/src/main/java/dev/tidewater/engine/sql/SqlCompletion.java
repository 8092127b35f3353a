package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlProposals.Proposal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Proposes how a statement may go on where somebody is typing. Knows words and names, not grammar: it proposes rather too much. */
final class SqlCompletion {
    private static final Set<String> BEFORE_TABLES =
            Set.of("FROM", "JOIN", "INTO", "TABLE", "DESCRIBE", "DESC", "VIEW", "OVERWRITE", "EXISTS");
    private static final Set<String> CLAUSES =
            Set.of("SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "ON", "SET", "VALUES", "LIMIT", "BY");
    private static final List<String> KEYWORDS = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP BY",
            "HAVING",
            "ORDER BY",
            "LIMIT",
            "AS",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "NULL",
            "LIKE",
            "BETWEEN",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "CAST",
            "DISTINCT",
            "COUNT",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "JOIN",
            "LEFT JOIN",
            "RIGHT JOIN",
            "FULL JOIN",
            "CROSS JOIN",
            "ON",
            "UNION ALL",
            "EXCEPT",
            "INTERSECT",
            "VALUES",
            "WITH",
            "INTERVAL",
            "TABLE",
            "TUMBLE",
            "HOP",
            "CUMULATE",
            "SESSION",
            "DESCRIPTOR",
            "OVER",
            "PARTITION BY",
            "ROW_NUMBER",
            "ASC",
            "DESC",
            "INTO",
            "COALESCE",
            "IF NOT EXISTS",
            "IF EXISTS",
            "TEMPORARY",
            "VIEW",
            "DATABASE",
            "FUNCTION",
            "TABLES",
            "DATABASES",
            "CATALOGS",
            "CATALOG",
            "CREATE TABLE",
            "PRIMARY KEY",
            "NOT ENFORCED",
            "WATERMARK FOR",
            "RESET",
            "SET",
            "TRUE",
            "FALSE",
            "CURRENT_TIMESTAMP");
    private static final List<String> BEGINNINGS = List.of(
            "SELECT",
            "SHOW TABLES",
            "SHOW DATABASES",
            "SHOW CATALOGS",
            "SHOW CREATE TABLE",
            "SHOW FUNCTIONS",
            "DESCRIBE",
            "EXPLAIN",
            "USE",
            "USE CATALOG",
            "SET",
            "RESET",
            "CREATE TABLE",
            "CREATE TEMPORARY TABLE",
            "CREATE TEMPORARY VIEW",
            "CREATE DATABASE",
            "CREATE TEMPORARY FUNCTION",
            "ALTER TABLE",
            "DROP TABLE",
            "DROP TEMPORARY TABLE",
            "DROP TEMPORARY VIEW",
            "DROP DATABASE",
            "INSERT INTO",
            "CALL",
            "VALUES",
            "WITH",
            "help",
            "quit");

    private final SqlNames names;
    private final TypedStatement typed;
    private final Set<Proposal> proposals = new LinkedHashSet<>();

    private SqlCompletion(SqlNames names, TypedStatement typed) {
        this.names = names;
        this.typed = typed;
    }

    /** @param cursor where in the text somebody types */
    static SqlProposals of(String text, int cursor, SqlNames names) {
        TypedStatement typed = TypedStatement.at(text, cursor);
        SqlCompletion completion = new SqlCompletion(names, typed);
        if (!typed.inText()) {
            completion.propose();
        }
        return new SqlProposals(typed.wordStart(), List.copyOf(completion.proposals));
    }

    private void propose() {
        String before = typed.before();
        if (!typed.path().isEmpty()) {
            proposeWithin(typed.path());
        } else if (before.isEmpty()) {
            keywords(BEGINNINGS);
        } else if (before.equals("USE")) {
            keywords(List.of("CATALOG"));
            add(names.databases(names.currentCatalog()), "database");
        } else if (before.equals("CATALOG")) {
            add(names.catalogs(), "catalog");
        } else if (typed.shows() && (before.equals("IN") || before.equals("FROM"))) {
            add(names.databases(names.currentCatalog()), "database");
            add(names.catalogs(), "catalog");
        } else if (BEFORE_TABLES.contains(before)
                || (before.equals(",") && typed.clause(CLAUSES).equals("FROM"))) {
            tables();
        } else {
            typed.tables().forEach(table -> add(names.columns(table.path()), "column"));
            typed.tables().forEach(table -> table.alias().ifPresent(alias -> add(List.of(alias), "alias")));
            keywords(KEYWORDS);
        }
    }

    private void tables() {
        add(names.plainTables(), "table");
        add(names.topics(), "topic");
        add(names.databases(names.currentCatalog()), "database");
        add(names.catalogs(), "catalog");
    }

    /** What a path may go on with: which part its first one is, is known by what there is. */
    private void proposeWithin(List<String> path) {
        String first = path.get(0);
        if (path.size() == 1) {
            typed.tables().stream()
                    .filter(table -> table.isCalled(first))
                    .forEach(table -> add(names.columns(table.path()), "column"));
            if (names.catalogs().contains(first)) {
                add(names.databases(first), "database");
            }
            add(names.tables(names.currentCatalog(), first), "table");
        } else if (path.size() == 2 && names.catalogs().contains(first)) {
            add(names.tables(first, path.get(1)), first.equals(TopicNames.CATALOG) ? "topic" : "table");
        } else {
            add(names.columns(path), "column");
        }
    }

    private void add(List<String> found, String what) {
        for (String name : found) {
            if (startsWithWord(name)) {
                proposals.add(new Proposal(typed.quoted() ? quote(name) : plain(name), what));
            }
        }
    }

    /** In the letters, great or small, that are being typed. */
    private void keywords(List<String> words) {
        String word = typed.word();
        boolean small = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
        List<Proposal> found = new ArrayList<>();
        for (String keyword : words) {
            if (!typed.quoted() && startsWithWord(keyword)) {
                found.add(new Proposal(small ? keyword.toLowerCase(Locale.ROOT) : keyword, "keyword"));
            }
        }
        proposals.addAll(found);
    }

    private boolean startsWithWord(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(typed.word().toLowerCase(Locale.ROOT));
    }

    private static String plain(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") && !ReservedWords.isReserved(name) ? name : quote(name);
    }

    private static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
