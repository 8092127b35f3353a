package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dotted name where a table is named.
 *
 * @param path its parts, without quotes
 * @param from offset of its first character
 * @param to offset after its last
 */
record TableName(List<String> path, int from, int to) {
    TableName {
        path = List.copyOf(path);
    }

    /** The name that begins with the token at an index. */
    static Optional<TableName> at(List<SqlToken> tokens, int index) {
        List<String> path = new ArrayList<>();
        int last = -1;
        for (int i = index; i < tokens.size() && tokens.get(i).isName(); i += 2) {
            path.add(tokens.get(i).value());
            last = i;
            if (i + 1 >= tokens.size() || !tokens.get(i + 1).isSymbol('.')) {
                break;
            }
        }
        return last < 0
                ? Optional.empty()
                : Optional.of(new TableName(
                        path, tokens.get(index).start(), tokens.get(last).end()));
    }

    static String quoted(List<String> path) {
        return String.join(
                ".",
                path.stream().map(part -> "`" + part.replace("`", "``") + "`").toList());
    }
}
