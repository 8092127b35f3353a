package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Topics and lake tables of its own for a script that is tried out: what the script names {@code orders} is topic
 * {@code TOKEN-orders}, what it names {@code lake.shop.t} is table {@code TOKEN.shop.t}. Nothing that it does reaches others.
 *
 * @param token lower-case letters and digits, which nothing else has in its name
 */
public record Namespace(String token) {
    private static final Pattern TOKEN = Pattern.compile("[a-z][a-z0-9]{5,}");
    private static final Set<String> KAFKA = Set.of("kafka", "upsert-kafka");
    /** They read and write nothing that others see. */
    private static final Set<String> HARMLESS = Set.of("datagen", "print", "blackhole");

    private static final Set<String> PREFIXED =
            Set.of("properties.group.id", "properties.transactional.id", "sink.transactional-id-prefix");

    public Namespace {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("\"" + token + "\" is no token");
        }
    }

    /** What stands before the names of its topics. */
    public String prefix() {
        return token + "-";
    }

    /** A topic's full name. */
    public String topic(String name) {
        return prefix() + name;
    }

    /** What scripts call a topic of this namespace. */
    public String nameOf(String topic) {
        return topic.startsWith(prefix()) ? topic.substring(prefix().length()) : topic;
    }

    /** A database's full name in the lake; dots part its levels. */
    public String database(String name) {
        return token + "." + name;
    }

    /** The statement with the topics of this namespace in its options; read from the beginning, for they hold nothing else. */
    SqlStatement apply(SqlStatement statement) {
        if (statement.kind() != Kind.CREATE_TABLE) {
            return statement;
        }
        List<SqlEdit> edits = new ArrayList<>(statement.edits());
        List<SqlOption> options = SqlOption.of(statement);
        for (SqlOption option : options) {
            replacement(option).ifPresent(text -> {
                SqlToken value = option.value();
                edits.add(new SqlEdit(value.start(), value.end(), "'" + text.replace("'", "''") + "'"));
            });
        }
        added(options).forEach((key, value) -> {
            int at = options.get(0).key().start();
            edits.add(new SqlEdit(at, at, "'" + key + "' = '" + value + "', "));
        });
        edits.sort(Comparator.comparingInt(SqlEdit::start).thenComparingInt(SqlEdit::end));
        return statement.withEdits(edits);
    }

    private Optional<String> replacement(SqlOption option) {
        String value = option.value().value();
        return switch (option.key().value()) {
            case "topic" ->
                Optional.of(prefix() + value.strip().replaceAll("\\s*;\\s*", Matcher.quoteReplacement(";" + prefix())));
            case "topic-pattern" -> Optional.of(Pattern.quote(prefix()) + "(?:" + value + ")");
            case "scan.startup.mode" -> Optional.of("earliest-offset");
            default -> PREFIXED.contains(option.key().value()) ? Optional.of(prefix() + value) : Optional.empty();
        };
    }

    /** Its topics have one partition each: a second reader would have none, and hold back time for ever. */
    private static Map<String, String> added(List<SqlOption> options) {
        Map<String, String> given = new HashMap<>();
        options.forEach(option -> given.put(option.key().value(), option.value().value()));
        Map<String, String> added = new TreeMap<>();
        if (given.getOrDefault("connector", "").equals("kafka")) {
            added.put("scan.startup.mode", "earliest-offset");
            added.put("scan.parallelism", "1");
        }
        added.keySet().removeAll(given.keySet());
        return added;
    }

    /** Why a statement cannot be kept to a namespace. */
    Optional<Finding> fault(SqlStatement statement) {
        if (statement.kind() == Kind.CREATE_CATALOG) {
            return Optional.of(refused(statement, "a catalog of its own"));
        }
        if (statement.kind() != Kind.CREATE_TABLE) {
            return Optional.empty();
        }
        return SqlOption.of(statement).stream()
                .filter(option -> option.key().value().equals("connector"))
                .map(option -> option.value().value())
                .filter(connector -> !KAFKA.contains(connector) && !HARMLESS.contains(connector))
                .findFirst()
                .map(connector -> refused(statement, "a table of connector \"" + connector + "\""));
    }

    private static Finding refused(SqlStatement statement, String what) {
        return statement.error(
                "test-not-isolated",
                statement.start(),
                what + " would be read and written by the test itself: only topics and lake tables can be kept apart",
                "name topics and the tables of catalog lake, which need no DDL");
    }
}
