package dev.tidewater.engine.check.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.SourceStringReader;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.jspecify.annotations.Nullable;

/** Parses statements with the parser that Flink uses, set up as Flink sets it up. */
public final class SqlTrees {
    private static final int LONGEST_NAME = 256;

    private SqlTrees() {}

    /** Returns nothing for what does not parse: the planner says why. */
    public static Optional<SqlNode> parse(String statement) {
        SqlParser.Config config = SqlParser.config()
                .withParserFactory(FlinkSqlParserImpl.FACTORY)
                .withConformance(FlinkSqlConformance.DEFAULT)
                .withLex(Lex.JAVA)
                .withIdentifierMaxLength(LONGEST_NAME);
        try {
            return Optional.of(
                    SqlParser.create(new SourceStringReader(statement), config).parseStmt());
        } catch (SqlParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The tree's nodes of a type, itself included, outer before inner, left before right. */
    public static <T extends SqlNode> List<T> all(SqlNode tree, Class<T> type) {
        List<T> found = new ArrayList<>();
        tree.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                take(call);
                return super.visit(call);
            }

            @Override
            public @Nullable Void visit(SqlNodeList list) {
                take(list);
                return super.visit(list);
            }

            @Override
            public @Nullable Void visit(SqlIdentifier name) {
                take(name);
                return null;
            }

            @Override
            public @Nullable Void visit(SqlLiteral literal) {
                take(literal);
                return null;
            }

            @Override
            public @Nullable Void visit(SqlDataTypeSpec dataType) {
                take(dataType);
                return null;
            }

            @Override
            public @Nullable Void visit(SqlDynamicParam parameter) {
                take(parameter);
                return null;
            }

            @Override
            public @Nullable Void visit(SqlIntervalQualifier qualifier) {
                take(qualifier);
                return null;
            }

            private void take(SqlNode node) {
                if (type.isInstance(node)) {
                    found.add(type.cast(node));
                }
            }
        });
        return found;
    }

    /** The parts of a dotted name. */
    public static List<String> parts(SqlIdentifier name) {
        return name.names;
    }

    /** The last part of a dotted name. */
    public static String last(SqlIdentifier name) {
        return parts(name).get(parts(name).size() - 1);
    }

    /** The tree's calls of an operator or function, by its name in any case, in the same order. */
    public static List<SqlCall> calls(SqlNode tree, String operator) {
        return all(tree, SqlCall.class).stream()
                .filter(call -> call.getOperator().getName().equalsIgnoreCase(operator))
                .toList();
    }
}
