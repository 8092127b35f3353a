package dev.tidewater.engine.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** What several rules ask of INSERTs. */
final class Inserts {
    private Inserts() {}

    /** Whether the query may give NULL to a column of its target; not so if that cannot be told. */
    static boolean mayBeNull(CheckedInsert insert, String column) {
        int at = names(insert).indexOf(column);
        return given(insert, column, at).filter(LogicalType::isNullable).isPresent() && !isCastOfValue(insert, at);
    }

    /** Columns go by position. A plan does not tell of all types; then the name has to do. */
    private static Optional<LogicalType> given(CheckedInsert insert, String column, int at) {
        Map<String, LogicalType> given = insert.compiled().inputs().get(0).columns();
        return given.size() == names(insert).size()
                ? Optional.of(new ArrayList<>(given.values()).get(at))
                : Optional.ofNullable(given.get(column));
    }

    /** Flink casts what is NOT NULL to the type of the target with NULL. */
    private static boolean isCastOfValue(CheckedInsert insert, int at) {
        JsonNode projection = insert.compiled().inputs().get(0).properties().path("projection");
        JsonNode expression =
                projection.size() == names(insert).size() ? projection.path(at) : MissingNode.getInstance();
        while (Aggregates.function(expression).equals("CAST") || isFormattedTime(expression)) {
            expression = expression.path("operands").path(0);
        }
        JsonNode type = expression.path("type");
        return type.isTextual()
                ? type.asText().endsWith(" NOT NULL")
                : type.isObject() && !type.path("nullable").asBoolean(true);
    }

    /** Flink says that DATE_FORMAT may give NULL. Of a time it never does, only of a text that is none. */
    private static boolean isFormattedTime(JsonNode expression) {
        JsonNode type = expression.path("operands").path(0).path("type");
        return Aggregates.function(expression).equals("DATE_FORMAT")
                && (type.isTextual() ? type : type.path("type")).asText().startsWith("TIMESTAMP");
    }

    private static List<String> names(CheckedInsert insert) {
        return insert.target().columns().stream()
                .filter(one -> one.kind() == ColumnFacts.Kind.PHYSICAL)
                .map(ColumnFacts::name)
                .toList();
    }
}
