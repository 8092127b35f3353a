package dev.tidewater.engine.sql;

import java.util.List;

/**
 * Lets the tables that Iceberg has beside each table be named plainly. To Flink's parser, {@code $} is no letter of a name.
 *
 * <pre>
 * FROM lake.shop.orders$files   →   FROM lake.shop.`orders$files`
 * </pre>
 */
final class MetadataTables {
    private MetadataTables() {}

    /** The same statement with backquotes around each plain name that has a {@code $} in it. */
    static SqlStatement quote(SqlStatement statement) {
        List<SqlEdit> edits = statement.tokens().stream()
                .filter(token ->
                        token.kind() == SqlToken.Kind.WORD && token.text().indexOf('$') > 0)
                .map(token -> new SqlEdit(token.start(), token.end(), "`" + token.text() + "`"))
                .toList();
        return edits.isEmpty() ? statement : statement.withEdits(edits);
    }
}
