package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.List;

/** One {@code 'key' = 'value'} of a statement. */
public record SqlOption(SqlToken key, SqlToken value) {
    /** Those in the parentheses after WITH (after SET in ALTER), and those in OPTIONS hints, in order. */
    public static List<SqlOption> of(SqlStatement statement) {
        List<SqlToken> tokens = statement.tokens();
        List<SqlOption> options = new ArrayList<>();
        int depth = 0;
        boolean inHint = false;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean opens = tokens.get(i + 1).isSymbol('(');
            if (token.kind() == SqlToken.Kind.HINT_OPEN || token.kind() == SqlToken.Kind.HINT_CLOSE) {
                inHint = token.kind() == SqlToken.Kind.HINT_OPEN;
            } else if (opens && (inHint ? token.is("OPTIONS") : depth == 0 && opensOptions(statement.kind(), token))) {
                pairs(tokens, i + 2, options);
            }
            depth += token.isSymbol('(') ? 1 : 0;
            depth -= token.isSymbol(')') ? 1 : 0;
        }
        return options;
    }

    /** The word that opens the options of a CREATE or ALTER statement. */
    static boolean opensOptions(SqlStatement.Kind kind, SqlToken token) {
        return switch (kind) {
            case CREATE_TABLE, CREATE_TABLE_AS, CREATE_CATALOG, CREATE_DATABASE -> token.is("WITH");
            case ALTER -> token.is("SET");
            default -> false;
        };
    }

    private static void pairs(List<SqlToken> tokens, int from, List<SqlOption> options) {
        for (int i = from; i < tokens.size() && !tokens.get(i).isSymbol(')'); i++) {
            boolean pair = i + 2 < tokens.size()
                    && tokens.get(i).kind() == SqlToken.Kind.STRING
                    && tokens.get(i + 1).isSymbol('=')
                    && tokens.get(i + 2).kind() == SqlToken.Kind.STRING;
            if (pair) {
                options.add(new SqlOption(tokens.get(i), tokens.get(i + 2)));
            }
        }
    }
}
