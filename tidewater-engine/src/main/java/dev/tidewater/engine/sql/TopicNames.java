package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;

/**
 * Lets topics be named plainly. A name that the statement's own catalog and database do not know, and that is a topic's,
 * means the topic; tables and views of the script come first.
 *
 * <pre>
 * SELECT * FROM orders   →   SELECT * FROM `kafka`.`topics`.`orders`
 * </pre>
 */
final class TopicNames {
    static final String CATALOG = "kafka";
    static final String DATABASE = "topics";

    private static final Pattern NOT_FOUND = Pattern.compile(
            "From line (\\d+), column (\\d+)[^:]*: (?:Object|Table) '([^']+)' not found", Pattern.DOTALL);

    /** What Flink says instead, without a place, of any unknown name once there is a temporary table in that database. */
    private static final String NO_DEFAULT = "Database default does not exist";

    private TopicNames() {}

    /**
     * What a lake table is called that belongs to a topic. Iceberg's writers for Flink take a dot for the end of a
     * namespace. Kafka refuses a topic that differs from another by dots and underscores only, so no two share a table.
     */
    static String inLake(String topic) {
        return topic.replace('.', '_');
    }

    /** The statement with the name that {@code failure} complains of led to the topic of that name, if there is one. */
    static Optional<SqlStatement> resolve(TableEnvironment environment, SqlStatement statement, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).equals(NO_DEFAULT)) {
                return firstPlainTopic(environment, statement);
            }
            Matcher matcher = NOT_FOUND.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                SqlPosition position =
                        new SqlPosition(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
                int offset = statement.originalOffset(new TextLines(statement.text()).offset(position));
                return statement.tokens().stream()
                        .filter(token -> token.start() == offset && token.isName())
                        .findFirst()
                        .flatMap(token -> qualified(environment, statement, token));
            }
        }
        return Optional.empty();
    }

    private static Optional<SqlStatement> firstPlainTopic(TableEnvironment environment, SqlStatement statement) {
        Set<String> temporary = new HashSet<>(List.of(environment.listTemporaryTables()));
        temporary.addAll(List.of(environment.listTemporaryViews()));
        List<SqlToken> tokens = statement.tokens();
        for (int i = 1; i < tokens.size(); i++) {
            SqlToken name = tokens.get(i);
            boolean reads = tokens.get(i - 1).is("FROM") || tokens.get(i - 1).is("JOIN");
            boolean isPath = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol('.');
            if (reads && !isPath && name.isName() && !temporary.contains(name.value())) {
                Optional<SqlStatement> resolved = qualified(environment, statement, name);
                if (resolved.isPresent()) {
                    return resolved;
                }
            }
        }
        return Optional.empty();
    }

    /** The same for the target of an INSERT. */
    static SqlStatement resolveTarget(TableEnvironment environment, SqlStatement insert) {
        return resolveAfter(environment, insert, List.of("INSERT", "INTO"));
    }

    /** The same for the table that is described, shown or altered; one that is dropped must be named in full. */
    static SqlStatement resolveSubject(TableEnvironment environment, SqlStatement statement) {
        return switch (statement.kind()) {
            case DESCRIBE ->
                resolveAfter(
                        environment,
                        statement,
                        List.of(statement.tokens().get(0).text()));
            case SHOW -> resolveAfter(environment, statement, List.of("SHOW", "CREATE", "TABLE"));
            case ALTER -> resolveAfter(environment, statement, List.of("ALTER", "TABLE"));
            default -> statement;
        };
    }

    private static SqlStatement resolveAfter(TableEnvironment environment, SqlStatement statement, List<String> words) {
        List<SqlToken> tokens = statement.tokens();
        for (int i = 0; i + words.size() < tokens.size(); i++) {
            if (stand(words, tokens.subList(i, i + words.size()))) {
                int at = i + words.size() + (tokens.get(i + words.size()).is("EXTENDED") ? 1 : 0);
                if (at >= tokens.size()) {
                    return statement;
                }
                boolean isPath = at + 1 < tokens.size() && tokens.get(at + 1).isSymbol('.');
                return isPath || isTable(environment, tokens.get(at).value())
                        ? statement
                        : qualified(environment, statement, tokens.get(at)).orElse(statement);
            }
        }
        return statement;
    }

    /** Whether the current database has it. The lake's nominal default is none that could list its tables. */
    private static boolean isTable(TableEnvironment environment, String name) {
        try {
            return List.of(environment.listTables()).contains(name);
        } catch (ValidationException e) {
            return isTemporary(environment, name);
        }
    }

    private static boolean isTemporary(TableEnvironment environment, String name) {
        try {
            environment.from("`" + name.replace("`", "``") + "`");
            return true;
        } catch (ValidationException e) {
            return false;
        }
    }

    private static boolean stand(List<String> words, List<SqlToken> tokens) {
        for (int i = 0; i < words.size(); i++) {
            if (!tokens.get(i).is(words.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean exists(TableEnvironment environment, ObjectPath topic) {
        try {
            return environment
                    .getCatalog(CATALOG)
                    .map(catalog -> catalog.tableExists(topic))
                    .orElse(false);
        } catch (CatalogException e) {
            // Without Kafka nobody knows; the name is then unknown as it was before.
            return false;
        }
    }

    private static Optional<SqlStatement> qualified(
            TableEnvironment environment, SqlStatement statement, SqlToken name) {
        ObjectPath topic = new ObjectPath(DATABASE, name.value());
        if (!exists(environment, topic) || statement.edits().stream().anyMatch(edit -> edit.start() == name.start())) {
            return Optional.empty();
        }
        List<SqlEdit> edits = new ArrayList<>(statement.edits());
        edits.add(new SqlEdit(
                name.start(),
                name.end(),
                "`" + CATALOG + "`.`" + DATABASE + "`.`" + name.value().replace("`", "``") + "`"));
        edits.sort(Comparator.comparingInt(SqlEdit::start));
        return Optional.of(statement.withEdits(edits));
    }
}
