package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.TableEnvironment;
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

    /** The same for the target of an INSERT. */
    static SqlStatement resolveTarget(TableEnvironment environment, SqlStatement insert) {
        List<SqlToken> tokens = insert.tokens();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).is("INSERT") && tokens.get(i + 1).is("INTO")) {
                SqlToken target = tokens.get(i + 2);
                boolean isPath = i + 3 < tokens.size() && tokens.get(i + 3).isSymbol('.');
                return isPath || List.of(environment.listTables()).contains(target.value())
                        ? insert
                        : qualified(environment, insert, target).orElse(insert);
            }
        }
        return insert;
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
