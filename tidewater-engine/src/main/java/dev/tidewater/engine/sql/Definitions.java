package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding;
import java.util.List;
import java.util.Optional;

/** What a session makes of CREATE, ALTER and DROP before Flink sees them. */
final class Definitions {
    private Definitions() {}

    /** Whether only this session sees what is defined. */
    static boolean isOfThisSessionOnly(SqlStatement statement) {
        return statement.kind() == Kind.CREATE_FUNCTION
                || statement.tokens().stream().limit(5).anyMatch(token -> token.is("TEMPORARY") || token.is("CATALOG"));
    }

    /** What Flink would take, and not do as it is meant; or refuse without saying why. */
    static Optional<Finding> fault(SqlStatement statement) {
        if (isOfThisSessionOnly(statement)) {
            return Optional.empty();
        }
        if (statement.kind() == Kind.CREATE_VIEW) {
            return Optional.of(statement.error(
                    "sql-plan",
                    statement.start(),
                    "no catalog here keeps views",
                    "write CREATE TEMPORARY VIEW: it lives as long as this session"));
        }
        return statement.kind() == Kind.CREATE_TABLE ? connector(statement) : Optional.empty();
    }

    private static Optional<Finding> connector(SqlStatement statement) {
        List<SqlToken> tokens = statement.tokens();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            boolean isOption = tokens.get(i).kind() == SqlToken.Kind.STRING
                    && tokens.get(i).value().equals("connector")
                    && tokens.get(i + 1).isSymbol('=');
            if (isOption && !tokens.get(i + 2).value().equals("iceberg")) {
                return Optional.of(statement.error(
                        "sql-option",
                        statement.inFile(tokens.get(i).start()),
                        "this would be a lake table, and 'connector' would mean nothing to it",
                        "write CREATE TEMPORARY TABLE for a table of that connector; a topic is a table of"
                                + " kafka.topics, without DDL"));
            }
        }
        return Optional.empty();
    }
}
