package dev.tidewater.engine.check.script;

import dev.tidewater.engine.sql.SqlOption;
import dev.tidewater.engine.sql.SqlPosition;
import dev.tidewater.engine.sql.SqlStatement;
import dev.tidewater.engine.sql.SqlToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.dml.RichSqlInsert;

/**
 * A statement as rules see it.
 *
 * @param tree of the original text; empty if it does not parse
 * @param catalog the current one when the statement is reached
 * @param database the current one when the statement is reached
 * @param settings what is configured when the statement is reached: by the project and by SET
 * @param accepted whether Flink's planner took it
 */
public record CheckedStatement(
        SqlStatement statement,
        Optional<SqlNode> tree,
        String catalog,
        String database,
        Map<String, String> settings,
        boolean accepted) {
    public CheckedStatement {
        settings = Map.copyOf(settings);
    }

    public boolean is(SqlStatement.Kind kind) {
        return statement.kind() == kind;
    }

    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** The tree's nodes of a type; none if it has no tree. */
    public <T extends SqlNode> List<T> all(Class<T> type) {
        return tree.map(node -> SqlTrees.all(node, type)).orElse(List.of());
    }

    /** The tree's calls of an operator or function, by its name in any case; none if it has no tree. */
    public List<SqlCall> calls(String operator) {
        return tree.map(node -> SqlTrees.calls(node, operator)).orElse(List.of());
    }

    /** Where a node of its tree stands. */
    public Place at(SqlNode node) {
        return at(node.getParserPosition());
    }

    /** Where that stands to which its tree gives a position. */
    public Place at(SqlParserPos position) {
        if (position.getLineNum() < 1) {
            return start();
        }
        int from = statement.offset(new SqlPosition(position.getLineNum(), position.getColumnNum()));
        int last = statement.offset(new SqlPosition(position.getEndLineNum(), position.getEndColumnNum()));
        return new Place(
                statement,
                from,
                Math.min(Math.max(from, last + 1), statement.original().length()));
    }

    public Place at(SqlToken token) {
        return new Place(statement, token.start(), token.end());
    }

    /** The statement's first word. */
    public Place start() {
        return at(statement.tokens().get(0));
    }

    /** Behind its last character. */
    public Place end() {
        int length = statement.original().length();
        return new Place(statement, length, length);
    }

    /** The key of an option of its WITH clause; where WITH clause or statement begins if it has no such option. */
    public Place option(String key) {
        return SqlOption.of(statement).stream()
                .filter(option -> option.key().value().equals(key))
                .findFirst()
                .map(option -> at(option.key()))
                .orElseGet(this::with);
    }

    /** The table that an INSERT names; its first word for any other. */
    public Place target() {
        return tree.filter(RichSqlInsert.class::isInstance)
                .map(insert -> at(((RichSqlInsert) insert).getTargetTable()))
                .orElseGet(this::start);
    }

    /** The word WITH before its options; its first word if it has none. */
    public Place with() {
        return statement.tokens().stream()
                .filter(token -> token.is("WITH"))
                .reduce((earlier, later) -> later)
                .map(this::at)
                .orElseGet(this::start);
    }
}
